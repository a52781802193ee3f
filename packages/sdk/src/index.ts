/** What a bank installs: consents, data, decisions and proofs of a Xinqiao platform behind one typed client. */

export {
  type AnyDataPackage,
  type AuditReceipt,
  type CloudEvent,
  type Consent,
  type ConsentArtefact,
  type ConsentExplanation,
  type ConsentReceipt,
  type ConsentRequest,
  type ConsentStatus,
  type ConsentStop,
  type ConsentTemplate,
  type DataItemId,
  type DataPackage,
  type DataPackageV1,
  type Decision,
  type DisclosureLevel,
  ERRORS,
  type ErrorCode,
  type EventData,
  type EventType,
  type FairUseExcess,
  type FieldProblem,
  type Frequency,
  isKnownEvent,
  type KeyHistory,
  type LogEntry,
  type PackageItem,
  type ParticipantRegister,
  PlatformError,
  type PurposeCode,
  type ReceivedEvent,
  receiptText,
  type Scope,
  type UnknownEvent,
} from '@xinqiao/contracts';
export type { Audit, EntryFilter, EntryPage, ProveOptions, ReceiptProof } from './audit/audit.ts';
export type { Catalogue, CatalogueFile, CatalogueItem } from './catalogue/catalogue.ts';
export type {
  ConsentFilter,
  ConsentHistory,
  ConsentPage,
  Consents,
  RequestFilter,
  RequestPage,
  RevokeReason,
} from './consents/consents.ts';
export { type VerifiedArtefact, verifyConsentArtefact } from './consents/verify-consent-artefact.ts';
export {
  type VerifiedConsentReceipt,
  verifyConsentReceipt,
} from './consents/verify-consent-receipt.ts';
export type {
  Data,
  DataPage,
  FetchedData,
  FetchOptions,
  PackageCheck,
  PageOptions,
  UnchangedData,
} from './data/data.ts';
export { type VerifiedDataPackage, verifyDataPackage } from './data/verify-data-package.ts';
export type { DecisionInput, Decisions, MadeDecision } from './decisions/decisions.ts';
export type { EventFilter, EventPage, EventQuery, Events, FollowQuery } from './events/events.ts';
export {
  type FetchedKeyHistory,
  type FetchKeyHistoryOptions,
  fetchKeyHistory,
  openKeyHistory,
} from './keys/key-history.ts';
export type { StatementFault } from './keys/open-statement.ts';
export type { PendingConsent } from './oauth/pending-consent.ts';
export type { PendingDecoupled } from './oauth/pending-decoupled.ts';
export type { RequestedConsent } from './oauth/push-request.ts';
export type { DecoupledOptions, RequestedDecoupled } from './oauth/request-decoupled.ts';
export type {
  ApplicationKey,
  DecryptionKey,
  RequestOptions,
  WriteOptions,
  XinqiaoOptions,
} from './options.ts';
export type { Receipt } from './platform/receipts.ts';
export type { Policies, PolicyDraftInput, PolicyListInput, PolicyPage } from './policies/policies.ts';
export type { ReferralListInput, ReferralPage, Referrals } from './referrals/referrals.ts';
export { type FetchRegisterOptions, fetchRegister } from './register/fetch-register.ts';
export {
  type RegisterEvidence,
  type RegisterFault,
  registerHash,
  verifyRegister,
} from './register/verify-register.ts';
export { type StopToAcknowledge, stopOf } from './stops/stop-event.ts';
export type { Deletion, StopFilter, StopPage, Stops } from './stops/stops.ts';
export { verifyPing } from './webhooks/verify-ping.ts';
export { type VerifyWebhookOptions, verifyWebhook, type WebhookDelivery } from './webhooks/verify-webhook.ts';
export type { HeaderSource } from './webhooks/webhook-headers.ts';
export type { WebhookProblem } from './webhooks/webhook-problem.ts';
export { Xinqiao } from './xinqiao.ts';
