import { addPeriodToInstant, type ConsentId, type ConsentRequestId, type Instant } from '@xinqiao/contracts';
import { expect } from 'vitest';
import type { Question } from '../../../src/consents/requests/question.ts';
import { days, type Firm, type SmallCity } from './small-city.ts';

export type Status = 'PENDING' | 'ACTIVE' | 'PAUSED' | 'REJECTED' | 'REVOKED' | 'EXPIRED';

export interface ModelConsent {
  readonly consentId: ConsentId;
  readonly purpose: string;
  status: Status;
  revision: number;
  items: readonly string[];
  disclosure: string;
  expiresAt: string | null;
  endedReason: string | null;
  endedBy: string | null;
  pausedReason: string | null;
  /** `act by reason` of each revision. */
  readonly revisions: string[];
  readonly entries: string[];
  readonly events: string[];
}

export interface ModelRequest {
  readonly requestId: ConsentRequestId;
  readonly consent: ModelConsent;
  readonly kind: 'NEW' | 'AMEND' | 'RENEW';
  readonly items: readonly string[];
  readonly disclosure: string;
  readonly validity: string;
  answerBy: number;
  status: 'PENDING' | 'AGREED' | 'REFUSED' | 'LAPSED' | 'WITHDRAWN';
  readonly approvedBy: Set<string>;
  /** Those of them whose authority ended since: they do not count until they agree anew. */
  readonly stale: Set<string>;
  required: number | null;
}

/** What the database should hold about one firm: written down in plain code, without a database. */
export interface Model {
  readonly firm: Firm;
  readonly required: number;
  readonly present: Set<string>;
  readonly consents: ModelConsent[];
  readonly requests: ModelRequest[];
  /** When the firm last refused a purpose. */
  readonly refusedAt: Map<string, number>;
}

export interface Real {
  readonly city: SmallCity;
  readonly firm: Firm;
  /** Pages that were opened, and may be answered late. */
  readonly opened: Map<string, Question>;
  readonly tally: Tally;
}

export interface Tally {
  sequences: number;
  /** Steps carried out, of them taken, and refused with the code expected. */
  commands: number;
  taken: number;
  refused: number;
  /** How often consents were moved each way. */
  readonly acts: Record<string, number>;
}

export const newModel = (firm: Firm, required: number): Model => ({
  ...{ firm, required, present: new Set(firm.people), consents: [], requests: [], refusedAt: new Map() },
});

export const nowOf = ({ city }: Real): number => city.clock.now().getTime();
export const isOver = (consent: ModelConsent, now: number): boolean =>
  consent.expiresAt !== null && Date.parse(consent.expiresAt) <= now;
export const lives = ({ status }: ModelConsent): boolean => status === 'ACTIVE' || status === 'PAUSED';
const isFinal = (consent: ModelConsent): boolean => !lives(consent) && consent.status !== 'PENDING';

/** What every change of a consent writes: one revision, one entry, one event. */
export function write(
  consent: ModelConsent,
  { act, by, reason = null }: { readonly act: string; readonly by: string; readonly reason?: string | null },
): void {
  const PAST: Readonly<Record<string, string>> = {
    ...{ GRANT: 'GRANTED', REJECT: 'REJECTED', AMEND: 'AMENDED', RENEW: 'RENEWED', PAUSE: 'PAUSED' },
    ...{ RESUME: 'RESUMED', REVOKE: 'REVOKED', EXPIRE: 'EXPIRED' },
  };
  const past = PAST[act] ?? '';
  consent.revision++;
  consent.revisions.push(`${consent.revision} ${act} ${consent.status} ${by} ${reason}`);
  consent.entries.push(`CONSENT_${past}`);
  consent.events.push(past.toLowerCase());
}

export function end(
  model: Model,
  consent: ModelConsent,
  {
    act,
    by,
    reason,
  }: { readonly act: 'REJECT' | 'REVOKE' | 'EXPIRE'; readonly by: string; readonly reason: string },
): void {
  consent.status = ({ REJECT: 'REJECTED', REVOKE: 'REVOKED', EXPIRE: 'EXPIRED' } as const)[act];
  Object.assign(consent, { endedReason: reason, endedBy: by, pausedReason: null });
  write(consent, { act, by, reason });
  for (const request of model.requests)
    if (request.consent === consent && request.status === 'PENDING') {
      request.status = act !== 'REVOKE' ? 'LAPSED' : by === 'OWNER' ? 'REFUSED' : 'WITHDRAWN';
      if (request.kind === 'NEW') continue;
      consent.entries.push(`CONSENT_REQUEST_${request.status}`);
      consent.events.push('request-closed');
    }
}

/** The worker's round at this instant. */
export function passTime(model: Model, now: number): void {
  for (const consent of model.consents)
    if (lives(consent) && isOver(consent, now))
      end(model, consent, { act: 'EXPIRE', by: 'SYSTEM', reason: 'TERM_OVER' });
  for (const request of model.requests) {
    if (request.status !== 'PENDING' || request.answerBy > now) continue;
    const { consent, kind } = request;
    if (kind === 'NEW') end(model, consent, { act: 'EXPIRE', by: 'SYSTEM', reason: 'LINK_OVER' });
    else {
      request.status = 'LAPSED';
      consent.entries.push('CONSENT_REQUEST_LAPSED');
      consent.events.push('request-closed');
    }
  }
}

