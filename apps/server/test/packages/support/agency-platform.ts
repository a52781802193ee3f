import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConsentRequest } from '@xinqiao/contracts';
import {
  AGENCY_RANGE,
  type AgencyDatabase,
  createAgencyDatabase,
  createTestDatabase,
} from '@xinqiao/db/testing';
import { agreedConsent, ownerPersona, type Platform, startPlatform } from '../../support/platform.ts';
import { rows } from '../../support/rows.ts';

/** A platform whose healthy persona’s firm is held by an agency’s PostgreSQL, which a test can change. */
export interface AgencyPlatform extends Platform {
  readonly agency: AgencyDatabase;
  /** A consent of hers to RECORDS of her invoices; each test names what it is about. */
  consentTo(fact?: Partial<ConsentRequest>): ReturnType<typeof agreedConsent>;
  /** As when the agency has loaded its tables anew. */
  loaded(): Promise<void>;
}

/** @param invoicesPerMonth Of 24 months; above 83 they are too many for one answer. */
export async function startAgencyPlatform(invoicesPerMonth = 100): Promise<AgencyPlatform> {
  const database = await createTestDatabase();
  const agency = await createAgencyDatabase(database.adminUrl, { firms: 1, invoicesPerMonth });
  const { uscc } = ownerPersona().enterprise;
  const tables = await agency.sql<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'exchange' AND column_name = 'uscc'`,
  );
  for (const { name } of tables) await agency.sql(`UPDATE exchange.${name} SET uscc = $1`, [uscc]);
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-sources-'));
  const document = join(folder, 'sources.json');
  writeFileSync(document, JSON.stringify(agency.document));
  const platform = await startPlatform({
    XINQIAO_SOURCES: document,
    XINQIAO_SOURCE_EXCHANGE: agency.url,
  });
  // The city is asked about its own firms only.
  await rows(platform, `UPDATE subject SET source_id = 'exchange' WHERE name = $1`, [
    ownerPersona().enterprise.name,
  ]);
  return {
    ...platform,
    agency,
    consentTo: (fact = {}) =>
      agreedConsent(platform, { fact: { items: ['invoice.lines'], range: { ...AGENCY_RANGE }, ...fact } }),
    loaded: async () => {
      await agency.sql('UPDATE exchange.load_state SET batch = batch + 1, loaded_at = now()');
    },
    async close() {
      await platform.close();
      await agency.drop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
