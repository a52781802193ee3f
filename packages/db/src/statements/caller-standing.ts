import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** Who calls, and by which clock each thing is judged. */
export interface CallerQuery {
  readonly participantId: string;
  /** The program that calls; undefined for somebody who signed in. */
  readonly applicationId?: string | undefined;
  /** Key the program proved itself with. */
  readonly keyId?: string | undefined;
  /** Who signed in; undefined for a program, whose person, if any, is found with it. */
  readonly identityId?: string | undefined;
  /** Day of the business, Asia/Shanghai: licences are judged by it. */
  readonly today: string;
  /** The real time: keys are judged by it. */
  readonly now: Date;
  /** A key set read from its address last before this is stale. */
  readonly keySetFreshSince: Date;
}

/** Everything that decides whether a caller is served, as it stands at this moment. */
export interface CallerStanding {
  readonly kind: string;
  readonly operatorId: string;
  readonly status: string;
  readonly statusReason: string | null;
  readonly callsPerMinute: number;
  /** Types of licences in force: its own, the operator's. */
  readonly licences: readonly string[];
  readonly operatorLicences: readonly string[];
  /** Null where there is no such application of this participant. */
  readonly applicationStatus: string | null;
  readonly applicationReason: string | null;
  readonly environment: string | null;
  readonly applicationScopes: readonly string[] | null;
  readonly keyInForce: boolean;
  /** Who signed in, or whose tool it is; null for a program of nobody in particular. */
  readonly identityId: string | null;
  /** Null where there is no such person among the participant's staff. */
  readonly identityStatus: string | null;
  readonly roles: readonly string[] | null;
}

const inForce = (participant: string) => `
  ARRAY(
    SELECT licence.type FROM licence
    WHERE licence.participant_id = ${participant}
      AND licence.withdrawn_at IS NULL
      AND licence.valid_from <= $5::date AND (licence.valid_to IS NULL OR licence.valid_to >= $5::date)
  )`;

const READ = `
  SELECT
    participant.kind,
    participant.operator_id AS "operatorId",
    participant.status,
    participant.status_reason AS "statusReason",
    participant.calls_per_minute AS "callsPerMinute",
    ${inForce('participant.id')} AS licences,
    ${inForce('operator.id')} AS "operatorLicences",
    application.status AS "applicationStatus",
    application.status_reason AS "applicationReason",
    application.environment,
    application.scopes AS "applicationScopes",
    coalesce(
      key.valid_from <= $6 AND $6 < key.valid_to AND key.ended_at IS NULL AND key.suspended_at IS NULL
        AND (key.source <> 'URL' OR application.jwks_fetched_at >= $7),
      false
    ) AS "keyInForce",
    coalesce(application.identity_id, $4) AS "identityId",
    identity.status AS "identityStatus",
    identity.roles
  FROM participant
  LEFT JOIN participant operator
    ON operator.operator_id = participant.operator_id AND operator.kind = 'OPERATOR'
  LEFT JOIN application ON application.id = $2 AND application.participant_id = participant.id
  LEFT JOIN application_key key
    ON key.application_id = application.id AND key.kid = $3 AND key.use = 'sig'
  LEFT JOIN identity
    ON identity.id = coalesce(application.identity_id, $4) AND identity.participant_id = participant.id
  WHERE participant.id = $1`;

/**
 * Reads the standing of a caller: participant, licences, application, key and person, in one statement.
 *
 * READ COMMITTED: what committed before the statement began counts, on whichever node.
 *
 * @returns Undefined where no such participant is visible in the scope of the transaction.
 */
export async function callerStanding(tx: Tx, query: CallerQuery): Promise<CallerStanding | undefined> {
  const { participantId, applicationId, keyId, identityId, today, now, keySetFreshSince } = query;
  const { rows } = await runPrepared<CallerStanding>(tx, 'caller-standing', READ, [
    ...[participantId, applicationId ?? null, keyId ?? null, identityId ?? null],
    ...[today, now, keySetFreshSince],
  ]);
  return rows[0];
}
