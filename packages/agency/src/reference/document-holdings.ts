import { cutRecords, summariseInvoices } from '@xinqiao/catalogue';
import type { AgencySubject, DataItemId, DateRange } from '@xinqiao/contracts';
import type { AgencyHoldings, Holding } from '../service/holdings.ts';
import { slicePage } from '../service/slice-page.ts';
import { type AgencyDocument, subjectKey } from './agency-document.ts';

/** Serves a document of records from memory. Summaries of invoices are computed from the invoices themselves. */
export function documentHoldings({ asOf, version, items, subjects }: AgencyDocument): AgencyHoldings {
  const known = new Map(subjects.map(({ subject, records }) => [subjectKey(subject), records]));
  const state = { asOf, version };
  // A cursor stands in an address, where a version’s colons may not.
  const cursor = version.replaceAll(':', '~');

  const recordsOf = (subject: AgencySubject, item: DataItemId, range: DateRange) => {
    const held = known.get(subjectKey(subject));
    const lines = held?.['invoice.lines'];
    if (item === 'invoice.summary' && lines !== undefined) return summariseInvoices(lines, range);
    return held?.[item];
  };
  return {
    items,
    async read(subject, item, range): Promise<Holding> {
      const records = recordsOf(subject, item, range);
      return records === undefined ? { kind: 'no-data', ...state } : { kind: 'records', records, ...state };
    },
    async page(subject, item, range, after, limit) {
      const list = known.get(subjectKey(subject))?.[item];
      if (list === undefined) return { kind: 'no-data', ...state };
      return { kind: 'page', ...slicePage(cutRecords(item, list as never, range), after, limit), ...state };
    },
    state: async () => state,
    async changes(since) {
      // A new file may have changed anything.
      return { changes: [], cursor, more: false, gap: since !== undefined && since !== cursor };
    },
    updatedAt: async () => asOf,
  };
}
