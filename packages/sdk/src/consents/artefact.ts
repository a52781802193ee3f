import {
  addPeriodToInstant,
  type Consent,
  type ConsentArtefact,
  type ConsentRequest,
  disclosesAtMost,
} from '@xinqiao/contracts';

/** Fields in which a consent, as the API shows it, differs from the artefact its owner agreed to. */
export function differingFields(consent: Consent, artefact: ConsentArtefact): string[] {
  const pairs: Record<string, readonly [shown: unknown, signed: unknown]> = {
    consentId: [consent.consentId, artefact.consentId],
    operatorId: [consent.operatorId, artefact.operatorId],
    participantId: [consent.participantId, artefact.dataConsumer.participantId],
    subjectId: [consent.subjectId, artefact.customer.subjectId],
    templateId: [consent.templateId, artefact.template.templateId],
    templateVersion: [consent.templateVersion, artefact.template.version],
    purpose: [consent.purpose, artefact.purpose.code],
    items: [sorted(consent.items), sorted(artefact.dataItems)],
    disclosure: [consent.disclosure, artefact.disclosure],
    'range.from': [consent.range.from, artefact.range.from],
    'range.to': [consent.range.to, artefact.range.to],
    dataLife: [consent.dataLife, artefact.dataLife],
    startsAt: [consent.startsAt, artefact.consentStart],
    expiresAt: [consent.expiresAt, artefact.consentExpiry],
  };
  return Object.keys(pairs).filter((field) => pairs[field]?.[0] !== pairs[field]?.[1]);
}

/** Fields in which an artefact grants something else or something more than was asked. Less is no fault. */
export function fieldsBeyond(request: ConsentRequest, artefact: ConsentArtefact): string[] {
  const within: Record<string, boolean> = {
    templateId: artefact.template.templateId === request.templateId,
    purpose: artefact.purpose.code === request.purpose,
    items: artefact.dataItems.every((item) => request.items.includes(item)),
    disclosure: disclosesAtMost(artefact.disclosure, request.disclosure),
    'range.from': artefact.range.from >= request.range.from,
    'range.to': artefact.range.to <= request.range.to,
    validity: artefact.consentExpiry <= addPeriodToInstant(artefact.consentStart, request.validity),
  };
  return Object.keys(within).filter((field) => !within[field]);
}

const sorted = (items: readonly string[]): string => items.toSorted().join(' ');
