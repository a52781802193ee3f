import { randomInt } from 'node:crypto';
import { renewalProblems } from '@xinqiao/consent';
import {
  type ApplicationId,
  type ConsentId,
  type ConsentRequestId,
  type ParticipantId,
  PlatformError,
  type PurposeCode,
  type SubjectId,
} from '@xinqiao/contracts';
import { type ConsentRow, lockConsentForUpdate, sqlState, type Tx, takeLock } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import type { Services } from '../../services.ts';
import { subjectOfCode } from '../../subjects/subject-of-code.ts';
import { consentView } from '../consent-view.ts';
import { isLiving } from '../is-living.ts';
import { type Ask, askColumns } from './ask.ts';
import { refusedLately, requireNotRefusedLately } from './refused-lately.ts';

export interface NewRequest {
  readonly ask: Ask;
  readonly participantId: ParticipantId;
  readonly applicationId: ApplicationId;
  /** CODE a pushed authorization request, BACKCHANNEL a decoupled one (CIBA). */
  readonly channel: 'CODE' | 'BACKCHANNEL';
  /** Id of the pushed request, or the auth_req_id. */
  readonly handle: string;
  /** How long it may be opened and answered, in seconds. */
  readonly answerSeconds: number;
  /** Words the bank's clerk and the owner compare; only of a decoupled request. */
  readonly bindingMessage?: string;
}

export interface Requested {
  readonly requestId: ConsentRequestId;
  readonly consentId: ConsentId;
  /** Eight letters and digits to say and type. */
  readonly reference: string;
}

type RequestServices = Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'database'>;

/**
 * Writes what a bank asks, with its log entry: for a new consent also the consent itself, PENDING; a change leaves the
 * living consent as it is until its owner agrees.
 *
 * Of a new request over the back channel a bank that may not ask now, after a refusal of late or beyond
 * {@link OPEN_AT_ONCE}, hears what it hears of a firm nobody knows: it is written muted, so that nobody is asked and
 * nobody may answer, and lapses.
 *
 * @throws {PlatformError} `CONSENT_NOT_FOUND`, `CONSENT_CHANGED_MEANWHILE` of a consent that does not live or has
 *   another purpose, `CONSENT_REQUEST_EXCESSIVE` of a renewal that asks for more than time, `CONSENT_CHANGE_PENDING`,
 *   `CONSENT_ASKED_TOO_SOON` of a change
 */
export async function requestConsent(services: RequestServices, asked: NewRequest): Promise<Requested> {
  const { clock, newId, operatorId, database } = services;
  const { ask, participantId, applicationId, channel, handle, bindingMessage } = asked;
  const now = clock.now();
  const requestId = newId('crq') as ConsentRequestId;
  const reference = newReference();
  return database
    .transaction({ participantId, ...(ask.uscc === undefined ? {} : { code: ask.uscc }) }, async (tx) => {
      const living = ask.consentId === undefined ? undefined : await findLiving(tx, participantId, ask, now);
      const discreet = channel === 'BACKCHANNEL' && living === undefined;
      // Two that ask at once are counted one after the other, whether the firm is known or not.
      if (discreet) await takeLock(tx, `asks ${participantId} ${ask.uscc}`);
      const subjectId =
        living?.subjectId ?? (ask.uscc === undefined ? undefined : await subjectOfCode(tx, ask.uscc));
      const about = { participantId, subjectId: subjectId ?? '', purpose: ask.purpose };
      const muted = discreet && subjectId !== undefined && (await isLeftInPeace(tx, about, clock));
      // A link to a new consent waits until she opens it herself; of a change she is told, or finds it on her page.
      if (living !== undefined) await requireNotRefusedLately(tx, about, clock);
      const consentId = (living?.id ?? newId('cns')) as ConsentId;
      if (living === undefined)
        await tx.consent.create({
          data: {
            ...askColumns(ask),
            ...{ id: consentId, operatorId, participantId, applicationId },
            ...{ status: 'PENDING', requestedAt: now, updatedAt: now },
          },
        });
      await tx.consentRequest.create({
        data: {
          ...askColumns(ask),
          ...{ id: requestId, operatorId, participantId, applicationId, consentId },
          ...{ kind: ask.kind, channel, handle, reference },
          optionalItems: [...ask.optionalItems],
          ...(ask.uscc === undefined ? {} : { customerHint: { uscc: ask.uscc } }),
          // Who is asked over the back channel is told; a link says by itself who opened it.
          subjectId: living?.subjectId ?? (channel === 'BACKCHANNEL' && !muted ? (subjectId ?? null) : null),
          muted,
          bindingMessage: bindingMessage ?? null,
          status: 'PENDING',
          requestedAt: now,
          answerBy: new Date(now.getTime() + asked.answerSeconds * 1000),
        },
      });
      await appendEntry(services, tx, {
        kind: 'CONSENT_REQUESTED',
        actor: applicationId,
        participantId,
        subjectId: (living?.subjectId ?? null) as SubjectId | null,
        consentId,
        detail: {
          ...{ requestId, request: ask.kind, channel },
          template: `${ask.templateId}@${ask.templateVersion}`,
          purpose: ask.purpose,
          items: ask.items,
          optionalItems: ask.optionalItems,
          disclosure: ask.disclosure,
        },
      });
      return { requestId, consentId, reference };
    })
    .catch((error: unknown) => {
      // One change at a time waits (`consent_request_open_change_key`).
      if (sqlState(error) === '23505' && ask.kind !== 'NEW')
        throw new PlatformError('CONSENT_CHANGE_PENDING', { cause: error });
      throw error;
    });
}

/** Most decoupled requests of one bank that wait for one firm; a firm asked more often is not asked. */
const OPEN_AT_ONCE = 3;

/** Whether this firm is not to be asked now: it refused of late, or enough of this bank's requests wait for it. */
async function isLeftInPeace(
  tx: Tx,
  about: { readonly participantId: ParticipantId; readonly subjectId: string; readonly purpose: PurposeCode },
  clock: Services['clock'],
): Promise<boolean> {
  const { participantId, subjectId } = about;
  const waiting = await tx.consentRequest.count({
    where: {
      ...{ participantId, subjectId, channel: 'BACKCHANNEL', status: 'PENDING' },
      answerBy: { gt: clock.now() },
    },
  });
  return (await refusedLately(tx, about, clock)) !== undefined || waiting >= OPEN_AT_ONCE;
}

/** The consent a change is about, held until the request is written. */
async function findLiving(tx: Tx, participantId: string, ask: Ask, now: Date): Promise<ConsentRow> {
  const row = await lockConsentForUpdate(tx, ask.consentId ?? '');
  if (row?.participantId !== participantId) throw new PlatformError('CONSENT_NOT_FOUND');
  // Another purpose is another consent (PIPL art. 14).
  if (!isLiving(row, now) || row.purposeCode !== ask.purpose)
    throw new PlatformError('CONSENT_CHANGED_MEANWHILE');
  const errors = ask.kind === 'RENEW' ? renewalProblems(consentView(row), ask) : [];
  if (errors.length > 0) throw new PlatformError('CONSENT_REQUEST_EXCESSIVE', { errors });
  return row;
}

/** Letters and digits that nobody mistakes for one another when they are read out. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const newReference = () => Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
