import type { ItemResult } from '@xinqiao/catalogue';
import type { DataItemId, DateRange } from '@xinqiao/contracts';
import type { Services } from '../../services.ts';
import type { Source, SourceSubject } from './source.ts';

/**
 * Reads items in parallel, each with its own deadline. One failing item never fails another:
 * it comes back as TIMEOUT or UNAVAILABLE.
 */
export function readSources(
  services: Pick<Services, 'sources' | 'database' | 'logger'>,
  sourceId: string,
  subject: SourceSubject,
  items: readonly DataItemId[],
  range: DateRange,
): Promise<ItemResult[]> {
  const source = services.sources.find((candidate) => candidate.sourceId === sourceId);
  return Promise.all(items.map((item) => readItem(services, source, sourceId, subject, item, range)));
}

async function readItem(
  services: Pick<Services, 'sources' | 'database' | 'logger'>,
  source: Source | undefined,
  sourceId: string,
  subject: SourceSubject,
  item: DataItemId,
  range: DateRange,
): Promise<ItemResult> {
  if (source === undefined) return { item, sourceId, status: 'UNAVAILABLE' };
  if (!source.items.includes(item)) return { item, sourceId, status: 'NO_DATA' };
  const signal = AbortSignal.timeout(source.deadlineMs);
  try {
    const answer = await Promise.race([
      source.read(subject, item, range, { database: services.database, signal }),
      expired(signal),
    ]);
    return answer.kind === 'no-data'
      ? { item, sourceId, status: 'NO_DATA' }
      : { item, sourceId, status: 'DELIVERED', records: answer.records };
  } catch (error) {
    if (signal.aborted) return { item, sourceId, status: 'TIMEOUT' };
    services.logger.error({ err: error, sourceId, item }, 'source failed');
    return { item, sourceId, status: 'UNAVAILABLE' };
  }
}

/** Rejects when the deadline passes, so that a source that ignores the signal cannot hold the read. */
export const expired = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
