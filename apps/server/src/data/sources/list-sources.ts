import { DATA_ITEMS } from '@xinqiao/catalogue';
import {
  addPeriodToInstant,
  DATA_ITEM_IDS,
  type DataItemId,
  type Instant,
  type SourceHealth,
} from '@xinqiao/contracts';
import type { Handler } from '../../http/run-operation.ts';
import type { GuardedSource } from './guard/guard-source.ts';
import type { ReadingServices } from './read-sources.ts';

/** Longest that a source may take to say how it is, in milliseconds. */
const PROBE_MS = 2_000;

/** Asks every source how it is, each for itself: one that is away keeps nobody waiting for long. */
export const listSources: Handler<'sources.list'> = async ({ services }) => {
  const now = services.clock.instant();
  return {
    items: await Promise.all(services.sources.map((source) => healthOf(source, services, now))),
  };
};

async function healthOf(
  source: GuardedSource,
  { database }: Pick<ReadingServices, 'database'>,
  now: Instant,
): Promise<SourceHealth> {
  const { sourceId, agency, kind, items } = source.description;
  const states = await source
    .call((to, signal) => to.health({ database, signal }), {
      deadlineMs: PROBE_MS,
      counts: false,
    })
    .catch(() => undefined);
  const { lastSuccessAt, lastFailureAt, ...condition } = source.condition();
  const refused = source.offers.refusedRows?.();
  return {
    ...{ sourceId, agency, kind, reachable: states !== undefined },
    ...condition,
    ...{ lastSuccessAt: instantOf(lastSuccessAt), lastFailureAt: instantOf(lastFailureAt) },
    items: DATA_ITEM_IDS.filter((item) => items.includes(item)).map((item) => {
      const asOf = states?.get(item) ?? null;
      return { item, asOf, fresh: isFresh(item, asOf, now), refusedRows: refused?.get(item) ?? 0 };
    }),
  };
}

const isFresh = (item: DataItemId, asOf: Instant | null, now: Instant): boolean | null =>
  asOf === null ? null : addPeriodToInstant(asOf, DATA_ITEMS[item].freshness) >= now;

const instantOf = (ms: number | null): Instant | null =>
  ms === null ? null : (new Date(ms).toISOString() as Instant);
