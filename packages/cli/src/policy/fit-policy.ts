import { basename } from 'node:path';
import { dateOf } from '@xinqiao/contracts';
import {
  hyphened,
  modelCard,
  policyOf,
  type ReportLanguage,
  readRaw,
  reportOf,
  type Summary,
  study,
  summaryOf,
  tableOf,
} from '@xinqiao/workbench';
import {
  asPlatformErrors,
  columnsOf,
  listOf,
  mayWrite,
  numberOf,
  printJson,
  readBytes,
  writeText,
} from './files.ts';

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
    for (const written of ['policy', 'card', 'report'] as const) mayWrite(options[written], `--${written}`);
    const raw = readRaw(readBytes(options.data, '--data'));
    const columns = (name: 'exclude' | 'group' | 'categories') => columnsOf(options[name], raw.names);
    const table = tableOf(raw, {
      target: options.target,
      exclude: columns('exclude'),
      special: listOf(options.special),
      categories: columns('categories'),
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
      groups: columns('group'),
      ...(options.time === undefined ? {} : { time: options.time }),
      ...(options.parcelling === undefined
        ? {}
        : { parcellingFactor: numberOf(options.parcelling, '--parcelling') }),
    });
    const summary = summaryOf(found);
    const file = basename(options.data).replace(/(\.csv)?(\.gz)?$/i, '');
    const date = options.validFrom ?? dateOf(new Date().toISOString());
    const words = `${file}: ${summary.rows} rows, ${summary.bads} bad, target ${options.target} = ${table.badValue}, AUC ${summary.auc} (${found.validation.repeats} × ${found.validation.folds}-fold)`;
    if (options.policy !== undefined) {
      const policy = policyOf(found.scaled, found.rows, {
        policyId: hyphened(file).slice(0, 60).replace(/-+$/, '') || 'fitted',
        name: { zh: `${file} 评分卡`, en: `Scorecard of ${file}` },
        validFrom: date,
        calibration: found.curve,
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
    tell(summary, `${options.target} = ${table.badValue}`, seconds);
    if (options.json) {
      const { auc, aucCi, ks, brier, features, ...more } = summary;
      printJson({
        auc,
        aucCi,
        ks,
        brier,
        features,
        seconds,
        badValue: table.badValue,
        ...more,
        unusable: table.unusable,
      });
    }
  });

function tell(summary: Summary, bad: string, seconds: number): void {
  const lines = [
    `AUC ${summary.auc} (${summary.aucCi.join(' – ')}) · KS ${summary.ks} · Brier ${summary.brier} · policy AUC ${summary.policyAuc}`,
    `${summary.features} features of ${summary.rows} rows, ${summary.bads} bad (${bad}); ${seconds} s`,
    ...(summary.calibration.flat
      ? [
          `! calibration alarm: slope ${summary.calibration.slope} on rows not seen: more risk told, no more defaults; the policy states the odds of the whole for everyone`,
        ]
      : []),
    ...summary.unnamedCategories.map(
      ({ name, named, categories, rows }) =>
        `! ${name}: the policy names the ${named} most frequent of ${categories} categories; applicants with another (${rows} of these rows) are refused as invalid: group them first`,
    ),
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
