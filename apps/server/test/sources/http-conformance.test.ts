import { type AgencyHoldings, type AgencyService, documentHoldings } from '@xinqiao/agency';
import type { InvoiceLine, SubjectId } from '@xinqiao/contracts';
import { city } from '@xinqiao/sandbox';
import type { Source } from '../../src/data/sources/source.ts';
import { describeConformance } from './conformance.ts';
import { agencyWorld } from './support/agency-world.ts';

const RANGE = { from: '2026-01-01', to: '2026-06-30' };
const HELD = [
  'registration.profile',
  'tax.vat-returns',
  'tax.credit-grades',
  'invoice.summary',
  'invoice.lines',
] as const;
const LARGE_CODE = '91341600MA2LARGE05';

/** The firms of the seeded city as an agency’s file, and one with 4,500 invoices in a month. */
function holdings(): { readonly held: AgencyHoldings; readonly codes: readonly string[] } {
  const { enterprise, records } = city({ seed: 'agency', size: 3, asOf: '2026-11-21' });
  const codes = [0, 1, 2].map((at) => enterprise(at)?.uscc ?? '');
  const all = { from: '2024-01-01', to: '2026-11-21' };
  const subjects = codes.map((code) => ({
    subject: { scheme: 'uscc' as const, code },
    records: Object.fromEntries(
      HELD.filter((item) => item !== 'invoice.summary').map((item) => [item, records(code, item, all)]),
    ),
  }));
  const lines = Array.from({ length: 4_500 }, (_, at): InvoiceLine => {
    const number = String(at).padStart(8, '0');
    return {
      ...{ direction: 'OUT', number, issuedOn: '2026-03-01', counterparty: 'c-1', status: 'VALID' },
      ...{ amount: '100.00', tax: '13.00', total: '113.00' },
    };
  });
  const large = {
    subject: { scheme: 'uscc' as const, code: LARGE_CODE },
    records: { 'invoice.lines': lines },
  };
  return {
    codes,
    held: documentHoldings({
      asOf: '2026-11-20T16:00:00.000Z',
      version: 'v1',
      items: [...HELD],
      subjects: [...subjects, large],
    }),
  };
}

describeConformance('an agency’s HTTP service', async () => {
  const world = agencyWorld();
  const { held, codes } = holdings();
  let hanging: Promise<void> | undefined;
  const slow: AgencyHoldings = {
    ...held,
    async read(subject, item, range) {
      await hanging;
      return held.read(subject, item, range);
    },
  };
  let service: AgencyService = await world.serve(slow);
  const { origin } = service;
  const source: Source = world.connect(origin);
  const subject = (code: string) => ({
    ...{ subjectId: 'sub_1' as SubjectId, sourceId: 'register', scheme: 'uscc' as const, code },
  });
  return {
    source,
    subject: subject(codes[0] ?? ''),
    held: HELD,
    range: RANGE,
    stranger: subject('91341602MA2MQ1XX59'),
    paged: 'invoice.lines',
    large: { subject: subject(LARGE_CODE), range: RANGE },
    async hang() {
      let release = () => {};
      hanging = new Promise((resolve) => {
        release = resolve;
      });
      return async () => {
        hanging = undefined;
        release();
      };
    },
    async stop() {
      await service.close();
      return async () => {
        service = await world.serve(slow, { port: Number(new URL(origin).port) });
      };
    },
    async close() {
      await service.close();
      world.close();
    },
  };
});
