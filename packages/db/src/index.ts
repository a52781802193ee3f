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
  Application as ApplicationRow,
  Authority as AuthorityRow,
  Consent as ConsentRow,
  Decision as DecisionRow,
  IdempotencyKey as IdempotencyKeyRow,
  Identity as IdentityRow,
  LogCheckpoint as LogCheckpointRow,
  LogEntry as LogEntryRow,
  LogLeaf as LogLeafRow,
  LogTile as LogTileRow,
  OidcPayload as OidcPayloadRow,
  Package as PackageRow,
  Participant as ParticipantRow,
  SigningKey as SigningKeyRow,
  SourceImport as SourceImportRow,
  Subject as SubjectRow,
  SubjectIdentifier as SubjectIdentifierRow,
} from './generated/client.ts';
export { Prisma } from './generated/client.ts';
export { migrate } from './migrate.ts';
export { type ProvisionOptions, provision } from './provision.ts';
export { type DatabaseUrls, databaseUrls, type Role } from './roles.ts';
export { appendLogEntry, type NewLogEntry } from './statements/append-log-entry.ts';
export { counterpartyShares } from './statements/counterparty-shares.ts';
export { insertInvoices, type NewSourceInvoice } from './statements/insert-invoices.ts';
export { insertLogLeaves, type NewLogLeaf } from './statements/insert-log-leaves.ts';
export { insertOnce } from './statements/insert-once.ts';
export { insertQuarantine, type NewSourceQuarantine } from './statements/insert-quarantine.ts';
export { insertSourceRows } from './statements/insert-source-rows.ts';
export { integratePending, type PendingBatch, type PendingEntry } from './statements/integrate-pending.ts';
export { lockConsentForShare, lockConsentForUpdate } from './statements/lock-consent.ts';
export { type InvoiceMonthRow, monthlyInvoiceSummary } from './statements/monthly-invoice-summary.ts';
export { type Purged, purgeExpired } from './statements/purge-expired.ts';
export { takeLock } from './statements/take-lock.ts';
export type { Tx } from './tx.ts';
