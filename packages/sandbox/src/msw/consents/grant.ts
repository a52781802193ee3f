import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64Url } from '@xinqiao/audit-log';
import { addPeriodToInstant, type Consent, ConsentArtefact, PURPOSES } from '@xinqiao/contracts';
import type { Platform } from '../platform.ts';
import type { ConsentRecord, SubjectRecord } from '../state.ts';
import { changeConsent } from './change.ts';

/** Name every bank has on the artefact: tests register none. */
const BANK_NAME = '涡河示范银行';

/** The owner agrees: PENDING becomes ACTIVE, with a signed artefact of what was asked. */
export async function grantConsent(
  platform: Platform,
  { consent, validity, fetchType }: ConsentRecord,
  { subjectId, name, identityId }: SubjectRecord,
): Promise<Consent> {
  const { clock, keys, operatorId } = platform;
  const consentStart = clock.instant();
  const consentExpiry = addPeriodToInstant(consentStart, validity);
  const terms = {
    customer: { subjectId, name },
    dataConsumer: { participantId: consent.participantId, name: BANK_NAME },
    purpose: { code: consent.purpose, text: PURPOSES[consent.purpose].zh },
    dataItems: consent.items,
    disclosure: consent.disclosure,
    range: consent.range,
    dataLife: consent.dataLife,
    fetchType,
    template: { templateId: consent.templateId, version: consent.templateVersion },
  };
  const artefact = ConsentArtefact.parse({
    version: 1,
    operatorId,
    consentId: consent.consentId,
    revision: consent.revision + 1,
    consentStart,
    consentExpiry,
    ...terms,
    // Nobody reads a page in a test: what stands for its words are the terms themselves.
    noticeHash: toBase64Url(sha256(new TextEncoder().encode(JSON.stringify(terms)))),
    noticeLanguage: 'zh-CN',
  });
  const signed = await (await keys()).sign('xinqiao-consent+jwt', artefact);
  return changeConsent(platform, {
    consentId: consent.consentId,
    change: { act: 'GRANT', by: 'OWNER' },
    actor: identityId,
    facts: { subjectId, startsAt: consentStart, expiresAt: consentExpiry, artefact: signed },
  });
}
