import { runPrepared } from '../connection.ts';
import type { Consent } from '../generated/client.ts';
import type { Tx } from '../tx.ts';

const READ = `
  SELECT
    id,
    operator_id AS "operatorId",
    participant_id AS "participantId",
    application_id AS "applicationId",
    subject_id AS "subjectId",
    template_id AS "templateId",
    template_version AS "templateVersion",
    purpose_code AS "purposeCode",
    items,
    disclosure,
    range_from AS "rangeFrom",
    range_to AS "rangeTo",
    data_life AS "dataLife",
    fetch_type AS "fetchType",
    consent_mode AS "consentMode",
    frequency_unit AS "frequencyUnit",
    frequency_value AS "frequencyValue",
    validity,
    status,
    revision,
    requested_at AS "requestedAt",
    starts_at AS "startsAt",
    expires_at AS "expiresAt",
    ended_at AS "endedAt",
    ended_reason AS "endedReason",
    ended_by AS "endedBy",
    paused_reason AS "pausedReason",
    paused_by AS "pausedBy",
    paused_at AS "pausedAt",
    remind_at AS "remindAt",
    grant_id AS "grantId",
    granted_by AS "grantedBy",
    artefact,
    artefact_sm2 AS "artefactSm2",
    updated_at AS "updatedAt"
  FROM turn, consent WHERE id = $1`;

/**
 * The row lock is what counts. But PostgreSQL lets a new reader share a row past a change that waits for it, so
 * readers close behind one another would hold up a revocation for ever. Advisory locks are granted in the order they
 * are asked for, so the consent's is taken first: rows are locked above the join that asks for it. The seed keeps it
 * apart from the names of `takeLock`.
 */
const inTurn = (lock: string) =>
  `WITH turn AS MATERIALIZED (SELECT true FROM ${lock}(hashtextextended($1, 1))) ${READ}`;

const FOR_SHARE = `${inTurn('pg_advisory_xact_lock_shared')} FOR SHARE OF consent`;
const FOR_UPDATE = `${inTurn('pg_advisory_xact_lock')} FOR UPDATE OF consent`;

/**
 * Reads a consent and keeps it from being changed until the transaction ends; other readers are not kept out.
 *
 * Waits for changes under way or ahead in the queue, then returns the consent as they left it (READ COMMITTED).
 *
 * @returns Undefined where no such consent is visible in the scope of the transaction.
 */
export const lockConsentForShare = async (tx: Tx, id: string): Promise<Consent | undefined> =>
  (await runPrepared<Consent>(tx, 'lock-consent for share', FOR_SHARE, [id])).rows[0];

/**
 * As {@link lockConsentForShare}, and waits for all who hold it shared: after the commit no earlier reading counts.
 * Not after the other in one transaction: two that do so wait for each other.
 */
export const lockConsentForUpdate = async (tx: Tx, id: string): Promise<Consent | undefined> =>
  (await runPrepared<Consent>(tx, 'lock-consent for update', FOR_UPDATE, [id])).rows[0];
