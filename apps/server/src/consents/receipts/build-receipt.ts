import { DATA_ITEMS } from '@xinqiao/catalogue';
import { type ConsentArtefact, ConsentReceipt, type LocalizedText, PURPOSES } from '@xinqiao/contracts';
import type { MissingReceipt } from '@xinqiao/db';
import { sha256Text } from '../../sha256-text.ts';

export interface ReceiptFacts {
  /** The change it is about. */
  readonly change: MissingReceipt;
  /** What is agreed to at that revision, as it was signed. */
  readonly artefact: ConsentArtefact;
  /** The same, signed: compact JWS. */
  readonly artefactJws: string;
  readonly bank: LocalizedText;
  /** Scheme, host and port of the platform. */
  readonly origin: string;
  readonly issuedAt: Date;
}

const UNITS = { DAY: 'D', MONTH: 'M', YEAR: 'Y' } as const;

/** Number of a receipt: unique for ever, and found again by whoever has the consent. */
export const receiptNumber = (consentId: string, revision: number): string =>
  `${consentId.slice('cns_'.length)}-${revision}`;

/**
 * The receipt of one change of a consent. What it says of the consent comes from the signed artefact, never from a row.
 *
 * @throws {ZodError} when a row holds what no receipt can say
 */
export function buildReceipt(facts: ReceiptFacts): ConsentReceipt {
  const { change, artefact, artefactJws, bank, origin, issuedAt } = facts;
  const { Purpose, DataLife, assistance } = artefact;
  const { zh, en, reference } = PURPOSES[Purpose.code];
  return ConsentReceipt.parse({
    version: 1,
    schemaVersion: 'ISO/IEC TS 27560:2023',
    receiptNumber: receiptNumber(change.consentId, change.revision),
    issuedAt: issuedAt.toISOString(),
    operatorId: artefact.operatorId,
    consentId: artefact.consentId,
    revision: change.revision,
    event: {
      ...{ act: change.act, status: change.status, by: change.by, reason: change.reason },
      ...{ at: change.changedAt.toISOString(), changed: change.changed, entryId: change.entryId },
    },
    piiPrincipal: artefact.Customer,
    piiController: { participantId: artefact.DataConsumer.participantId, name: bank },
    purpose: {
      ...{ code: Purpose.code, text: { zh, en }, category: Purpose.category },
      ...{ lawfulBasis: 'CONSENT', reference },
    },
    dataItems: artefact.dataItems.map((item) => ({ item, name: DATA_ITEMS[item].name })),
    disclosure: artefact.disclosure,
    range: artefact.FIDataRange,
    fetchType: artefact.fetchType,
    consentMode: artefact.consentMode,
    frequency: artefact.Frequency,
    dataLife: `P${DataLife.value}${UNITS[DataLife.unit]}`,
    startsAt: artefact.consentStart,
    expiresAt: artefact.consentExpiry,
    notice: { hash: artefact.noticeHash, language: artefact.noticeLanguage },
    approvals: artefact.approvals,
    ...(assistance === undefined ? {} : { assistance }),
    artefactHash: sha256Text(artefactJws),
    withdrawalUrl: new URL('/my', origin).href,
    rightsUrl: new URL('/my/cases', origin).href,
    jurisdiction: 'CN',
  });
}
