import { DATA_ITEM_IDS } from '@xinqiao/contracts';
import { type City, residentIdOf } from '@xinqiao/sandbox';
import type { Source } from './source.ts';

export const CITY_SOURCE_ID = 'city';

/**
 * The seeded city of the sandbox: computed on demand, the same for the same seed.
 *
 * @param cityOfToday The city as its sources know it today; its past stays as it was told.
 */
export const citySource = (cityOfToday: () => City): Source => ({
  sourceId: CITY_SOURCE_ID,
  items: DATA_ITEM_IDS,
  deadlineMs: 5_000,
  async read(subject, item, range) {
    const records = cityOfToday().records(subject.code, item, range);
    return records === undefined ? { kind: 'no-data' } : { kind: 'records', records };
  },
  async representativeOf({ code }) {
    const named = cityOfToday().enterprise(code)?.legalRepresentative;
    return named && { name: named.name, residentId: residentIdOf(named.identityId) };
  },
});
