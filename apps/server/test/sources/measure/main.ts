import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@xinqiao/db';
import { createAgencyDatabase } from '@xinqiao/db/testing';
import { FIRMS, fetchFigures } from './fetch-figures.ts';

/** Prints one line of JSON: what a fetch costs beside the SQL it consists of. First argument: seconds, default 20. */
const seconds = Number(process.argv[2] ?? 20);
const directory = await mkdtemp(path.join(tmpdir(), 'xinqiao-fetch-'));
const postgres = await startEmbeddedPostgres({ directory, durable: false });
try {
  const agency = await createAgencyDatabase(postgres.adminUrl, { firms: FIRMS, invoicesPerMonth: 40 });
  const figures = await fetchFigures(agency, seconds);
  await agency.drop();
  process.stdout.write(`${JSON.stringify(figures)}\n`);
} finally {
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
}
