import { DATA_ITEM_IDS } from '@xinqiao/contracts';
import { describeConformance } from './conformance.ts';
import { firm, foundAgency, RANGE } from './support/sql-world.ts';

describeConformance('an agency’s PostgreSQL', async () => {
  const world = await foundAgency({ firms: 2, invoicesPerMonth: 100 });
  const { agency } = world;
  return {
    ...{ source: world.connect(), subject: firm(1), stranger: firm(9), paged: 'invoice.lines' },
    held: DATA_ITEM_IDS,
    range: { from: '2025-01-01', to: '2026-03-31' },
    large: { subject: firm(2), range: RANGE },
    async hang() {
      const client = await agency.connect();
      await client.query('BEGIN; LOCK TABLE exchange.firm IN ACCESS EXCLUSIVE MODE');
      return () => client.end();
    },
    async stop() {
      await agency.sql(`ALTER ROLE ${agency.reader} NOLOGIN`);
      // Waits until each is gone: one that still had to die would fail a later test.
      await agency.sql('SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = $1', [
        agency.reader,
      ]);
      return async () => {
        await agency.sql(`ALTER ROLE ${agency.reader} LOGIN`);
      };
    },
    close: () => world.close(),
  };
});
