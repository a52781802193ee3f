import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64Url } from '@xinqiao/audit-log';
import { endOfAgreement } from '@xinqiao/consent';
import {
  type Consent,
  ConsentArtefact,
  type ConsentRequestState,
  PlatformError,
  PURPOSES,
  periodParts,
} from '@xinqiao/contracts';
import type { Platform } from '../platform.ts';
import type { SubjectRecord } from '../state.ts';
import { changeConsent } from './change.ts';
import { answerRequest } from './close-change.ts';

/** Name every bank has on the artefact: tests register none. */
const BANK_NAME = '涡河示范银行';

/** The owner agrees: what was asked becomes the consent, with a signed artefact of it. */
export async function grantConsent(
  platform: Platform,
  request: ConsentRequestState,
  { subjectId, name, identityId }: SubjectRecord,
): Promise<Consent> {
  const { clock, keys, operatorId, state } = platform;
  const { requestId, kind, validity } = request;
  const present = state.consents.get(request.consentId)?.consent;
  if (present === undefined) throw new PlatformError('CONSENT_NOT_FOUND');
  const { templateId, templateVersion, items, disclosure, range, dataLife, ...rest } = request;
  const { fetchType, consentMode, frequency } = rest;
  const covered = { templateId, templateVersion, items, disclosure, range, dataLife };
  const consent: Consent = { ...present, ...covered, fetchType, consentMode, frequency };
  const now = clock.instant();
  const consentStart = present.startsAt ?? now;
  const consentExpiry = endOfAgreement(present.expiresAt, { kind, validity }, now);
  const terms = {
    Customer: { subjectId, name },
    DataConsumer: { participantId: consent.participantId, name: BANK_NAME },
    Purpose: {
      ...{ code: consent.purpose, text: PURPOSES[consent.purpose].zh },
      category: PURPOSES[consent.purpose].category,
    },
    dataItems: consent.items,
    disclosure: consent.disclosure,
    FIDataRange: consent.range,
    DataLife: periodParts(dataLife),
    Frequency: consent.frequency,
    consentMode: consent.consentMode,
    fetchType,
    template: { templateId: consent.templateId, version: consent.templateVersion },
  };
  // Nobody reads a page in a test: what stands for its words are the terms themselves.
  const noticeHash = toBase64Url(sha256(new TextEncoder().encode(JSON.stringify(terms))));
  const artefact = ConsentArtefact.parse({
    version: 2,
    operatorId,
    consentId: consent.consentId,
    revision: consent.revision + 1,
    consentStart,
    consentExpiry,
    ...terms,
    noticeHash,
    noticeLanguage: 'zh-CN',
    approvals: [
      {
        person: `owner:${identityId}`,
        capacity: 'LEGAL_REPRESENTATIVE',
        ...{ approvedAt: now, noticeHash, noticeLanguage: 'zh-CN' },
      },
    ],
  });
  const signed = await (await keys()).sign('xinqiao-consent+jwt', artefact);
  answerRequest(platform, requestId, 'AGREED', { given: 1, required: 1 });
  return changeConsent(platform, {
    consentId: consent.consentId,
    change: { act: kind === 'NEW' ? 'GRANT' : kind, by: 'OWNER' },
    actor: identityId,
    requestId,
    facts: {
      ...{ ...covered, fetchType, consentMode, frequency },
      ...{ subjectId, startsAt: consentStart, expiresAt: consentExpiry, artefact: signed },
    },
  });
}
