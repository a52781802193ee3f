import { writeFileSync } from 'node:fs';
import { AgencyDocument } from '@xinqiao/agency';
import { addMonths, DATA_ITEM_IDS, dateOf, type Instant, PlatformError } from '@xinqiao/contracts';
import { city } from '@xinqiao/sandbox';

/** Firms in the sample. */
const FIRMS = 3;
/** Months of data before this one. */
const MONTHS = 30;

/**
 * Writes a file of records such as the reference service serves: three invented firms of the seeded city, as they are
 * today. It prints the code of the first.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID` when the file exists
 */
export function writeSample({ out }: { readonly out: string }): void {
  const asOf = new Date().toISOString() as Instant;
  const today = dateOf(asOf);
  const range = { from: `${addMonths(today.slice(0, 7), -MONTHS)}-01`, to: today };
  const { enterprise, records } = city({ seed: 'agency', size: FIRMS, asOf: today });
  const codes = Array.from({ length: FIRMS }, (_, at) => enterprise(at)?.uscc ?? '');
  const items = DATA_ITEM_IDS.filter((item) => records(codes[0] ?? '', item, range) !== undefined);
  const document = AgencyDocument.parse({
    asOf,
    version: `sample-${today}`,
    items,
    subjects: codes.map((code) => ({
      subject: { scheme: 'uscc', code },
      // Summaries of invoices are computed from the invoices.
      records: Object.fromEntries(
        items.filter((item) => item !== 'invoice.summary').map((item) => [item, records(code, item, range)]),
      ),
    })),
  });
  try {
    writeFileSync(out, `${JSON.stringify(document, null, 1)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw new PlatformError('CONFIGURATION_INVALID', {
      details: { setting: '--out', problem: 'cannot be written, or a file of that name exists' },
      cause,
    });
  }
  process.stderr.write(`${out}: ${items.length} items of ${FIRMS} invented firms\n`);
  process.stdout.write(`${codes[0]}\n`);
}
