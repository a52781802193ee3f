/** How far an import is. */
export interface Progress {
  readonly file: string;
  /** Bytes that left this machine, of so many in all. */
  readonly sentBytes: number;
  readonly totalBytes: number;
  /** Rows that are stored and committed, of about so many in all; null for a workbook. */
  readonly rows: number;
  readonly totalRows: number | null;
  readonly rowsPerSecond: number;
  /** Estimate in seconds; null before there is any. */
  readonly secondsLeft: number | null;
}

/** On a terminal one line that is overwritten, else a JSON object per line on standard output. */
export function showProgress(progress: Progress): void {
  if (!process.stderr.isTTY) {
    process.stdout.write(`${JSON.stringify({ event: 'progress', ...progress })}\n`);
    return;
  }
  const { file, sentBytes, totalBytes, rows, totalRows, rowsPerSecond, secondsLeft } = progress;
  // Bytes that were sent wait on the way: what is stored tells more.
  const [done, all] = totalRows === null ? [sentBytes, totalBytes] : [rows, totalRows];
  const share = all === 0 ? 100 : Math.min(100, Math.floor((100 * done) / all));
  const left = secondsLeft === null ? '?' : `${Math.ceil(secondsLeft)} s`;
  const line = `${file}: ${share} %, ${rows.toLocaleString('en')} rows, ${Math.round(rowsPerSecond).toLocaleString('en')} rows/s, ${left} left`;
  process.stderr.write(`\r${line.slice(0, 110).padEnd(110)}`);
}

/** Ends the line that was overwritten. */
export function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${''.padEnd(110)}\r`);
}
