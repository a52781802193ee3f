import type { Area } from '../../area.ts';
import { measureFetch } from './fetch.ts';
import { measureImport } from './import.ts';

export const dataArea: Area = {
  about: 'importing a file of invoices, and fetching a firm’s data beside the same SQL by hand',
  async run(seconds) {
    const half = Math.ceil(seconds / 2);
    const imported = await measureImport(half);
    const { ratioToHandSql, ...fetched } = await measureFetch(half);
    return {
      perCpuSecond: {},
      ratios: [{ of: 'fetch', to: 'the same SQL by hand', ...ratioToHandSql }],
      figures: { import: imported, fetch: { ratioToHandSql: ratioToHandSql.median, ...fetched } },
    };
  },
};
