import { sha256 } from '@noble/hashes/sha2.js';
import {
  begunDays,
  figuresOf,
  type ItemResult,
  isOffered,
  type RowPage,
  walkPages,
} from '@xinqiao/catalogue';
import { type AccessDecision, countedFrom, type DataUse, decideAccess } from '@xinqiao/consent';
import {
  type AuditReceipt,
  type CalendarDate,
  type Consent,
  type ConsentId,
  type DataItemId,
  type DataItemRecords,
  type DateRange,
  type DisclosureLevel,
  dateOf,
  type Instant,
  type LogEntryKind,
  PACKAGE_PAGE_ROWS,
  type PackageId,
  PlatformError,
  type SubjectId,
} from '@xinqiao/contracts';
import type { Platform } from '../platform.ts';
import { type ConsentRecord, countedUnder } from '../state.ts';
import type { Principal } from './authenticate.ts';
import type { CallContext } from './operation-handler.ts';

export interface ReadRequest {
  readonly consentId: ConsentId;
  /** Items wanted; undefined = all the consent covers. */
  readonly items: readonly DataItemId[] | undefined;
  /** Items of use: of those the consent covers no others are read. Default all. */
  readonly ofUse?: readonly DataItemId[] | undefined;
  /** Days wanted; undefined = all the consent covers. */
  readonly range: DateRange | undefined;
  readonly use: DataUse;
  /** True for a repetition with the same Idempotency-Key: it is not counted again. */
  readonly repeated: boolean;
  /** The package delivered before that the read is about. A page of one was counted with it. */
  readonly about?:
    | { readonly pageOf: PackageId; readonly page: number }
    | { readonly unchangedSince: PackageId }
    | { readonly check: PackageId };
}

type AgreedConsent = Consent & { readonly subjectId: SubjectId };

/** An access that was allowed and logged. */
export interface OpenAccess {
  /** The consent, its range cut to the days wanted. */
  readonly consent: AgreedConsent;
  readonly items: readonly DataItemId[];
}

export interface SourceRead {
  /** The consent, its range cut to the days wanted. */
  readonly consent: AgreedConsent;
  readonly results: readonly ItemResult[];
  /** Day the figures stand for: today, or the day after the range if that is earlier. */
  readonly asOf: CalendarDate;
  readonly extractedAt: Instant;
}

/** What the caller makes of the read: its log entry, and what is stored together with it. */
export interface Outcome<Result> {
  readonly kind: Extract<LogEntryKind, 'DATA_DELIVERED' | 'DECISION_MADE'>;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly result: Result;
  store(): void;
}

/**
 * The one way to data, in the order of the server: decide and log the access; read; decide again, then log and
 * store the outcome in one go. A consent that ended meanwhile wins.
 */
export async function consentedAct<Result>(
  { platform, principal }: CallContext,
  request: ReadRequest,
  act: (access: OpenAccess) => Promise<Outcome<Result>>,
): Promise<{ result: Result; receipt: AuditReceipt }> {
  const access = openAccess(platform, principal, request);
  const outcome = await act(access).catch((error: unknown) => {
    // An access that led to nothing is closed in the log too.
    const code = error instanceof PlatformError ? error.code : 'INTERNAL';
    append(platform, principal, access.consent, 'DATA_FAILED', { use: request.use, code });
    throw error;
  });
  return closeAccess(platform, principal, request, access.items, outcome);
}

/** The same for whoever needs the records of all items. */
export const consentedRead = <Result>(
  context: CallContext,
  request: ReadRequest,
  produce: (read: SourceRead) => Promise<Outcome<Result>>,
): Promise<{ result: Result; receipt: AuditReceipt }> =>
  consentedAct(context, request, async (access) => {
    const level = request.use === 'DECISION' ? 'INDICATORS' : access.consent.disclosure;
    return produce(await readItems(context, access, level, context.platform.clock.instant()));
  });

/** Reads what an access allows, at a level, for the days that had begun at an instant. */
export async function readItems(
  { platform, sourcesFail }: CallContext,
  { consent, items }: OpenAccess,
  level: DisclosureLevel,
  extractedAt: Instant,
): Promise<SourceRead> {
  const today = dateOf(extractedAt);
  if (sourcesFail) throw new PlatformError('SOURCE_UNAVAILABLE');
  const days = begunDays(consent.range, today);
  const results = await Promise.all(items.map((item) => readItem(platform, consent, item, level, days)));
  return { consent, results, asOf: figuresOf(consent.range, today), extractedAt };
}

function openAccess(platform: Platform, principal: Principal, request: ReadRequest) {
  const record = visibleRecord(platform, principal, request.consentId);
  const { consent } = record;
  const items = request.items ?? itemsOfUse(consent.items, request.ofUse);
  const decision = decide(platform, record, items, request);
  append(platform, principal, consent, decision.allowed ? 'ACCESS_ALLOWED' : 'ACCESS_DENIED', {
    use: request.use,
    purpose: consent.purpose,
    items,
    disclosure: consent.disclosure,
    ...(request.range === undefined ? {} : { range: request.range }),
    ...(request.repeated ? { repeated: true } : {}),
    ...request.about,
    ...(decision.allowed ? {} : { code: decision.code }),
  });
  if (!decision.allowed) throw refusal(decision, platform.clock.now());
  // Only an agreed consent is allowed, and agreeing names the subject.
  return { consent: { ...consent, range: request.range ?? consent.range } as AgreedConsent, items };
}

