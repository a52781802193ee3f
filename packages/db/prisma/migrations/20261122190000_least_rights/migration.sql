-- DropIndex
DROP INDEX "session_identity_id_idx";

-- DropIndex
DROP INDEX "consent_approval_identity_id_idx";

-- DropIndex
DROP INDEX "consent_approval_authority_id_idx";

-- DropIndex
DROP INDEX "consent_stop_deletion_due_at_idx";

-- DropIndex
DROP INDEX "confirmation_code_identity_id_created_at_idx";

-- AlterTable
ALTER TABLE "registry_event" DROP COLUMN "representative_name";

-- AlterTable
ALTER TABLE "session" DROP COLUMN "started_at";

-- AlterTable
ALTER TABLE "consent_request" DROP COLUMN "base_revision";

-- CreateIndex
CREATE INDEX "confirmation_code_agent_id_created_at_idx" ON "confirmation_code"("agent_id", "created_at");

-- ════════════════════════════════════════════════════════════════════════════════════════════════════
-- By hand from here on: what the schema file cannot say.
-- ════════════════════════════════════════════════════════════════════════════════════════════════════

-- Whoever could say whose sign-in a person is could come in as her: the sign-in alone says it.
REVOKE UPDATE (issuer, upstream_id) ON identity FROM xinqiao_operator;

-- A session is its person's: the cookie names her as well as the row. It is never prolonged, nor proved anew; each
-- sign-in begins another.
REVOKE UPDATE (auth_time, expires_at) ON session FROM xinqiao_authorization;
ALTER POLICY holder ON session USING (identity_id = xinqiao_identity_id());
ALTER POLICY holder_reads ON session USING (identity_id = xinqiao_identity_id());
ALTER POLICY holder_is_here ON session USING (identity_id = xinqiao_identity_id());

-- Nobody reads what no work of hers needs.
REVOKE SELECT ON agent, assistance FROM xinqiao_worker;
ALTER POLICY all_reads ON agent TO xinqiao_regulator;
ALTER POLICY all_reads ON assistance TO xinqiao_regulator;
REVOKE SELECT ON approval_rule FROM xinqiao_operator, xinqiao_regulator;
ALTER POLICY all_reads ON approval_rule TO xinqiao_worker;
REVOKE SELECT ON consent_revision FROM xinqiao_regulator;
DROP POLICY all_reads ON consent_revision;
REVOKE SELECT (id, operator_id, participant_id, external_id, subject_id, kind, occurred_at, received_at, status,
  applied_at, consents_paused, authorities_ended, annuls) ON registry_event FROM xinqiao_regulator;
ALTER POLICY all_reads ON registry_event TO xinqiao_operator;
-- Of what an agent prepared: how it came out, and how each person agreed.
REVOKE SELECT ON consent_request, consent_approval FROM xinqiao_regulator;
GRANT SELECT (id, status) ON consent_request TO xinqiao_regulator;
GRANT SELECT (request_id, identity_id, confirmation) ON consent_approval TO xinqiao_regulator;
