import { readFile } from 'node:fs/promises';
import { PlatformError } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../../clock.ts';
import { openHttpSource } from '../http/http-source.ts';
import type { Source } from '../source.ts';
import { urlProblem } from '../sql/connections.ts';
import { RoleMayWrite } from '../sql/read-only-role.ts';
import { sqlSource } from '../sql/sql-source.ts';
import { type SourceConfiguration, SourcesDocument } from './source-configuration.ts';

export interface OpenSourcesServices {
  /** Variables named XINQIAO_SOURCE_…, which hold what the document must not. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly database: Database;
  /** The real time: agencies compare it with theirs. */
  readonly clock: Clock;
  readonly logger: FastifyBaseLogger;
}

/**
 * Opens the sources of a document, in its order.
 *
 * A source that is away is opened all the same: it answers when it is back. One whose role may write is refused.
 *
 * @param path Of the document; undefined = there are none.
 * @throws {PlatformError} `CONFIGURATION_INVALID`, naming places of the document and no values
 */
export async function openConfiguredSources(
  path: string | undefined,
  services: OpenSourcesServices,
): Promise<readonly Source[]> {
  if (path === undefined) return [];
  const { sources } = await readDocument(path);
  const opened: Source[] = [];
  try {
    for (const [at, configuration] of sources.entries()) {
      opened.push(await openSource(configuration, `sources.${at}`, services));
    }
    return opened;
  } catch (error) {
    await Promise.allSettled(opened.map((source) => source.close?.()));
    throw error;
  }
}

const refuse = (path: string, problem: string) =>
  new PlatformError('CONFIGURATION_INVALID', { errors: [{ path, problem }] });

async function readDocument(path: string): Promise<SourcesDocument> {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw refuse('XINQIAO_SOURCES', 'It does not name a JSON file that can be read.');
  }
  const parsed = SourcesDocument.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new PlatformError('CONFIGURATION_INVALID', {
    errors: parsed.error.issues.map(({ path: at, message }) => ({ path: at.join('.'), problem: message })),
  });
}

/** Opens one source; `place` is where the document speaks of it. */
async function openSource(
  configuration: SourceConfiguration,
  place: string,
  { secrets, database, clock, logger }: OpenSourcesServices,
): Promise<Source> {
  if (configuration.kind === 'HTTP') return openHttpSource(configuration, { place, clock });
  const url = secrets[configuration.urlFrom] ?? '';
  const problem = urlProblem(url);
  if (problem !== undefined)
    throw refuse(`${place}.urlFrom`, `The variable ${configuration.urlFrom} ${problem}.`);
  const source = sqlSource(configuration, url, logger);
  const { sourceId } = configuration;
  try {
    const signal = AbortSignal.timeout(configuration.deadlineMs);
    for (const broken of await source.check({ database, signal }))
      logger.warn({ sourceId, ...broken }, 'query of a source fails');
  } catch (error) {
    if (error instanceof RoleMayWrite) {
      await source.close();
      throw refuse(`${place}.urlFrom`, `The role in ${configuration.urlFrom} may ${error.may}.`);
    }
    logger.warn({ sourceId }, 'source is away');
  }
  return source;
}
