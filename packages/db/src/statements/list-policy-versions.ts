import { runPrepared } from '../connection.ts';
import type { PolicyVersion } from '../generated/client.ts';
import type { Tx } from '../tx.ts';

/** A version of a policy without what is large in it. */
export type PolicyVersionSummary = Omit<PolicyVersion, 'document' | 'baseline' | 'seal'> & {
  readonly name: { readonly zh: string; readonly en: string };
};

export interface PolicyVersionFilter {
  readonly status?: string | undefined;
  /** Id of the last version of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const LIST = `
  SELECT
    id, participant_id AS "participantId", policy_id AS "policyId", version, status,
    document->'name' AS name, document_hash AS "documentHash", baseline_hash AS "baselineHash",
    valid_from AS "validFrom", valid_to AS "validTo",
    drafted_by AS "draftedBy", drafted_at AS "draftedAt", proposed_by AS "proposedBy", proposed_at AS "proposedAt",
    activated_by AS "activatedBy", activated_at AS "activatedAt", retired_by AS "retiredBy", retired_at AS "retiredAt"
  FROM policy_version
  WHERE ($1::text IS NULL OR status = $1) AND ($2::text IS NULL OR id < $2)
  ORDER BY id DESC LIMIT $3`;

/** Versions of policies that row security shows, newest first, without their documents. */
export async function listPolicyVersions(
  tx: Tx,
  { status, after, limit }: PolicyVersionFilter,
): Promise<PolicyVersionSummary[]> {
  const values = [status ?? null, after ?? null, limit];
  const { rows } = await runPrepared<PolicyVersionSummary>(tx, 'list-policy-versions', LIST, values);
  return rows;
}
