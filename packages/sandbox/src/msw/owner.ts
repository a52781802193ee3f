import { type Consent, PlatformError } from '@xinqiao/contracts';
import { changeConsent } from './consents/change.ts';
import { answerRequest, closeChange } from './consents/close-change.ts';
import { expireConsents } from './consents/expire.ts';
import { grantConsent } from './consents/grant.ts';
import { agreedCallback, refusedCallback } from './oauth/callback.ts';
import type { Platform } from './platform.ts';
import type { PushedRequest, SubjectRecord } from './state.ts';

/** An owner of the city, acting for her enterprise. */
export interface SandboxOwner {
  /** What `customer` of a consent request may name. */
  readonly enterprise: { readonly uscc: string; readonly name: string };
  /**
   * Opens the consent link and agrees.
   *
   * @param consent The link the bank was given, or the consent's id.
   * @returns Address the bank is called back at, with `code`, `state` and `iss`.
   * @throws {PlatformError} `CONSENT_LINK_EXPIRED`: too late, answered before, or no such link; `SUBJECT_NOT_FOUND`:
   * another enterprise was asked
   */
  agree(consent: string): Promise<string>;
  /** Opens the consent link and refuses. Parameter, result and errors as for {@link agree}; with `error`, no `code`. */
  refuse(consent: string): Promise<string>;
  /**
   * Withdraws her agreement. Parameter as for {@link agree}.
   *
   * @throws {PlatformError} `CONSENT_NOT_FOUND`: not agreed to, or by another owner; `CONSENT_TRANSITION_ILLEGAL`
   */
  stop(consent: string): Promise<Consent>;
  /** Holds a consent until {@link resume}. Parameter and errors as for {@link stop}. */
  pause(consent: string): Promise<Consent>;
  /** Parameter and errors as for {@link stop}. */
  resume(consent: string): Promise<Consent>;
}

/** @throws {PlatformError} `PERSONA_UNKNOWN`: no persona of the city, or one without an enterprise */
export function ownerOf(platform: Platform, personaId: string): SandboxOwner {
  const subject = platform.state.subjects.find(({ identityId }) => identityId === personaId);
  if (subject === undefined) throw new PlatformError('PERSONA_UNKNOWN');
  const move = async (consent: string, act: 'PAUSE' | 'RESUME' | 'REVOKE'): Promise<Consent> => {
    expireConsents(platform);
    const { consentId } = ownConsent(platform, subject, consent);
    return changeConsent(platform, { consentId, change: { act, by: 'OWNER' }, actor: personaId });
  };

  return {
    enterprise: { uscc: subject.uscc, name: subject.name },
    async agree(consent) {
      const { pushed, request } = openLink(platform, subject, consent);
      await grantConsent(platform, request, subject);
      return agreedCallback(platform, pushed, personaId);
    },
    async refuse(consent) {
      const { pushed, request, participantId } = openLink(platform, subject, consent);
      const { consentId, requestId } = pushed;
      const { kind, purpose } = request;
      if (kind === 'NEW') {
        answerRequest(platform, requestId, 'REFUSED');
        const change = { act: 'REJECT', by: 'OWNER' } as const;
        changeConsent(platform, { consentId, change, actor: personaId, requestId });
      } else closeChange(platform, { requestId, status: 'REFUSED', actor: personaId });
      const { subjectId } = subject;
      platform.state.refusals.push({ participantId, subjectId, purpose, at: platform.clock.instant() });
      return refusedCallback(platform, pushed);
    },
    stop: (consent) => move(consent, 'REVOKE'),
    pause: (consent) => move(consent, 'PAUSE'),
    resume: (consent) => move(consent, 'RESUME'),
  };
}

/** The question behind a link, as long as it may be answered by this owner. */
function openLink(platform: Platform, subject: SubjectRecord, consent: string) {
  expireConsents(platform);
  const pushed = findPushed(platform, consent);
  const record = pushed && platform.state.requests.get(pushed.requestId);
  const open = record?.request.status === 'PENDING' && platform.clock.now().getTime() < record.linkExpiresMs;
  if (pushed === undefined || !open) throw new PlatformError('CONSENT_LINK_EXPIRED');
  const { request, participantId, customer } = record;
  const changed = platform.state.consents.get(pushed.consentId)?.consent.subjectId ?? subject.subjectId;
  if ((customer !== undefined && customer !== subject.uscc) || changed !== subject.subjectId)
    throw new PlatformError('SUBJECT_NOT_FOUND');
  return { pushed, request, participantId };
}

/** By the link with its `request_uri` and `client_id`, or by the consent's id: what was asked of it last. */
export function findPushed({ state, issuer }: Platform, consent: string): PushedRequest | undefined {
  if (!consent.startsWith(`${issuer}/auth?`))
    return [...state.pushed.values()].findLast(({ consentId }) => consentId === consent);
  const { searchParams } = new URL(consent);
  const pushed = state.pushed.get(searchParams.get('request_uri') ?? '');
  return pushed?.applicationId === searchParams.get('client_id') ? pushed : undefined;
}

function ownConsent(platform: Platform, { subjectId }: SubjectRecord, consent: string): Consent {
  const pushed = findPushed(platform, consent);
  const own = pushed && platform.state.consents.get(pushed.consentId)?.consent;
  if (own?.subjectId !== subjectId) throw new PlatformError('CONSENT_NOT_FOUND');
  return own;
}
