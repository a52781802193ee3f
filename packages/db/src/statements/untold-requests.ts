import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** A request and one person who may answer it and has not been told. */
export interface UntoldRequest {
  readonly requestId: string;
  readonly identityId: string;
  readonly participantId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly bindingMessage: string | null;
  readonly requestedAt: Date;
  readonly answerBy: Date;
}

// Whoever has no address, may not answer or agreed already is left out here, so that nobody is looked at for ever.
const UNTOLD = `
  SELECT DISTINCT request.id AS "requestId", authority.identity_id AS "identityId",
    request.participant_id AS "participantId", bank.name_zh AS "nameZh", bank.name_en AS "nameEn",
    request.binding_message AS "bindingMessage", request.requested_at AS "requestedAt", request.answer_by AS "answerBy"
  FROM consent_request request
  JOIN participant bank ON bank.id = request.participant_id
  JOIN authority ON authority.subject_id = request.subject_id AND authority.status = 'ACTIVE'
    AND authority.valid_from <= $1 AND (authority.valid_to IS NULL OR authority.valid_to > $1)
    AND (authority.purposes = '{}' OR request.purpose_code = ANY (authority.purposes))
    AND (authority.participant_ids = '{}' OR request.participant_id = ANY (authority.participant_ids))
    AND (authority.max_disclosure IS NULL
      OR array_position($4::text[], request.disclosure) <= array_position($4::text[], authority.max_disclosure))
  WHERE request.status = 'PENDING' AND request.answer_by > $1 AND request.requested_at > $2
    AND (request.channel = 'BACKCHANNEL' OR request.required IS NOT NULL)
    AND EXISTS (
      SELECT FROM contact WHERE contact.identity_id = authority.identity_id AND contact.ended_at IS NULL
        AND contact.created_at <= request.requested_at)
    AND NOT EXISTS (
      SELECT FROM consent_approval approval
      WHERE approval.request_id = request.id AND approval.identity_id = authority.identity_id)
    AND NOT EXISTS (
      SELECT FROM notification
      WHERE notification.event_id = request.id || ' ' || authority.identity_id AND notification.template = $5)
  ORDER BY request.requested_at, request.id
  LIMIT $3`;

export interface UntoldQuery {
  readonly now: Date;
  /** What was asked before is not told any more. */
  readonly since: Date;
  readonly limit: number;
  /** Every level of disclosure, from the one that shows least. */
  readonly disclosures: readonly string[];
  /** Template of the message that tells of it, `<request> <identity>` its event. */
  readonly template: string;
}

/**
 * Requests that wait, with everybody who may answer, can be reached and has not been told; the longest waiting first.
 */
export async function untoldRequests(
  tx: Tx,
  { now, since, limit, disclosures, template }: UntoldQuery,
): Promise<UntoldRequest[]> {
  const values = [now, since, limit, disclosures, template];
  return (await runPrepared<UntoldRequest>(tx, 'untold-requests', UNTOLD, values)).rows;
}
