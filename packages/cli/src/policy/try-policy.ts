import { basename } from 'node:path';
import {
  backtest,
  censusOfTable,
  championRows,
  compareModels,
  comparisonReport,
  onnxRisk,
  type ReportLanguage,
  readColumns,
  readOutcomes,
  validatePolicy,
} from '@xinqiao/workbench';
import {
  asPlatformErrors,
  columnsOf,
  mayWrite,
  numberOf,
  printJson,
  readBytes,
  readPolicy,
  writeText,
} from './files.ts';

export interface TryOptions {
  readonly policy: string;
  readonly data: string;
  readonly target: string;
  readonly bad?: string;
}

const outcomesOf = ({ data, target, bad }: TryOptions) =>
  readOutcomes(readBytes(data, '--data'), { target, ...(bad === undefined ? {} : { bad }) });

/** Prints what a policy’s score is worth on a table, as one JSON object. */
export const validatePolicyFile = (options: TryOptions): Promise<void> =>
  asPlatformErrors(() => {
    const table = outcomesOf(options);
    const found = validatePolicy(readPolicy(options.policy, '--policy'), table);
    printJson({ ...found, badValue: table.badValue });
  });

export interface CompareOptions extends TryOptions {
  /** Policy (.json) or model (.onnx). */
  readonly challenger: string;
  /** Columns of an ONNX model with one input, in its order. */
  readonly columns?: string;
  readonly approved: string;
  /** HTML to write. */
  readonly report?: string;
  readonly language: ReportLanguage;
}

/**
 * Prints champion and challenger side by side, on the rows that both can score; with `report` writes it down, with
 * curves.
 */
export const comparePolicies = (options: CompareOptions): Promise<void> =>
  asPlatformErrors(async () => {
    const approved = numberOf(options.approved, '--approved');
    mayWrite(options.report, '--report');
    const table = outcomesOf(options);
    const champion = championRows(readPolicy(options.policy, '--policy'), table);
    const challenger = options.challenger.endsWith('.onnx')
      ? await onnxRows(options, table)
      : championRows(readPolicy(options.challenger, '--challenger'), table);
    const placeOf = new Map(Array.from(challenger.rows, (row, at) => [row, at]));
    const both = Array.from(champion.rows.keys()).filter((at) => placeOf.has(champion.rows[at]!));
    const bad = Uint8Array.from(both, (at) => champion.bad[at]!);
    const name = (path: string) => basename(path).replace(/\.(json|onnx)$/, '');
    const models = [
      {
        label: name(options.policy),
        risk: Float64Array.from(both, (at) => champion.risk[at]!),
        isProbability: champion.isProbability,
        bad,
      },
      {
        label: name(options.challenger),
        risk: Float64Array.from(both, (at) => challenger.risk[placeOf.get(champion.rows[at]!)!]!),
        isProbability: challenger.isProbability,
        bad,
      },
    ] as const;
    const found = compareModels(models[0], models[1], bad, approved);
    if (options.report !== undefined) {
      const title = `${models[0].label} · ${models[1].label}`;
      writeText(options.report, comparisonReport(found, models, title, options.language), '--report');
    }
    const left = {
      onlyChampion: champion.rows.length - both.length,
      onlyChallenger: challenger.rows.length - both.length,
    };
    printJson({ ...found, scoredByOneOnly: left });
  });

type Outcomes = ReturnType<typeof outcomesOf>;

/** Rows with an outcome for which an ONNX model gives a number: of most models what is missing gives none. */
async function onnxRows({ challenger, columns }: CompareOptions, table: Outcomes) {
  const risk = await onnxRisk(readBytes(challenger, '--challenger'), table, columnsOf(columns, table.names));
  const rows = Int32Array.from(risk.keys()).filter(
    (row) => table.bad[row]! >= 0 && Number.isFinite(risk[row]!),
  );
  return {
    rows,
    risk: Float64Array.from(rows, (row) => risk[row]!),
    isProbability: rows.every((row) => risk[row]! >= 0 && risk[row]! <= 1),
  };
}

/** Prints a policy’s record by vintage, as one JSON object. */
export const backtestPolicy = ({ time, ...options }: TryOptions & { time: string }): Promise<void> =>
  asPlatformErrors(() =>
    printJson({ vintages: backtest(readPolicy(options.policy, '--policy'), outcomesOf(options), time) }),
  );

/** Prints how the rows of a table fall by score and characteristic: the `baseline` of a draft, as one JSON object. */
export const takePolicyCensus = ({ policy, data }: Pick<TryOptions, 'policy' | 'data'>): Promise<void> =>
  asPlatformErrors(() =>
    printJson(censusOfTable(readPolicy(policy, '--policy'), readColumns(readBytes(data, '--data')))),
  );
