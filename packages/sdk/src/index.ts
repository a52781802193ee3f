/** What a bank installs: consents, data, decisions and proofs of a Xinqiao platform behind one typed client. */

export {
  type AuditReceipt,
  type CloudEvent,
  type Consent,
  type ConsentRequest,
  type ConsentStatus,
  type ConsentTemplate,
  type DataItemId,
  type DataPackage,
  type Decision,
  type DisclosureLevel,
  ERRORS,
  type ErrorCode,
  type EventData,
  type EventType,
  type FieldProblem,
  isKnownEvent,
  type LogEntry,
  type PackageItem,
  type ParticipantRegister,
  PlatformError,
  type PurposeCode,
  type ReceivedEvent,
  type Scope,
  type UnknownEvent,
} from '@xinqiao/contracts';
export type { Audit, EntryFilter, EntryPage, ProveOptions, ReceiptProof } from './audit/audit.ts';
export type { Catalogue, CatalogueItem } from './catalogue/catalogue.ts';
export type { ConsentFilter, ConsentPage, Consents, RevokeReason } from './consents/consents.ts';
export type { Data, FetchedData, FetchOptions } from './data/data.ts';
export type { DecisionInput, Decisions, MadeDecision } from './decisions/decisions.ts';
export type { EventFilter, EventPage, EventQuery, Events, FollowQuery } from './events/events.ts';
export type { PendingConsent } from './oauth/pending-consent.ts';
export type { RequestedConsent } from './oauth/push-request.ts';
export type { ApplicationKey, RequestOptions, WriteOptions, XinqiaoOptions } from './options.ts';
export type { Receipt } from './platform/receipts.ts';
export { type FetchRegisterOptions, fetchRegister } from './register/fetch-register.ts';
export {
  type RegisterEvidence,
  type RegisterFault,
  registerHash,
  verifyRegister,
} from './register/verify-register.ts';
export { type VerifyWebhookOptions, verifyWebhook, type WebhookDelivery } from './webhooks/verify-webhook.ts';
export type { HeaderSource } from './webhooks/webhook-headers.ts';
export type { WebhookProblem } from './webhooks/webhook-problem.ts';
export { Xinqiao } from './xinqiao.ts';
