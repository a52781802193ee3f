import {
  addPeriodToInstant,
  type Consent,
  type ConsentArtefact,
  type ConsentRequest,
  disclosesAtMost,
  frequencyText,
  type Instant,
} from '@xinqiao/contracts';

/** Fields in which a consent, as the API shows it, differs from the artefact its owner agreed to. */
export function differingFields(consent: Consent, artefact: ConsentArtefact): string[] {
  const pairs: Record<string, readonly [shown: unknown, signed: unknown]> = {
    consentId: [consent.consentId, artefact.consentId],
    operatorId: [consent.operatorId, artefact.operatorId],
    participantId: [consent.participantId, artefact.DataConsumer.participantId],
    subjectId: [consent.subjectId, artefact.Customer.subjectId],
    templateId: [consent.templateId, artefact.template.templateId],
    templateVersion: [consent.templateVersion, artefact.template.version],
    purpose: [consent.purpose, artefact.Purpose.code],
    items: [sorted(consent.items), sorted(artefact.dataItems)],
    disclosure: [consent.disclosure, artefact.disclosure],
    'range.from': [consent.range.from, artefact.FIDataRange.from],
    'range.to': [consent.range.to, artefact.FIDataRange.to],
    dataLife: [consent.dataLife, periodOf(artefact.DataLife)],
    fetchType: [consent.fetchType, artefact.fetchType],
    consentMode: [consent.consentMode, artefact.consentMode],
    frequency: [countOf(consent.frequency), countOf(artefact.Frequency)],
    startsAt: [consent.startsAt, artefact.consentStart],
    expiresAt: [consent.expiresAt, artefact.consentExpiry],
  };
  return Object.keys(pairs).filter((field) => pairs[field]?.[0] !== pairs[field]?.[1]);
}

/** Fields in which an artefact grants something else or something more than was asked. Less is no fault. */
export function fieldsBeyond(request: ConsentRequest, artefact: ConsentArtefact): string[] {
  const { items, optionalItems = [], validity } = request;
  const offered = [...items, ...optionalItems];
  // An amended or renewed consent began long ago and lasts from the last word of those who agreed.
  const agreedAt = [artefact.consentStart, ...artefact.approvals.map((each) => each.approvedAt)]
    .toSorted()
    .at(-1);
  const within: Record<string, boolean> = {
    templateId: artefact.template.templateId === request.templateId,
    purpose: artefact.Purpose.code === request.purpose,
    items: artefact.dataItems.every((item) => offered.includes(item)),
    disclosure: disclosesAtMost(artefact.disclosure, request.disclosure),
    'range.from': artefact.FIDataRange.from >= request.range.from,
    'range.to': artefact.FIDataRange.to <= request.range.to,
    validity: artefact.consentExpiry <= addPeriodToInstant(agreedAt as Instant, validity),
  };
  return Object.keys(within).filter((field) => !within[field]);
}

const countOf = (frequency: Consent['frequency']): string | null => frequency && frequencyText(frequency);

/** The data life as periods are written elsewhere: 12 MONTH is P12M. */
const periodOf = ({ unit, value }: ConsentArtefact['DataLife']): string => `P${value}${unit[0]}`;

const sorted = (items: readonly string[]): string => items.toSorted().join(' ');
