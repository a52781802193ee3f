import { fromBase64Url } from '@xinqiao/audit-log';
import { stopLight } from '@xinqiao/consent';
import {
  type CloudEvent,
  type ConsentId,
  type ConsentStop,
  type Instant,
  type ParticipantId,
  PlatformError,
} from '@xinqiao/contracts';
import { decodeProtectedHeader } from 'jose';
import type { z } from 'zod';
import { isCompactJws } from '../oauth/compact-jws.ts';
import type { Platform } from '../platform.ts';
import type { State, StopRecord } from '../state.ts';

/** A stop of one of the bank's own consents, and its place. @throws {PlatformError} `STOP_NOT_FOUND` */
export function findStop(
  { state }: Platform,
  participantId: ParticipantId,
  { consentId, revision }: { readonly consentId: ConsentId; readonly revision: number },
): { readonly record: StopRecord; readonly at: number } {
  const at = state.stops.findIndex(
    ({ stop }) =>
      stop.consentId === consentId && stop.revision === revision && stop.participantId === participantId,
  );
  const record = state.stops[at];
  if (record === undefined) throw new PlatformError('STOP_NOT_FOUND');
  return { record, at };
}

/** A stop as its bank sees it. Nobody is asked to attest here before the data life is over. */
export const stopView = ({ clock }: Platform, { stop }: StopRecord): ConsentStop => ({
  ...stop,
  light: stopLight({ ...stop, deletionAskedAt: null }, clock.instant()),
});

/** Notes that a bank has the events of stops now. */
export function noteTold({ stops }: State, events: readonly CloudEvent[], at: Instant): void {
  for (const [place, record] of stops.entries())
    if (record.stop.toldAt === null && events.some(({ id }) => id === record.stop.eventId))
      stops[place] = { ...record, stop: { ...record.stop, toldAt: at } };
}

export const statementFault = (reason: string): PlatformError =>
  new PlatformError('STATEMENT_INVALID', { details: { reason } });

/**
 * Opens what a bank signed. Form, type, content and stop are checked as in the server; the signature is not, because no
 * key is registered here.
 *
 * @throws {PlatformError} `STATEMENT_INVALID`
 */
export function openStatement<Schema extends z.ZodType>(
  jws: string,
  type: string,
  schema: Schema,
): z.output<Schema> {
  if (!isCompactJws(jws)) throw statementFault('FORM');
  if (attempt(() => decodeProtectedHeader(jws), 'FORM').typ !== type) throw statementFault('TYPE');
  const payload = attempt(() => fromBase64Url(jws.split('.')[1] ?? ''), 'FORM');
  const parsed = schema.safeParse(
    attempt(() => JSON.parse(new TextDecoder().decode(payload)) as unknown, 'CONTENT'),
  );
  if (!parsed.success) throw statementFault('CONTENT');
  return parsed.data;
}

/** True when a statement names every one of these as they are. */
export const isAbout = (statement: object, known: object): boolean =>
  Object.entries(known).every(
    ([name, value]) => (statement as Readonly<Record<string, unknown>>)[name] === value,
  );

function attempt<Result>(decode: () => Result, reason: string): Result {
  try {
    return decode();
  } catch {
    throw statementFault(reason);
  }
}
