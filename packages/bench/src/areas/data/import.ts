import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeInvoiceFiles } from './invoice-files.ts';

/** The command as people run it: it starts a server of its own with a durable PostgreSQL. */
const CLI = fileURLToPath(new URL('../../../../cli/src/main.ts', import.meta.url));

/** Rows per second of the time given: the import takes a part of it, the server’s start the rest. */
const ROWS_PER_SECOND_GIVEN = 20_000;
const FEWEST_ROWS = 100_000;

/** What it costs to import a gzip file of invoices by `xinqiao import`: validated, deduplicated, durable. */
export interface ImportFigures {
  readonly rows: number;
  /** On the clock, from the first byte sent to the report. The promise: at least 40,000 on two cores. */
  readonly rowsPerSecond: number;
  /** Most memory of the importing process; null where the system does not tell. The promise: at most 400, and flat. */
  readonly peakRssMb: number | null;
  /** The same in the first and in the last third of the time: alike where it is flat. */
  readonly firstThirdRssMb: number | null;
  readonly lastThirdRssMb: number | null;
  readonly seconds: number;
}

/** Last line of what the command prints. */
interface Printed {
  readonly ok: boolean;
  readonly rowsRead: number;
  readonly rowsPerSecond: number;
  readonly seconds: number;
  readonly memory: Pick<ImportFigures, 'peakRssMb' | 'firstThirdRssMb' | 'lastThirdRssMb'> | null;
}

/** @param seconds Rough time on the clock; it sets the size of the file. */
export async function measureImport(seconds: number): Promise<ImportFigures> {
  const directory = await mkdtemp(join(tmpdir(), 'xinqiao-import-'));
  try {
    const rows = Math.max(FEWEST_ROWS, seconds * ROWS_PER_SECOND_GIVEN);
    await writeInvoiceFiles(directory, rows);
    const { stdout } = await promisify(execFile)(process.execPath, [CLI, 'import', directory, '--json'], {
      maxBuffer: 16 * 1024 * 1024,
    });
    const found = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Printed;
    if (!found.ok || found.rowsRead !== rows) throw new Error('The import did not read every row.');
    const { rowsPerSecond, seconds: took, memory } = found;
    const untold = { peakRssMb: null, firstThirdRssMb: null, lastThirdRssMb: null };
    return { rows, rowsPerSecond, ...(memory ?? untold), seconds: took };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
