export {
  type Database,
  type DatabaseOptions,
  openDatabase,
  type Scope,
  type TransactionOptions,
} from './database.ts';
export { DatabaseError, type DatabaseErrorCode, DatabaseUnavailable } from './database-error.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded/start.ts';
export { ensureOperator, type NewOperator } from './ensure-operator.ts';
export { sqlState } from './failures.ts';
export type {
  Agent as AgentRow,
  Application as ApplicationRow,
  ApplicationKey as ApplicationKeyRow,
  ApprovalRule as ApprovalRuleRow,
  Assistance as AssistanceRow,
  Authority as AuthorityRow,
  AuthorityInvitation as AuthorityInvitationRow,
  BreakGlass as BreakGlassRow,
  ConfirmationCode as ConfirmationCodeRow,
  Consent as ConsentRow,
  ConsentApproval as ConsentApprovalRow,
  ConsentRequest as ConsentRequestRow,
  ConsentRevision as ConsentRevisionRow,
  ConsentStop as ConsentStopRow,
  Contact as ContactRow,
  Correction as CorrectionRow,
  Decision as DecisionRow,
  Event as EventRow,
  IdempotencyKey as IdempotencyKeyRow,
  Identity as IdentityRow,
  Licence as LicenceRow,
  LogCheckpoint as LogCheckpointRow,
  LogEntry as LogEntryRow,
  LogLeaf as LogLeafRow,
  LogPerson as LogPersonRow,
  LogTile as LogTileRow,
  Notification as NotificationRow,
  OidcPayload as OidcPayloadRow,
  Package as PackageRow,
  Participant as ParticipantRow,
  ParticipantStatusChange as ParticipantStatusChangeRow,
  PersonAgreement as PersonAgreementRow,
  PolicyVersion as PolicyVersionRow,
  Proposal as ProposalRow,
  Referral as ReferralRow,
  RegisterVersion as RegisterVersionRow,
  RegistryEvent as RegistryEventRow,
  Session as SessionRow,
  SigningKey as SigningKeyRow,
  SourceImport as SourceImportRow,
  Subject as SubjectRow,
  SubjectIdentifier as SubjectIdentifierRow,
  SubjectKey as SubjectKeyRow,
  SupportCase as SupportCaseRow,
  SupportMessage as SupportMessageRow,
  WebhookDelivery as WebhookDeliveryRow,
  WebhookEndpoint as WebhookEndpointRow,
} from './generated/client.ts';
export { Prisma } from './generated/client.ts';
export { migrate } from './migrate.ts';
export { type ProvisionOptions, provision } from './provision.ts';
export { type DatabaseUrls, databaseUrls, type Role } from './roles.ts';
export { appendEventRow, type NewEvent } from './statements/append-event.ts';
export { appendLogEntry, type NewLogEntry } from './statements/append-log-entry.ts';
export { type CallerQuery, type CallerStanding, callerStanding } from './statements/caller-standing.ts';
export { type ClaimedDelivery, claimDeliveries, dueEndpoints } from './statements/claim-deliveries.ts';
export {
  type ClaimedNotification,
  claimNotifications,
  type NotificationClaim,
} from './statements/claim-notifications.ts';
export { type CallCount, type CountedCall, countCall } from './statements/count-call.ts';
export { countDeliveries } from './statements/count-deliveries.ts';
export { countTallies } from './statements/count-tallies.ts';
export { type CountedUsage, countUsage } from './statements/count-usage.ts';
export { forgetBehindLog, hasConsents } from './statements/erase-person.ts';
export { finishDelivery } from './statements/finish-delivery.ts';
export { insertLogLeaves, type NewLogLeaf } from './statements/insert-log-leaves.ts';
export { insertOnce } from './statements/insert-once.ts';
export {
  discardSourceRows,
  insertInvoices,
  insertQuarantine,
  insertTaxPayments,
  type SourceChunkColumns,
} from './statements/insert-source-chunk.ts';
export { integratePending, type PendingBatch, type PendingEntry } from './statements/integrate-pending.ts';
export { lastDelivery } from './statements/last-delivery.ts';
export { type CaseFilter, listCaseIds } from './statements/list-cases.ts';
export {
  listPolicyVersions,
  type PolicyVersionFilter,
  type PolicyVersionSummary,
} from './statements/list-policy-versions.ts';
export { lockApprovers } from './statements/lock-approvers.ts';
export { lockCase } from './statements/lock-case.ts';
export { lockConsentForShare, lockConsentForUpdate } from './statements/lock-consent.ts';
export { lockConsentRequest } from './statements/lock-consent-request.ts';
export { lockCorrection } from './statements/lock-correction.ts';
export { lockHeldAuthorities } from './statements/lock-held-authorities.ts';
export { lockReferral } from './statements/lock-referral.ts';
export { lockRegistryEvent } from './statements/lock-registry-event.ts';
export { lockSubject } from './statements/lock-subject.ts';
export { type MissingReceipt, missingReceipts } from './statements/missing-receipts.ts';
export { placeEvents } from './statements/place-events.ts';
export { purgeEvents } from './statements/purge-events.ts';
export { type Purged, purgeExpired } from './statements/purge-expired.ts';
export { purgeRateWindows } from './statements/purge-rate-windows.ts';
export { type NewPolicyAlarm, raisePolicyAlarm } from './statements/raise-policy-alarm.ts';
export { type EventsRead, type PlacedEvent, readEvents } from './statements/read-events.ts';
export {
  type ImportedQuery,
  type ImportedRecords,
  newestImport,
  type RowPlace,
  readImported,
} from './statements/read-imported.ts';
export { type ReadsOfDay, readsPerDay } from './statements/reads-per-day.ts';
export { replayEvents } from './statements/replay-events.ts';
export { type Settlement, settleImport, withdrawImport } from './statements/settle-import.ts';
export { shareLock } from './statements/share-lock.ts';
export type { SourceFamily } from './statements/source-family.ts';
export { type StopStandingQuery, type StopStandingRow, stopStandings } from './statements/stop-standings.ts';
export { takeLock } from './statements/take-lock.ts';
export { type UntoldQuery, type UntoldRequest, untoldRequests } from './statements/untold-requests.ts';
export { type UsageRow, usageOfMonth } from './statements/usage-of-month.ts';
export { type WatchedPolicy, watchedPolicies } from './statements/watched-policies.ts';
export type { Tx } from './tx.ts';
