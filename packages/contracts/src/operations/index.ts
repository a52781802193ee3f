import { listAgentRecords, listAgents, registerAgent, updateAgent } from './agents.ts';
import {
  listApplications,
  listApplicationsOf,
  refreshKeys,
  registerAnyKey,
  registerApplication,
  registerKey,
  registerKeyUrl,
  reinstateAnyApplication,
  reinstateAnyKey,
  reinstateApplication,
  reinstateKey,
  revokeAnyKey,
  revokeKey,
  suspendAnyApplication,
  suspendAnyKey,
  suspendApplication,
  suspendKey,
  updateApplication,
} from './applications.ts';
import { getAnyProof, getProof, listAllEntries, listEntries } from './audit.ts';
import {
  answerCase,
  assignCase,
  closeCase,
  getAnyCase,
  getCase,
  linkCase,
  listAllCases,
  listCases,
  openCase,
  reopenCase,
  replyToCase,
} from './cases.ts';
import { exportCatalogue, listItems, listTemplates } from './catalogue.ts';
import { getRequest, listRequests, listRevisions, withdrawRequest } from './consent-requests.ts';
import { explainConsent, getConsent, listConsents, revokeConsent } from './consents.ts';
import { openConsole } from './console.ts';
import { endContact, listContacts, listMessages, setContact } from './contacts.ts';
import { assignItems, getCorrection, listCorrections, settleCorrection } from './corrections.ts';
import { checkPackage, fetchData, fetchPage } from './data.ts';
import { createDecision, getDecision } from './decisions.ts';
import { getEvent, listEvents } from './events.ts';
import { recordLicence, withdrawLicence } from './licences.ts';
import {
  applyParticipant,
  changeParticipantStatus,
  getOwnParticipant,
  getParticipant,
  listParticipants,
  updateParticipant,
} from './participants.ts';
import {
  approveProposal,
  getProposal,
  listProposals,
  refuseProposal,
  withdrawProposal,
} from './proposals.ts';
import { reportRegistryEvent } from './registry.ts';
import { listSources } from './source-health.ts';
import { getImport, listImports, listQuarantine } from './sources.ts';
import {
  closeBreakGlass,
  listBreakGlass,
  listStaff,
  openBreakGlass,
  proposeStaff,
  reviewBreakGlass,
} from './staff.ts';
import { acknowledgeStop, attestDeletion, listStopStandings, listStops } from './stops.ts';
import {
  changeSubjectIdentifier,
  eraseSubject,
  findSubject,
  getSubject,
  registerSubject,
  revealSubjectCode,
} from './subjects.ts';
import { exportUsage, getUsage } from './usage.ts';
import {
  createWebhook,
  disableWebhook,
  enableWebhook,
  listDeliveries,
  listWebhooks,
  replayEvents,
  rotateWebhookSecret,
  testWebhook,
  updateWebhook,
} from './webhooks.ts';

// Named here, or the declarations of OPERATIONS find it by way of a package that depends on this one.
export type { CloudEvent } from '../events/index.ts';
export { CONSOLE_CODE_SECONDS } from './console.ts';
export { EventCursor, EventTypeList } from './events.ts';
export * from './operation.ts';
export * from './scope.ts';

