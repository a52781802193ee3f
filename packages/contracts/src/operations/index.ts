import { getAnyProof, getProof, listAllEntries, listEntries } from './audit.ts';
import { listItems, listTemplates } from './catalogue.ts';
import { getConsent, listConsents, revokeConsent } from './consents.ts';
import { fetchData } from './data.ts';
import { createDecision, getDecision } from './decisions.ts';
import { listApplications, registerSubject } from './participants.ts';

export { CatalogueItem } from './catalogue.ts';
export * from './operation.ts';
export * from './scope.ts';
export * from './sources.ts';

/** Every operation with a JSON body, by name. File imports stream and stand apart (`ImportInput`). */
export const OPERATIONS = {
  'consents.list': listConsents,
  'consents.get': getConsent,
  'consents.revoke': revokeConsent,
  'data.fetch': fetchData,
  'decisions.create': createDecision,
  'decisions.get': getDecision,
  'audit.listEntries': listEntries,
  'audit.getProof': getProof,
  'supervision.listEntries': listAllEntries,
  'supervision.getProof': getAnyProof,
  'catalogue.listItems': listItems,
  'catalogue.listTemplates': listTemplates,
  'applications.list': listApplications,
  'subjects.register': registerSubject,
} as const;

export type OperationName = keyof typeof OPERATIONS;