/** Where the consent covers none of them, they are what is refused. */
function itemsOfUse(covered: readonly DataItemId[], ofUse = covered): readonly DataItemId[] {
  const items = covered.filter((item) => ofUse.includes(item));
  return items.length > 0 ? items : ofUse;
}

function closeAccess<Result>(
  platform: Platform,
  principal: Principal,
  request: ReadRequest,
  items: readonly DataItemId[],
  { kind, detail, result, store }: Outcome<Result>,
) {
  const record = visibleRecord(platform, principal, request.consentId);
  const decision = decide(platform, record, items, request);
  if (!decision.allowed) {
    append(platform, principal, record.consent, 'DATA_DISCARDED', {
      use: request.use,
      code: decision.code,
    });
    throw refusal(decision, platform.clock.now());
  }
  const receipt = append(platform, principal, record.consent, kind, detail);
  store();
  return { result, receipt };
}

type Denial = Exclude<AccessDecision, { readonly allowed: true }>;

/** A refusal as the caller is told it: what is not covered, or when to come back. */
function refusal({ code, items, retryAt }: Denial, now: Date): PlatformError {
  const retry =
    retryAt === undefined
      ? {}
      : { retryAt, retryAfterSeconds: Math.ceil((Date.parse(retryAt) - now.getTime()) / 1000) };
  return new PlatformError(code, { details: { ...(items.length > 0 ? { items } : {}), ...retry } });
}

/** Asks the pure rules. */
function decide(
  { state, clock }: Platform,
  { consent }: ConsentRecord,
  items: readonly DataItemId[],
  { use, range, ...request }: ReadRequest,
) {
  // What was counted when it was first read is not counted again.
  const repeated = request.repeated || (request.about !== undefined && 'pageOf' in request.about);
  const now = clock.instant();
  const since = countedFrom(consent, now);
  const deliveries = countedUnder(state, consent.consentId).filter(
    (at) => since !== undefined && (since === 'EVER' || at >= since),
  ).length;
  return decideAccess({ ...consent, deliveries }, { use, items, range, repeated }, now);
}

/** Another bank's consent and a missing one look the same. */
function visibleRecord({ state }: Platform, { participantId }: Principal, consentId: ConsentId) {
  const record = state.consents.get(consentId);
  if (record?.consent.participantId !== participantId) throw new PlatformError('CONSENT_NOT_FOUND');
  return record;
}

const SOURCE_ID = 'city';
/** Most rows of invoices that one answer holds; the rest is read by pages. */
const LARGE_ROWS = 2_000;

async function readItem(
  platform: Platform,
  consent: AgreedConsent,
  item: DataItemId,
  level: DisclosureLevel,
  days: DateRange,
): Promise<ItemResult> {
  if (!isOffered(item, level)) return { item, sourceId: SOURCE_ID, status: 'DENIED' };
  const asOf = cityState(platform);
  const records = cityRecords(platform, consent, item, days);
  if (records === undefined) return { item, sourceId: SOURCE_ID, status: 'NO_DATA', asOf };
  const large = item === 'invoice.lines' && (records as readonly unknown[]).length > LARGE_ROWS;
  if (!large || level !== 'RECORDS') return { item, sourceId: SOURCE_ID, status: 'DELIVERED', records, asOf };
  const page = async (after: string | null) => pageOf(records as readonly unknown[], Number(after));
  const { pages } = await walkPages(item, days, PACKAGE_PAGE_ROWS, page, sha256);
  return { item, sourceId: SOURCE_ID, status: 'READY', pages, asOf };
}

/** The page of a list that begins at a row. */
export function pageOf(rows: readonly unknown[], begin: number): RowPage {
  const end = begin + PACKAGE_PAGE_ROWS;
  return { rows: rows.slice(begin, end), next: end < rows.length ? String(end) : null, whole: true };
}

/** What the city holds of a subject; undefined where it does not know her. */
export function cityRecords(
  { state, city }: Platform,
  { subjectId }: AgreedConsent,
  item: DataItemId,
  days: DateRange,
): DataItemRecords[DataItemId] | undefined {
  const uscc = state.subjects.find((subject) => subject.subjectId === subjectId)?.uscc ?? '';
  return city().records(uscc, item, days);
}

/** Its agencies bring their data up to date at midnight. */
const cityState = ({ city }: Platform): Instant =>
  new Date(`${city().asOf}T00:00:00.000+08:00`).toISOString() as Instant;

const append = (
  { log }: Platform,
  { applicationId, participantId }: Principal,
  { consentId, subjectId }: Consent,
  kind: LogEntryKind,
  detail: Readonly<Record<string, unknown>>,
): AuditReceipt => log.append({ kind, actor: applicationId, participantId, subjectId, consentId, detail });
