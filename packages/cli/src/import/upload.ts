import { basename } from 'node:path';
import { ERRORS, type ImportReport, PlatformError } from '@xinqiao/contracts';
import type { XinqiaoOperator } from '@xinqiao/sdk/operator';
import { countRows } from './count-rows.ts';
import { digestOf, fileUpload } from './file-upload.ts';
import type { FoundFile } from './find-files.ts';
import { type Progress, showProgress } from './import-progress.ts';

/** How often progress is asked for and shown, in milliseconds. */
const SHOW_EVERY_MS = 1_000;
/** How long a platform that went away is tried again, in milliseconds. */
const PATIENCE_MS = 120_000;
const TRY_AGAIN_MS = 1_000;

/**
 * Uploads a file and shows how far it is. When the platform goes away in the middle it is sent again as soon as it is back:
 * what was committed is not stored twice.
 */
export async function upload(
  operator: XinqiaoOperator,
  { path, kind, size }: FoundFile,
  replaces: ImportReport['importId'] | undefined,
): Promise<ImportReport> {
  const [sha256, totalRows] = await Promise.all([digestOf(path), countRows(path)]);
  const contentHash = Buffer.from(sha256, 'base64').toString('base64url');
  const began = performance.now();
  let sentBytes = 0;
  let before: number | undefined;
  let rows = 0;
  const show = async () => {
    const asked = { contentHash, limit: 1 };
    const found = (await operator.call('sources.listImports', asked).catch(() => undefined))?.items[0];
    rows = found?.rowsRead ?? rows;
    before ??= rows;
    const seconds = Math.max((performance.now() - began) / 1_000, 0.001);
    const sent = { file: basename(path), sentBytes, totalBytes: size };
    showProgress({ ...sent, totalRows, ...paceOf(rows, rows - before, totalRows, seconds) });
  };
  let asking = show();
  const timer = setInterval(() => {
    asking = asking.then(show);
  }, SHOW_EVERY_MS);
  try {
    for (let since = performance.now(), seen = -1; ; ) {
      sentBytes = 0;
      const file = await fileUpload(kind, path, sha256, (bytes) => {
        sentBytes += bytes;
      });
      try {
        return await operator.importFile({ ...file, ...(replaces === undefined ? {} : { replaces }) });
      } catch (error) {
        const again = error instanceof PlatformError && ERRORS[error.code].retryable;
        if (rows > seen) since = performance.now();
        seen = rows;
        if (!again || performance.now() - since > PATIENCE_MS) throw error;
        await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
      }
    }
  } finally {
    clearInterval(timer);
    await asking;
  }
}

/** @param added Rows that were stored in this time; the others were there before. */
export function paceOf(
  rows: number,
  added: number,
  totalRows: number | null,
  seconds: number,
): Pick<Progress, 'rows' | 'rowsPerSecond' | 'secondsLeft'> {
  const rowsPerSecond = added / seconds;
  const left = totalRows === null || added === 0 ? null : Math.max(0, totalRows - rows) / rowsPerSecond;
  return {
    rows,
    rowsPerSecond: Math.round(rowsPerSecond),
    secondsLeft: left === null ? null : Math.round(left),
  };
}
