import type { SubjectId } from '@xinqiao/contracts';
import {
  AGENCY_RANGE,
  type AgencyDatabase,
  agencyCode,
  createAgencyDatabase,
  createTestDatabase,
} from '@xinqiao/db/testing';
import { vi } from 'vitest';
import type { SourceContext, SourceSubject } from '../../../src/data/sources/source.ts';
import { SqlSourceConfiguration } from '../../../src/data/sources/sql/sql-configuration.ts';
import { sqlSource } from '../../../src/data/sources/sql/sql-source.ts';

export const firm = (n: number): SourceSubject => ({
  subjectId: `sub_firm-${n}` as SubjectId,
  sourceId: 'import',
  scheme: 'uscc',
  code: agencyCode(n),
});
export const RANGE = AGENCY_RANGE;

/** A signal that never aborts. */
export const context = (signal = new AbortController().signal): SourceContext =>
  ({ signal }) as unknown as SourceContext;

/** An agency’s database and the means to connect it in different ways. */
export async function foundAgency(options?: Parameters<typeof createAgencyDatabase>[1]) {
  const database = await createTestDatabase();
  const agency = await createAgencyDatabase(database.adminUrl, options);
  const logger = { warn: vi.fn() };
  const opened: { close(): Promise<void> }[] = [];
  return {
    ...{ agency, logger },
    /** Connects it; a test changes what it is about. */
    connect(
      change: (document: AgencyDatabase['document']['sources'][0]) => object = (same) => same,
      url = agency.url,
    ) {
      const configuration = SqlSourceConfiguration.parse(change(agency.document.sources[0]));
      const source = sqlSource(configuration, url, logger);
      opened.push(source);
      return source;
    },
    async close() {
      await Promise.all(opened.map((source) => source.close()));
      await agency.drop();
      await database.drop();
    },
  };
}

export type Agency = Awaited<ReturnType<typeof foundAgency>>;
