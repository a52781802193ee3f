/** What a bank installs: consents, data, decisions and proofs of a Xinqiao platform behind one typed client. */

export {
  type AuditReceipt,
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
  type FieldProblem,
  type LogEntry,
  type PackageItem,
  PlatformError,
  type PurposeCode,
  type Scope,
} from '@xinqiao/contracts';
export type { Audit, EntryFilter, EntryPage, ProveOptions, ReceiptProof } from './audit/audit.ts';
export type { Catalogue, CatalogueItem } from './catalogue/catalogue.ts';
export type { ConsentFilter, ConsentPage, Consents, RevokeReason } from './consents/consents.ts';
export type { Data, FetchedData, FetchOptions } from './data/data.ts';
export type { DecisionInput, Decisions, MadeDecision } from './decisions/decisions.ts';
export type { PendingConsent } from './oauth/pending-consent.ts';
export type { RequestedConsent } from './oauth/push-request.ts';
export type { ApplicationKey, RequestOptions, WriteOptions, XinqiaoOptions } from './options.ts';
export type { Receipt } from './platform/receipts.ts';
export { Xinqiao } from './xinqiao.ts';