/** Agreement that is complete, as of this instant. */
export function become(consent: ModelConsent, request: ModelRequest, now: number): void {
  const fresh = addPeriodToInstant(new Date(now).toISOString() as Instant, request.validity as 'P6M');
  const present = consent.expiresAt;
  consent.expiresAt = request.kind === 'AMEND' && present !== null && present < fresh ? present : fresh;
  consent.items = request.items;
  consent.disclosure = request.disclosure;
  if (request.kind === 'NEW') consent.status = 'ACTIVE';
  write(consent, { act: request.kind === 'NEW' ? 'GRANT' : request.kind, by: 'OWNER' });
}

/** Compares everything the database holds about the firm's consents with the model. */
export async function checkState(model: Model, { city }: Real): Promise<void> {
  const ids = model.consents.map(({ consentId }) => consentId);
  const [row] = await city.sql<{ consents: Stored[] | null; requests: object[] | null }>(STATE, [
    ids,
    model.firm.subjectId,
  ]);
  const stored = new Map((row?.consents ?? []).map((each) => [each.consentId, each]));
  for (const consent of model.consents) {
    const { consentId, revisions, entries, events, ...facts } = consent;
    const { artefacts, ...found } = stored.get(consentId) ?? ({} as Stored);
    expect(found).toEqual({
      ...facts,
      consentId,
      revisions,
      entries: entries.toSorted(),
      events: events.toSorted(),
      stops: revisions
        .filter((text) => / (PAUSE|REVOKE|EXPIRE) /.test(text) && revisions[0]?.startsWith('1 GRANT'))
        .map((text) => Number(text.split(' ')[0])),
    });
    // Each agreement signed an artefact, and nothing else did.
    expect(artefacts).toEqual(
      revisions
        .filter((text) => / (GRANT|AMEND|RENEW) /.test(text))
        .map((text) => Number(text.split(' ')[0])),
    );
  }
  expect(row?.requests ?? []).toEqual(
    model.requests
      .map(({ requestId, kind, status, required, approvedBy }) => ({
        ...{ requestId, kind, status, required, approvals: approvedBy.size },
      }))
      .toSorted((a, b) => (a.requestId < b.requestId ? -1 : 1)),
  );
}

interface Stored {
  readonly consentId: string;
  readonly artefacts: readonly number[];
}

const STATE = `
  SELECT
    (SELECT json_agg(json_build_object(
      'consentId', id, 'purpose', purpose_code, 'status', status, 'revision', revision, 'items', items,
      'disclosure', disclosure, 'endedReason', ended_reason, 'endedBy', ended_by, 'pausedReason', paused_reason,
      'expiresAt', to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'revisions', (
        SELECT coalesce(json_agg(concat_ws(' ', revision, act, status, by, coalesce(reason, 'null')) ORDER BY revision), '[]')
        FROM consent_revision WHERE consent_id = consent.id),
      'artefacts', (
        SELECT coalesce(json_agg(revision ORDER BY revision), '[]')
        FROM consent_revision WHERE consent_id = consent.id AND artefact IS NOT NULL),
      'entries', (
        SELECT coalesce(json_agg(kind ORDER BY kind COLLATE "C"), '[]') FROM log_entry WHERE consent_id = consent.id),
      'stops', (
        SELECT coalesce(json_agg(revision ORDER BY revision), '[]') FROM consent_stop WHERE consent_id = consent.id),
      'events', (
        SELECT coalesce(json_agg(short ORDER BY short COLLATE "C"), '[]')
        FROM (SELECT substring(type FROM 'consent\\.(.*)\\.v1') AS short FROM event
              WHERE ordering_key IN ($2, consent.id) AND data->>'consentId' = consent.id) AS told)
    )) FROM consent WHERE id = ANY ($1)) AS consents,
    (SELECT json_agg(json_build_object(
      'requestId', id, 'kind', kind, 'status', status, 'required', required,
      'approvals', (SELECT count(*) FROM consent_approval WHERE request_id = consent_request.id)
    ) ORDER BY id) FROM consent_request WHERE consent_id = ANY ($1)) AS requests`;

/** After everything: the year is over, and every consent has ended by itself or before. */
export async function checkEnd(model: Model, real: Real): Promise<void> {
  real.city.advance(days(400));
  while ((await real.city.expire()) > 0);
  passTime(model, nowOf(real));
  await checkState(model, real);
  expect(model.consents.every(isFinal)).toBe(true);
  real.tally.sequences++;
  for (const [, act = ''] of model.consents.flatMap((each) => each.revisions.map((text) => text.split(' '))))
    real.tally.acts[act] = (real.tally.acts[act] ?? 0) + 1;
}
