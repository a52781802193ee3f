import type { SubjectId } from '@xinqiao/contracts';
import { city } from '@xinqiao/sandbox';
import { citySource } from '../../src/data/sources/city-source.ts';
import { LARGE_ROWS, type SourceSubject } from '../../src/data/sources/source.ts';
import { describeConformance } from './conformance.ts';

const AS_OF = '2026-11-22';
const RANGE = { from: '2025-01-01', to: '2026-10-31' };

describeConformance(
  'the seeded city',
  async () => {
    const founded = city({ seed: 'bozhou', size: 40, asOf: AS_OF });
    const source = citySource(() => founded);
    const { items } = source.describe();
    const subjectOf = (code: string): SourceSubject => ({
      ...{ subjectId: 'sub_firm' as SubjectId, sourceId: 'city', scheme: 'uscc', code },
    });
    const invoices = (code: string) => founded.records(code, 'invoice.lines', RANGE)?.length ?? 0;
    const codes = [...founded.enterprises()].map(({ uscc }) => uscc);
    const some = codes.find((code) => invoices(code) > 7 && invoices(code) <= LARGE_ROWS) as string;
    const many = codes.find((code) => invoices(code) > LARGE_ROWS);
    return {
      ...{ source, range: RANGE, held: items, paged: 'invoice.lines' },
      subject: subjectOf(some),
      stranger: subjectOf('91341600MA0000009X'),
      ...(many === undefined ? {} : { large: { subject: subjectOf(many), range: RANGE } }),
      close: async () => {},
    };
  },
  // The city is computed: it neither hangs nor goes away.
  { pages: true, large: false, hang: false, stop: false },
);
