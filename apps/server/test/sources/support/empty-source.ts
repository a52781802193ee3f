import type { Source, SourceDescription } from '../../../src/data/sources/source.ts';

/** A source that holds nothing; a test names what it is about. */
export const emptySource = (fact: Partial<SourceDescription> = {}): Source => {
  const description: SourceDescription = {
    ...{ sourceId: 'empty', agency: { zh: '某部门', en: 'An agency' }, kind: 'SQL', subjects: 'ALL' },
    ...{ items: [], pageable: [], deadlineMs: 1_000 },
    ...fact,
  };
  const state = { asOf: null, version: null };
  return {
    describe: () => description,
    read: async (_subject, items) => new Map(items.map((item) => [item, { kind: 'no-data', ...state }])),
    readPage: async () => ({ kind: 'no-data', ...state }),
    stateOf: async (_subject, items) => new Map(items.map((item) => [item, state])),
    changesSince: async () => ({ changes: [], cursor: '', more: false, gap: false }),
    health: async () => new Map(description.items.map((item) => [item, null])),
  };
};
