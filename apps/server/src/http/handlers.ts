import type { Database } from '@xinqiao/db';
import { getProof } from '../audit/get-proof.ts';
import { listEntries } from '../audit/list-entries.ts';
import { listItems } from '../catalogue/list-items.ts';
import { listTemplates } from '../catalogue/list-templates.ts';
import { getConsent } from '../consents/get.ts';
import { listConsents } from '../consents/list.ts';
import { revokeConsent } from '../consents/revoke.ts';
import { fetchData } from '../data/fetch.ts';
import { createDecision } from '../decisions/create.ts';
import { getDecision } from '../decisions/get.ts';
import { listApplications } from '../participants/list-applications.ts';
import { registerSubject } from '../participants/register-subject.ts';
import { getAnyProof } from '../supervision/get-any-proof.ts';
import { listAllEntries } from '../supervision/list-all-entries.ts';
import type { Handlers } from './run-operation.ts';

/**
 * Which function carries out which operation of the contract.
 *
 * @param regulatorDatabase Connections as `xinqiao_regulator`: it sees the whole log and no data.
 */
export const handlersOf = (regulatorDatabase: Database): Handlers => ({
  'consents.list': listConsents,
  'consents.get': getConsent,
  'consents.revoke': revokeConsent,
  'data.fetch': fetchData,
  'decisions.create': createDecision,
  'decisions.get': getDecision,
  'audit.listEntries': listEntries,
  'audit.getProof': getProof,
  'supervision.listEntries': listAllEntries(regulatorDatabase),
  'supervision.getProof': getAnyProof(regulatorDatabase),
  'catalogue.listItems': listItems,
  'catalogue.listTemplates': listTemplates,
  'applications.list': listApplications,
  'subjects.register': registerSubject,
});
