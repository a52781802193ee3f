import { basename } from 'node:path';
import { IMPORT_RULES, type ImportKind, type ImportReport } from '@xinqiao/contracts';
import type { XinqiaoOperator } from '@xinqiao/sdk/operator';
import { clientOf } from '../run/credentials.ts';
import { findFiles } from './find-files.ts';
import { endProgress } from './import-progress.ts';
import { openTrial } from './trial.ts';
import { upload } from './upload.ts';

export interface ImportOptions {
  readonly url: string;
  /** Credentials of an application with `sources:write`; undefined = a trial on a server of its own. */
  readonly as?: string;
  readonly application?: string;
  readonly kind?: ImportKind;
  readonly replaces?: ImportReport['importId'];
  readonly json: boolean;
}

/**
 * Imports files and says what became of every row. Run again after anything went wrong, it goes on where it was.
 *
 * Without credentials it is a trial: a server of its own is started in a folder of its own, the firms of the files are
 * registered there, and all of it is removed at the end.
 */
export async function importFiles(paths: readonly string[], options: ImportOptions): Promise<void> {
  const { files, others } = await findFiles(paths, options.kind);
  for (const path of others) say(`${basename(path)}: not imported, its first line is the header of no kind`);
  const trial = options.as === undefined ? await openTrial(others) : undefined;
  try {
    const operator = trial?.operator ?? clientOf({ ...options, as: options.as ?? '' });
    if (trial !== undefined) say(`tried on a server of its own, ${trial.firms} firms registered`);
    const stopWatching = trial?.watchMemory();
    const result = await run(operator, files, options);
    const memory = stopWatching?.() ?? null;
    if (options.json || !process.stderr.isTTY)
      process.stdout.write(`${JSON.stringify({ ok: true, ...result, memory })}\n`);
  } finally {
    await trial?.close();
  }
}

async function run(
  operator: XinqiaoOperator,
  files: Awaited<ReturnType<typeof findFiles>>['files'],
  { replaces }: ImportOptions,
) {
  const began = performance.now();
  const imports: ImportReport[] = [];
  for (const file of files) {
    const report = await upload(operator, file, replaces);
    endProgress();
    tell(basename(file.path), report);
    imports.push(report);
  }
  const seconds = (performance.now() - began) / 1_000;
  const sum = (count: (report: ImportReport) => number) =>
    imports.reduce((total, report) => total + count(report), 0);
  const rowsRead = sum((report) => report.rowsRead);
  say(
    `${rowsRead.toLocaleString('en')} rows in ${seconds.toFixed(1)} s, ${Math.round(rowsRead / seconds).toLocaleString('en')} rows/s`,
  );
  return {
    files: files.length,
    rowsRead,
    rowsStored: sum((report) => report.rowsStored),
    rowsQuarantined: sum((report) => report.rowsQuarantined),
    seconds: Math.round(seconds * 1_000) / 1_000,
    rowsPerSecond: Math.round(rowsRead / seconds),
    imports: imports.map(({ importId, kind, fileName, quarantine, warnings, repeated, ...counts }) => ({
      ...{ importId, kind, fileName, repeated, quarantine, warnings },
      ...{ rowsRead: counts.rowsRead, rowsStored: counts.rowsStored },
    })),
  };
}

/** The report of one file, for people. */
function tell(name: string, report: ImportReport): void {
  const { rowsRead, rowsStored, rowsQuarantined, repeated, importId } = report;
  say(
    `${name}: ${rowsRead} rows read, ${rowsStored} stored, ${rowsQuarantined} set aside (${importId}${repeated ? ', imported before' : ''})`,
  );
  for (const { reason, count, firstLine } of report.quarantine)
    say(`  ${count} set aside, first in line ${firstLine}: ${reason}. ${IMPORT_RULES[reason].words.en}`);
  for (const { warning, count } of report.warnings)
    say(`  ${count} stored, noted: ${warning}. ${IMPORT_RULES[warning].words.en}`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