/** Every operation with a JSON body, by name. File imports stream and stand apart (`ImportInput`). */
export const OPERATIONS = {
  'consents.list': listConsents,
  'consents.get': getConsent,
  'consents.revoke': revokeConsent,
  'consents.explain': explainConsent,
  'consents.listRevisions': listRevisions,
  'consents.listRequests': listRequests,
  'consents.getRequest': getRequest,
  'consents.withdrawRequest': withdrawRequest,
  'consents.listStops': listStops,
  'consents.acknowledgeStop': acknowledgeStop,
  'consents.attestDeletion': attestDeletion,
  'data.fetch': fetchData,
  'data.fetchPage': fetchPage,
  'data.checkPackage': checkPackage,
  'decisions.create': createDecision,
  'decisions.get': getDecision,
  'audit.listEntries': listEntries,
  'audit.getProof': getProof,
  'supervision.listEntries': listAllEntries,
  'supervision.getProof': getAnyProof,
  'supervision.listStops': listStopStandings,
  'supervision.listAgents': listAgentRecords,
  'agents.register': registerAgent,
  'agents.update': updateAgent,
  'agents.list': listAgents,
  'catalogue.listItems': listItems,
  'catalogue.listTemplates': listTemplates,
  'catalogue.export': exportCatalogue,
  'applications.list': listApplications,
  'applications.listOf': listApplicationsOf,
  'applications.register': registerApplication,
  'applications.update': updateApplication,
  'applications.suspend': suspendApplication,
  'applications.reinstate': reinstateApplication,
  'applications.suspendAny': suspendAnyApplication,
  'applications.reinstateAny': reinstateAnyApplication,
  'keys.register': registerKey,
  'keys.registerAny': registerAnyKey,
  'keys.registerUrl': registerKeyUrl,
  'keys.refresh': refreshKeys,
  'keys.suspend': suspendKey,
  'keys.reinstate': reinstateKey,
  'keys.revoke': revokeKey,
  'keys.suspendAny': suspendAnyKey,
  'keys.reinstateAny': reinstateAnyKey,
  'keys.revokeAny': revokeAnyKey,
  'sources.list': listSources,
  'sources.listImports': listImports,
  'sources.getImport': getImport,
  'sources.listQuarantine': listQuarantine,
  'subjects.register': registerSubject,
  'subjects.get': getSubject,
  'subjects.find': findSubject,
  'subjects.changeIdentifier': changeSubjectIdentifier,
  'subjects.revealCode': revealSubjectCode,
  'subjects.erase': eraseSubject,
  'corrections.list': listCorrections,
  'corrections.get': getCorrection,
  'corrections.settle': settleCorrection,
  'corrections.assignItems': assignItems,
  'events.list': listEvents,
  'events.get': getEvent,
  'webhooks.create': createWebhook,
  'webhooks.list': listWebhooks,
  'webhooks.update': updateWebhook,
  'webhooks.rotateSecret': rotateWebhookSecret,
  'webhooks.disable': disableWebhook,
  'webhooks.enable': enableWebhook,
  'webhooks.test': testWebhook,
  'webhooks.listDeliveries': listDeliveries,
  'webhooks.replay': replayEvents,
  'registry.report': reportRegistryEvent,
  'usage.get': getUsage,
  'usage.export': exportUsage,
  'cases.open': openCase,
  'cases.list': listCases,
  'cases.get': getCase,
  'cases.reply': replyToCase,
  'cases.close': closeCase,
  'cases.listAll': listAllCases,
  'cases.getAny': getAnyCase,
  'cases.assign': assignCase,
  'cases.answer': answerCase,
  'cases.reopen': reopenCase,
  'cases.link': linkCase,
  'contacts.set': setContact,
  'contacts.list': listContacts,
  'contacts.end': endContact,
  'messages.list': listMessages,
  'participants.apply': applyParticipant,
  'participants.list': listParticipants,
  'participants.get': getParticipant,
  'participants.getOwn': getOwnParticipant,
  'participants.changeStatus': changeParticipantStatus,
  'participants.update': updateParticipant,
  'licences.record': recordLicence,
  'licences.withdraw': withdrawLicence,
  'proposals.list': listProposals,
  'proposals.get': getProposal,
  'proposals.approve': approveProposal,
  'proposals.refuse': refuseProposal,
  'proposals.withdraw': withdrawProposal,
  'staff.list': listStaff,
  'staff.propose': proposeStaff,
  'console.open': openConsole,
  'breakGlass.open': openBreakGlass,
  'breakGlass.close': closeBreakGlass,
  'breakGlass.review': reviewBreakGlass,
  'breakGlass.list': listBreakGlass,
} as const;

export type OperationName = keyof typeof OPERATIONS;
