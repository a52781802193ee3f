import { basename } from 'node:path';
import {
  hyphened,
  modelCard,
  policyOf,
  type ReportLanguage,
  readTable,
  reportOf,
  type Summary,
  study,
  summaryOf,
} from '@xinqiao/workbench';
import { asPlatformErrors, listOf, numberOf, printJson, readBytes, writeText } from './files.ts';

export interface FitPolicyOptions {
  readonly data: string;
  readonly target: string;
  readonly bad?: string;
  readonly exclude?: string;
  readonly group?: string;
  readonly time?: string;
  readonly special?: string;
  readonly categories?: string;
  readonly folds: string;
  readonly repeats: string;
  readonly seed: string;
  readonly baseScore: string;
  readonly baseOdds: string;
  readonly pdo: string;
  readonly parcelling?: string;
  readonly policy?: string;
  readonly card?: string;
  readonly report?: string;
  readonly language: ReportLanguage;
  readonly validFrom?: string;
  readonly json: boolean;
}

/**
 * Fits a scorecard on a table and prints what it is worth; with `--policy`, `--card` and `--report` writes it down.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID` for a table, a column or an option that cannot be used
 */
export const fitPolicy = (options: FitPolicyOptions): Promise<void> =>
  asPlatformErrors(() => {
    const started = performance.now();
    const number = (name: 'folds' | 'repeats' | 'seed' | 'baseScore' | 'baseOdds' | 'pdo') =>
      numberOf(options[name], `--${name}`);
    const table = readTable(readBytes(options.data, '--data'), {
      target: options.target,
      exclude: listOf(options.exclude),
      special: listOf(options.special),
      categories: listOf(options.categories),
      ...(options.bad === undefined ? {} : { bad: options.bad }),
    });
    const found = study(table, {
      folds: number('folds'),
      repeats: number('repeats'),
      seed: number('seed'),
      scaling: {
        baseScore: number('baseScore'),
        baseOdds: number('baseOdds'),
        pointsToDouble: number('pdo'),
      },
      groups: listOf(options.group),
      ...(options.time === undefined ? {} : { time: options.time }),
      ...(options.parcelling === undefined
        ? {}
        : { parcellingFactor: numberOf(options.parcelling, '--parcelling') }),
    });
    const summary = summaryOf(found);
    const file = basename(options.data).replace(/(\.csv)?(\.gz)?$/i, '');
    const date = options.validFrom ?? new Date().toISOString().slice(0, 10);
    const words = `${file}: ${summary.rows} rows, ${summary.bads} bad, target ${options.target}, AUC ${summary.auc} (${found.validation.repeats} × ${found.validation.folds}-fold)`;
    if (options.policy !== undefined) {
      const policy = policyOf(found.scaled, found.rows, {
        policyId: hyphened(file).slice(0, 60).replace(/-+$/, '') || 'fitted',
        name: { zh: `${file} 评分卡`, en: `Scorecard of ${file}` },
        validFrom: date,
        calibration: found.calibration,
        source: { zh: `由数据拟合：${words}。`, en: `Fitted on data: ${words}.` },
      });
      writeText(options.policy, `${JSON.stringify(policy, null, 1)}\n`, '--policy');
    }
    if (options.card !== undefined)
      writeText(
        options.card,
        modelCard(found, { name: file, data: `\`${basename(options.data)}\``, date }, options.language),
        '--card',
      );
    if (options.report !== undefined)
      writeText(
        options.report,
        reportOf(found, `${file} · ${options.target}`, table.unusable, options.language),
        '--report',
      );
    const seconds = Number(((performance.now() - started) / 1000).toFixed(2));
    tell(summary, seconds);
    if (options.json) {
      const { auc, aucCi, ks, brier, features, ...more } = summary;
      printJson({ auc, aucCi, ks, brier, features, seconds, ...more, unusable: table.unusable });
    }
  });

function tell(summary: Summary, seconds: number): void {
  const lines = [
    `AUC ${summary.auc} (${summary.aucCi.join(' – ')}) · KS ${summary.ks} · Brier ${summary.brier} · policy AUC ${summary.policyAuc}`,
    `${summary.features} features of ${summary.rows} rows, ${summary.bads} bad; ${seconds} s`,
    ...summary.leaks.map(
      ({ name, rule, auc, aucOfOthers }) =>
        `! leakage alarm (${rule}): ${name} alone ${auc}${aucOfOthers === null ? '' : `, all weaker columns together ${aucOfOthers}`}: exclude it unless it is known at application`,
    ),
    ...(summary.missingLowered.length > 0
      ? [`! missing lowered to the worst value in ${summary.missingLowered.join(', ')}`]
      : []),
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
}
