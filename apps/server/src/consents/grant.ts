import {
  addPeriodToInstant,
  type Consent,
  ConsentArtefact,
  type ConsentId,
  type ParticipantId,
  PURPOSES,
  type SubjectId,
} from '@xinqiao/contracts';
import canonicalize from 'canonicalize';
import { ownerOf } from '../audit/owner.ts';
import { type Language, textKey } from '../http/request-language.ts';
import type { Services } from '../services.ts';
import { changeConsent } from './change.ts';
import { consentView } from './consent-view.ts';

export interface Grant {
  readonly consentId: ConsentId;
  readonly participantId: ParticipantId;
  /** Name of the bank as the page showed it. */
  readonly bank: string;
  readonly subjectId: SubjectId;
  /** Registered name as the page showed it. */
  readonly enterprise: string;
  /** Who agreed. */
  readonly identityId: string;
  readonly grantId: string;
  readonly noticeHash: string;
  readonly noticeLanguage: Language;
}

type GrantServices = Pick<
  Services,
  'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'database' | 'signer' | 'vault'
>;

/** The owner agrees: PENDING becomes ACTIVE, with a signed artefact of exactly what the page said. */
export async function grantConsent(services: GrantServices, grant: Grant): Promise<Consent> {
  const { clock, database, signer, operatorId, vault } = services;
  const { consentId, participantId, subjectId, identityId, grantId } = grant;
  return database.transaction({ participantId, subjectId, identityId }, (tx) =>
    changeConsent(services, tx, {
      consentId,
      change: { act: 'GRANT', by: 'OWNER' },
      actor: ownerOf(vault, participantId, identityId),
      facts: async (row) => {
        const view = consentView(row);
        const start = clock.instant();
        const expiry = addPeriodToInstant(start, row.validity);
        const artefact: ConsentArtefact = ConsentArtefact.parse({
          version: 1,
          operatorId,
          consentId,
          revision: row.revision + 1,
          consentStart: start,
          consentExpiry: expiry,
          customer: { subjectId, name: grant.enterprise },
          dataConsumer: { participantId, name: grant.bank },
          purpose: { code: view.purpose, text: PURPOSES[view.purpose][textKey(grant.noticeLanguage)] },
          dataItems: view.items,
          disclosure: view.disclosure,
          range: view.range,
          dataLife: view.dataLife,
          fetchType: row.fetchType,
          template: { templateId: view.templateId, version: view.templateVersion },
          noticeHash: grant.noticeHash,
          noticeLanguage: grant.noticeLanguage,
        });
        return {
          subjectId,
          grantId,
          grantedBy: identityId,
          startsAt: new Date(start),
          expiresAt: new Date(expiry),
          artefact: await signer.sign('xinqiao-consent+jwt', canonicalize(artefact) as string),
        };
      },
    }),
  );
}
