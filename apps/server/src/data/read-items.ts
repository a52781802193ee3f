import { begunDays, figuresOf, type ItemResult, isOffered } from '@xinqiao/catalogue';
import {
  type AuditReceipt,
  type CalendarDate,
  type DisclosureLevel,
  dateOf,
  type Instant,
  PlatformError,
} from '@xinqiao/contracts';
import type { Principal } from '../http/principal.ts';
import type { Services } from '../services.ts';
import { consentedAct, type OpenAccess, type Outcome, type ReadRequest } from './consented-read.ts';
import { type PageStarts, readLargeItems } from './large-items.ts';
import { readSources } from './sources/read-sources.ts';

export interface SourceRead extends Omit<OpenAccess, 'items'> {
  readonly results: readonly ItemResult[];
  /** Of each item that is read by pages: where each begins, for its source. */
  readonly starts: PageStarts;
  /** Day the figures stand for: today, or the day after the range if that is earlier. */
  readonly asOf: CalendarDate;
  readonly extractedAt: Instant;
}

/** {@link consentedAct} for whoever needs the records of all items in memory. */
export const consentedRead = <Result>(
  services: Services,
  principal: Principal,
  request: ReadRequest,
  produce: (read: SourceRead) => Promise<Outcome<Result>>,
): Promise<{ result: Result; receipt: AuditReceipt }> =>
  consentedAct(services, principal, request, async (access) => {
    const level = request.use === 'DECISION' ? 'INDICATORS' : access.consent.disclosure;
    return produce(await readItems(services, access, level, services.clock.instant()));
  });

/**
 * Reads what an access allows. An item that is not on offer at the level is DENIED, and no source hears of it.
 *
 * @param extractedAt The sources are asked for the days that had begun then.
 * @throws {PlatformError} `SOURCE_UNAVAILABLE` when none answered
 */
export async function readItems(
  services: Services,
  { items, ...access }: OpenAccess,
  level: DisclosureLevel,
  extractedAt: Instant,
): Promise<SourceRead> {
  const { consent, subject } = access;
  const today = dateOf(extractedAt);
  const days = begunDays(consent.range, today);
  const offered = items.filter((item) => isOffered(item, level));
  const read = await readSources(services, subject, offered, days);
  if (read.length > 0 && read.every(({ status }) => status === 'TIMEOUT' || status === 'UNAVAILABLE'))
    throw new PlatformError('SOURCE_UNAVAILABLE');
  const large = await readLargeItems(services, subject, read, level, days);
  const denied = items
    .filter((item) => !offered.includes(item))
    .map((item) => ({ item, sourceId: subject.sourceId, status: 'DENIED' as const }));
  const results = [...large.results, ...denied];
  const asOf = figuresOf(consent.range, today);
  return { ...access, results, starts: large.starts, asOf, extractedAt };
}
