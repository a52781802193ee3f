import type { Database } from '@xinqiao/db';
import { listAgents } from '../agents/list.ts';
import { registerAgent } from '../agents/register.ts';
import { updateAgent } from '../agents/update.ts';
import {
  reinstateAnyApplication,
  reinstateApplication,
  suspendAnyApplication,
  suspendApplication,
} from '../applications/change-status.ts';
import { registerAnyKey, registerKey } from '../applications/keys/register.ts';
import { refreshKeys, registerKeyUrl } from '../applications/keys/register-url.ts';
import { revokeAnyKey, revokeKey } from '../applications/keys/revoke.ts';
import { reinstateAnyKey, reinstateKey, suspendAnyKey, suspendKey } from '../applications/keys/suspend.ts';
import { listApplications, listApplicationsOf } from '../applications/list.ts';
import { registerApplication } from '../applications/register.ts';
import { updateApplication } from '../applications/update.ts';
import { getProof } from '../audit/get-proof.ts';
import { listEntries } from '../audit/list-entries.ts';
import { reportRegistryEvent } from '../authorities/registry/report.ts';
import { exportCatalogue } from '../catalogue/export.ts';
import { listItems } from '../catalogue/list-items.ts';
import { listTemplates } from '../catalogue/list-templates.ts';
import { explainConsent } from '../consents/explain.ts';
import { getConsent } from '../consents/get.ts';
import { listConsents } from '../consents/list.ts';
import { listRevisions } from '../consents/list-revisions.ts';
import { getRequest } from '../consents/requests/get.ts';
import { listRequests } from '../consents/requests/list.ts';
import { withdrawRequest } from '../consents/requests/withdraw.ts';
import { revokeConsent } from '../consents/revoke.ts';
import { acknowledgeStop } from '../consents/stops/acknowledge.ts';
import { attestDeletion } from '../consents/stops/attest-deletion.ts';
import { listStops } from '../consents/stops/list.ts';
import { assignItems } from '../corrections/assign-items.ts';
import { getCorrection } from '../corrections/get.ts';
import { listCorrections } from '../corrections/list.ts';
import { settleCorrection } from '../corrections/settle.ts';
import { checkPackage } from '../data/check-package.ts';
import { fetchData } from '../data/fetch.ts';
import { fetchPage } from '../data/fetch-page.ts';
import { getImport } from '../data/imports/get-import.ts';
import { listImports } from '../data/imports/list-imports.ts';
import { listQuarantine } from '../data/imports/list-quarantine.ts';
import { listSources } from '../data/sources/list-sources.ts';
import { createDecision } from '../decisions/create.ts';
import { getDecision } from '../decisions/get.ts';
import { getEvent } from '../events/get-event.ts';
import { listEvents } from '../events/list-events.ts';
import { createWebhook } from '../events/webhooks/create.ts';
import { disableWebhook } from '../events/webhooks/disable.ts';
import { enableWebhook } from '../events/webhooks/enable.ts';
import { listWebhooks } from '../events/webhooks/list.ts';
import { listDeliveries } from '../events/webhooks/list-deliveries.ts';
import { replayWebhookEvents } from '../events/webhooks/replay.ts';
import { rotateWebhookSecret } from '../events/webhooks/rotate-secret.ts';
import { testWebhook } from '../events/webhooks/send-test.ts';
import { updateWebhook } from '../events/webhooks/update.ts';
import { endContact } from '../notifications/end-contact.ts';
import { listContacts } from '../notifications/list-contacts.ts';
import { listMessages } from '../notifications/list-messages.ts';
import { setContact } from '../notifications/set-contact.ts';
import { applyParticipant } from '../participants/apply.ts';
import { changeParticipantStatus } from '../participants/change-status.ts';
import { getParticipant } from '../participants/get.ts';
import { getOwnParticipant } from '../participants/get-own.ts';
import { recordLicence } from '../participants/licences/record.ts';
import { withdrawLicence } from '../participants/licences/withdraw.ts';
import { listParticipants } from '../participants/list.ts';
import { agreeToPerson } from '../participants/people/agree.ts';
import { listPeople } from '../participants/people/list.ts';
import { listOwnPeople } from '../participants/people/list-own.ts';
import { proposePerson } from '../participants/people/propose.ts';
import { approveProposal } from '../participants/proposals/approve.ts';
import { getProposal } from '../participants/proposals/get.ts';
import { listProposals } from '../participants/proposals/list.ts';
import { refuseProposal } from '../participants/proposals/refuse.ts';
import { withdrawProposal } from '../participants/proposals/withdraw.ts';
import { updateParticipant } from '../participants/update.ts';
import { activatePolicy } from '../policies/activate.ts';
import { draftPolicy } from '../policies/draft.ts';
import { getPolicy } from '../policies/get.ts';
import { listPolicies } from '../policies/list.ts';
import { proposePolicy } from '../policies/propose.ts';
import { retirePolicy } from '../policies/retire.ts';
import { sendBackPolicy } from '../policies/send-back.ts';
import { watchPolicy } from '../policies/watch/watch.ts';
import { confirmReferral } from '../referrals/confirm.ts';
import { getReferral } from '../referrals/get.ts';
import { listReferrals } from '../referrals/list.ts';
import { proposeReferral } from '../referrals/propose.ts';
import { sendBackReferral } from '../referrals/send-back.ts';
import { closeBreakGlass } from '../staff/close-break-glass.ts';
import { listStaff } from '../staff/list.ts';
import { listBreakGlass } from '../staff/list-break-glass.ts';
import { openBreakGlass } from '../staff/open-break-glass.ts';
import { openConsole } from '../staff/open-console.ts';
import { proposeStaff } from '../staff/propose.ts';
import { reviewBreakGlass } from '../staff/review-break-glass.ts';
import { changeSubjectIdentifier } from '../subjects/change-identifier.ts';
import { eraseSubject } from '../subjects/erase.ts';
import { findSubject } from '../subjects/find.ts';
import { getSubject } from '../subjects/get.ts';
import { registerSubject } from '../subjects/register.ts';
import { revealSubjectCode } from '../subjects/reveal-code.ts';
import { getAnyProof } from '../supervision/get-any-proof.ts';
import { listAgentRecords } from '../supervision/list-agents.ts';
import { listAllEntries } from '../supervision/list-all-entries.ts';
import { listStopStandings } from '../supervision/list-stops.ts';
import { answerCase } from '../support/answer.ts';
import { assignCase } from '../support/assign.ts';
import { closeCase } from '../support/close.ts';
import { getCase } from '../support/get.ts';
import { getAnyCase } from '../support/get-any.ts';
import { linkCase } from '../support/link.ts';
import { listCases } from '../support/list.ts';
import { listAllCases } from '../support/list-all.ts';
import { openCase } from '../support/open.ts';
import { reopenCase } from '../support/reopen.ts';
import { replyToCase } from '../support/reply.ts';
import { exportUsage } from '../usage/export.ts';
import { getUsage } from '../usage/get.ts';
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
  'referrals.list': listReferrals,
  'referrals.get': getReferral,
  'referrals.propose': proposeReferral,
  'referrals.sendBack': sendBackReferral,
  'referrals.confirm': confirmReferral,
  'policies.list': listPolicies,
  'policies.get': getPolicy,
  'policies.draft': draftPolicy,
  'policies.propose': proposePolicy,
  'policies.sendBack': sendBackPolicy,
  'policies.activate': activatePolicy,
  'policies.retire': retirePolicy,
  'policies.watch': watchPolicy,
  'audit.listEntries': listEntries,
  'audit.getProof': getProof,
  'supervision.listEntries': listAllEntries(regulatorDatabase),
  'supervision.getProof': getAnyProof(regulatorDatabase),
  'supervision.listStops': listStopStandings(regulatorDatabase),
  'supervision.listAgents': listAgentRecords(regulatorDatabase),
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
  'events.list': listEvents(),
  'events.get': getEvent,
  'webhooks.create': createWebhook,
  'webhooks.list': listWebhooks,
  'webhooks.update': updateWebhook,
  'webhooks.rotateSecret': rotateWebhookSecret,
  'webhooks.disable': disableWebhook,
  'webhooks.enable': enableWebhook,
  'webhooks.test': testWebhook,
  'webhooks.listDeliveries': listDeliveries,
  'webhooks.replay': replayWebhookEvents,
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
  'participants.listPeople': listPeople,
  'participants.proposePerson': proposePerson,
  'people.listOwn': listOwnPeople,
  'people.agree': agreeToPerson,
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
});
