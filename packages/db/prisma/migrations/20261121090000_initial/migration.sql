-- CreateTable
CREATE TABLE "participant" (
    "id" TEXT NOT NULL,
    "operator_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "licence" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "participant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application" (
    "id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "jwks" JSONB NOT NULL,
    "redirect_uris" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "templates" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "scopes" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "status" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject" (
    "id" TEXT NOT NULL,
    "operator_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subject_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject_identifier" (
    "subject_id" TEXT NOT NULL,
    "scheme" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "subject_identifier_pkey" PRIMARY KEY ("scheme","value","valid_from")
);

-- CreateTable
CREATE TABLE "identity" (
    "id" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "roles" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "participant_id" TEXT,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority" (
    "identity_id" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "capacity" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "authority_pkey" PRIMARY KEY ("identity_id","subject_id","capacity","valid_from")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" TEXT NOT NULL,
    "operator_id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "application_id" TEXT NOT NULL,
    "subject_id" TEXT,
    "template_id" TEXT NOT NULL,
    "template_version" INTEGER NOT NULL,
    "purpose_code" TEXT NOT NULL,
    "items" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "disclosure" TEXT NOT NULL,
    "range_from" DATE NOT NULL,
    "range_to" DATE NOT NULL,
    "data_life" TEXT NOT NULL,
    "fetch_type" TEXT NOT NULL,
    "validity" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "link_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "starts_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_reason" TEXT,
    "ended_by" TEXT,
    "par_id" TEXT NOT NULL,
    "grant_id" TEXT,
    "granted_by" TEXT,
    "artefact" TEXT,
    "customer_hint" JSONB,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "package" (
    "id" TEXT NOT NULL,
    "consent_id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "application_id" TEXT NOT NULL,
    "snapshot_hash" TEXT NOT NULL,
    "as_of" DATE NOT NULL,
    "extracted_at" TIMESTAMPTZ(3) NOT NULL,
    "items" JSONB NOT NULL,
    "outcome_entry_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "package_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" TEXT NOT NULL,
    "consent_id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "policy_id" TEXT NOT NULL,
    "policy_version" TEXT NOT NULL,
    "snapshot_hash" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "record" JSONB NOT NULL,
    "outcome_entry_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "log_entry" (
    "id" TEXT NOT NULL,
    "operator_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "participant_id" TEXT,
    "subject_id" TEXT,
    "consent_id" TEXT,
    "actor" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "leaf" BYTEA NOT NULL,
    "salt" BYTEA,
    "detail" JSONB,

    CONSTRAINT "log_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "log_pending" (
    "ticket" BIGSERIAL NOT NULL,
    "entry_id" TEXT NOT NULL,

    CONSTRAINT "log_pending_pkey" PRIMARY KEY ("ticket")
);

-- CreateTable
CREATE TABLE "log_leaf" (
    "index" BIGINT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "leaf_hash" BYTEA NOT NULL,

    CONSTRAINT "log_leaf_pkey" PRIMARY KEY ("index")
);

-- CreateTable
CREATE TABLE "log_tile" (
    "level" INTEGER NOT NULL,
    "index" BIGINT NOT NULL,
    "width" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "log_tile_pkey" PRIMARY KEY ("level","index")
);

-- CreateTable
CREATE TABLE "log_checkpoint" (
    "size" BIGINT NOT NULL,
    "root" BYTEA NOT NULL,
    "note" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "log_checkpoint_pkey" PRIMARY KEY ("size")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "participant_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "result_ref" TEXT,
    "status" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("participant_id","key")
);

-- CreateTable
CREATE TABLE "replay_guard" (
    "scope" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "replay_guard_pkey" PRIMARY KEY ("scope","hash")
);

-- CreateTable
CREATE TABLE "oidc_payload" (
    "model" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "grant_id" TEXT,
    "uid" TEXT,
    "user_code" TEXT,
    "consumed_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "oidc_payload_pkey" PRIMARY KEY ("model","id")
);

-- CreateTable
CREATE TABLE "signing_key" (
    "kid" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "alg" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "signing_key_secret" (
    "kid" TEXT NOT NULL,
    "private_jwk" JSONB NOT NULL,

    CONSTRAINT "signing_key_secret_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "source_import" (
    "id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "rows_stored" INTEGER NOT NULL DEFAULT 0,
    "rows_quarantined" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "source_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_invoice" (
    "import_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "subject_id" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "issued_on" DATE NOT NULL,
    "counterparty" TEXT NOT NULL,
    "amount" DECIMAL(18,2) NOT NULL,
    "tax" DECIMAL(18,2) NOT NULL,
    "total" DECIMAL(18,2) NOT NULL,
    "status" TEXT NOT NULL,

    CONSTRAINT "source_invoice_pkey" PRIMARY KEY ("import_id","line")
);

-- CreateTable
CREATE TABLE "source_row" (
    "source_id" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "source_row_pkey" PRIMARY KEY ("source_id","hash")
);

-- CreateTable
CREATE TABLE "source_quarantine" (
    "import_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "raw" TEXT NOT NULL,

    CONSTRAINT "source_quarantine_pkey" PRIMARY KEY ("import_id","line")
);

-- CreateIndex
CREATE INDEX "application_participant_id_idx" ON "application"("participant_id");

-- CreateIndex
CREATE INDEX "subject_identifier_subject_id_idx" ON "subject_identifier"("subject_id");

-- CreateIndex
CREATE INDEX "identity_participant_id_idx" ON "identity"("participant_id");

-- CreateIndex
CREATE INDEX "authority_subject_id_idx" ON "authority"("subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "consent_par_id_key" ON "consent"("par_id");

-- CreateIndex
CREATE INDEX "consent_participant_id_updated_at_idx" ON "consent"("participant_id", "updated_at");

-- CreateIndex
CREATE INDEX "consent_subject_id_updated_at_idx" ON "consent"("subject_id", "updated_at");

-- CreateIndex
CREATE INDEX "consent_status_expires_at_idx" ON "consent"("status", "expires_at");

-- CreateIndex
CREATE INDEX "consent_status_link_expires_at_idx" ON "consent"("status", "link_expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "package_outcome_entry_id_key" ON "package"("outcome_entry_id");

-- CreateIndex
CREATE INDEX "package_participant_id_created_at_idx" ON "package"("participant_id", "created_at");

-- CreateIndex
CREATE INDEX "package_consent_id_idx" ON "package"("consent_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_outcome_entry_id_key" ON "decision"("outcome_entry_id");

-- CreateIndex
CREATE INDEX "decision_participant_id_created_at_idx" ON "decision"("participant_id", "created_at");

-- CreateIndex
CREATE INDEX "decision_subject_id_created_at_idx" ON "decision"("subject_id", "created_at");

-- CreateIndex
CREATE INDEX "decision_consent_id_idx" ON "decision"("consent_id");

-- CreateIndex
CREATE INDEX "log_entry_participant_id_id_idx" ON "log_entry"("participant_id", "id");

-- CreateIndex
CREATE INDEX "log_entry_subject_id_id_idx" ON "log_entry"("subject_id", "id");

-- CreateIndex
CREATE INDEX "log_entry_consent_id_id_idx" ON "log_entry"("consent_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "log_pending_entry_id_key" ON "log_pending"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "log_leaf_entry_id_key" ON "log_leaf"("entry_id");

-- CreateIndex
CREATE INDEX "idempotency_key_expires_at_idx" ON "idempotency_key"("expires_at");

-- CreateIndex
CREATE INDEX "replay_guard_expires_at_idx" ON "replay_guard"("expires_at");

-- CreateIndex
CREATE INDEX "oidc_payload_grant_id_idx" ON "oidc_payload"("grant_id");

-- CreateIndex
CREATE INDEX "oidc_payload_uid_idx" ON "oidc_payload"("uid");

-- CreateIndex
CREATE INDEX "oidc_payload_user_code_idx" ON "oidc_payload"("user_code");

-- CreateIndex
CREATE INDEX "oidc_payload_expires_at_idx" ON "oidc_payload"("expires_at");

-- CreateIndex
CREATE INDEX "signing_key_purpose_valid_from_idx" ON "signing_key"("purpose", "valid_from");

-- CreateIndex
CREATE INDEX "source_import_participant_id_started_at_idx" ON "source_import"("participant_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "source_import_source_id_kind_content_hash_key" ON "source_import"("source_id", "kind", "content_hash");

-- CreateIndex
CREATE INDEX "source_invoice_subject_id_direction_issued_on_idx" ON "source_invoice"("subject_id", "direction", "issued_on");

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subject_identifier" ADD CONSTRAINT "subject_identifier_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority" ADD CONSTRAINT "authority_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority" ADD CONSTRAINT "authority_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "package" ADD CONSTRAINT "package_consent_id_fkey" FOREIGN KEY ("consent_id") REFERENCES "consent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_consent_id_fkey" FOREIGN KEY ("consent_id") REFERENCES "consent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "log_pending" ADD CONSTRAINT "log_pending_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "log_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "log_leaf" ADD CONSTRAINT "log_leaf_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "log_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signing_key_secret" ADD CONSTRAINT "signing_key_secret_kid_fkey" FOREIGN KEY ("kid") REFERENCES "signing_key"("kid") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_import" ADD CONSTRAINT "source_import_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_invoice" ADD CONSTRAINT "source_invoice_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "source_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_invoice" ADD CONSTRAINT "source_invoice_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_quarantine" ADD CONSTRAINT "source_quarantine_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "source_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ════════════════════════════════════════════════════════════════════════════════════════════════════
-- By hand from here on: what the schema file cannot say. Roles are made by `provision` before this runs.
-- ════════════════════════════════════════════════════════════════════════════════════════════════════

-- ── Checks ──────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE participant
  ADD CHECK (id LIKE 'ptc\_%'),
  ADD CHECK (kind IN ('BANK', 'AGENCY', 'REGULATOR', 'OPERATOR'));
ALTER TABLE application ADD CHECK (id LIKE 'app\_%');
ALTER TABLE subject
  ADD CHECK (id LIKE 'sub\_%'),
  ADD CHECK (type IN ('ENTERPRISE', 'SOLE_TRADER', 'PERSON'));
ALTER TABLE consent
  ADD CHECK (id LIKE 'cns\_%'),
  ADD CHECK (disclosure IN ('ANSWER', 'INDICATORS', 'RECORDS')),
  ADD CHECK (status IN ('PENDING', 'ACTIVE', 'PAUSED', 'REJECTED', 'REVOKED', 'EXPIRED')),
  ADD CHECK (fetch_type IN ('ONETIME', 'PERIODIC')),
  ADD CHECK (range_from <= range_to),
  -- Only what an owner agreed to can be in force, and it always ends.
  ADD CHECK (
    status NOT IN ('ACTIVE', 'PAUSED')
    OR (subject_id IS NOT NULL AND starts_at IS NOT NULL AND expires_at IS NOT NULL)
  );
ALTER TABLE package ADD CHECK (id LIKE 'pkg\_%');
ALTER TABLE decision
  ADD CHECK (id LIKE 'dec\_%'),
  ADD CHECK (outcome IN ('APPROVED', 'DECLINED', 'REFERRED'));
ALTER TABLE log_entry ADD CHECK (id LIKE 'ent\_%');
ALTER TABLE log_leaf ADD CHECK ("index" >= 0), ADD CHECK (octet_length(leaf_hash) = 32);
ALTER TABLE log_tile ADD CHECK ("index" >= 0), ADD CHECK (width BETWEEN 1 AND 256);
ALTER TABLE log_checkpoint ADD CHECK (size >= 0), ADD CHECK (octet_length(root) = 32);
ALTER TABLE signing_key
  ADD CHECK (purpose IN ('TOKEN', 'CONSENT', 'PACKAGE', 'RECEIPT', 'CHECKPOINT', 'WEBHOOK'));
ALTER TABLE source_import ADD CHECK (id LIKE 'imp\_%');
ALTER TABLE source_invoice
  ADD CHECK (direction IN ('IN', 'OUT')),
  ADD CHECK (status IN ('VALID', 'VOID'));

-- A code belongs to one subject at a time, also when two registrations race.
CREATE UNIQUE INDEX subject_identifier_current_key ON subject_identifier (scheme, value) WHERE valid_to IS NULL;

-- Tickets must follow the order in which row locks are granted: no session may hold any in store.
ALTER SEQUENCE log_pending_ticket_seq CACHE 1;

-- ── Who is asking ───────────────────────────────────────────────────────────────────────────────────
-- Set per transaction by the application; unset is null and equals nothing.

CREATE FUNCTION xinqiao_participant_id() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('xinqiao.participant_id', true), '');
CREATE FUNCTION xinqiao_subject_id() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('xinqiao.subject_id', true), '');
CREATE FUNCTION xinqiao_identity_id() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('xinqiao.identity_id', true), '');

-- Kind of the participant that asks, as registered: nobody can claim to be the operator.
CREATE FUNCTION xinqiao_participant_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  SECURITY DEFINER SET search_path = pg_catalog, public
  RETURN (SELECT kind FROM participant WHERE id = xinqiao_participant_id());

-- Which role signs for which purpose.
CREATE FUNCTION xinqiao_signs(purpose text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE current_user
    WHEN 'xinqiao_authorization' THEN purpose IN ('TOKEN', 'CONSENT')
    WHEN 'xinqiao_application' THEN purpose IN ('PACKAGE', 'RECEIPT')
    WHEN 'xinqiao_worker' THEN purpose IN ('CHECKPOINT', 'WEBHOOK')
    ELSE false
  END;

-- ── Grants ──────────────────────────────────────────────────────────────────────────────────────────
-- The least each role needs. What was agreed, decided or logged has no UPDATE for anybody.

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO xinqiao_application, xinqiao_authorization, xinqiao_worker, xinqiao_regulator;

-- The API: banks, the operator's and the agencies' operations.
GRANT SELECT, INSERT, UPDATE (name_zh, name_en, status, licence) ON participant TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (name_zh, name_en, jwks, redirect_uris, templates, scopes, status)
  ON application TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (name, source_id) ON subject TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (status, valid_to) ON subject_identifier TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (display_name, roles, participant_id) ON identity TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (valid_to) ON authority TO xinqiao_application;
GRANT SELECT, UPDATE (status, revision, ended_at, ended_reason, ended_by, customer_hint, updated_at)
  ON consent TO xinqiao_application;
GRANT SELECT, INSERT ON package, decision TO xinqiao_application;
GRANT SELECT, INSERT ON log_entry TO xinqiao_application;
GRANT INSERT ON log_pending TO xinqiao_application;
GRANT USAGE ON SEQUENCE log_pending_ticket_seq TO xinqiao_application;
GRANT SELECT ON log_leaf, log_tile, log_checkpoint TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (result_ref, status, expires_at), DELETE ON idempotency_key TO xinqiao_application;
GRANT INSERT ON replay_guard TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (valid_to) ON signing_key TO xinqiao_application;
GRANT SELECT, INSERT ON signing_key_secret TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (status, rows_read, rows_stored, rows_quarantined, finished_at)
  ON source_import TO xinqiao_application;
GRANT SELECT, INSERT ON source_invoice, source_quarantine, source_row TO xinqiao_application;

-- The authorization server and the owners' pages.
GRANT SELECT ON participant, application, subject, subject_identifier, decision TO xinqiao_authorization;
GRANT SELECT, INSERT, UPDATE (display_name) ON identity TO xinqiao_authorization;
GRANT SELECT, INSERT, UPDATE (valid_to) ON authority TO xinqiao_authorization;
GRANT SELECT, INSERT, UPDATE (
  subject_id, status, revision, starts_at, expires_at, ended_at, ended_reason, ended_by, par_id, grant_id,
  granted_by, artefact, customer_hint, updated_at
) ON consent TO xinqiao_authorization;
GRANT SELECT, INSERT ON log_entry TO xinqiao_authorization;
GRANT INSERT ON log_pending TO xinqiao_authorization;
GRANT USAGE ON SEQUENCE log_pending_ticket_seq TO xinqiao_authorization;
GRANT SELECT ON log_leaf, log_tile, log_checkpoint TO xinqiao_authorization;
GRANT INSERT ON replay_guard TO xinqiao_authorization;
GRANT SELECT, INSERT, UPDATE, DELETE ON oidc_payload TO xinqiao_authorization;
GRANT SELECT, INSERT, UPDATE (valid_to) ON signing_key TO xinqiao_authorization;
GRANT SELECT, INSERT ON signing_key_secret TO xinqiao_authorization;

-- The worker: the log, terms that run out, rows that expired.
GRANT SELECT ON participant TO xinqiao_worker;
GRANT SELECT, UPDATE (status, revision, ended_at, ended_reason, ended_by, customer_hint, updated_at)
  ON consent TO xinqiao_worker;
GRANT SELECT, INSERT ON log_entry TO xinqiao_worker;
GRANT SELECT, INSERT, DELETE ON log_pending TO xinqiao_worker;
GRANT USAGE ON SEQUENCE log_pending_ticket_seq TO xinqiao_worker;
GRANT SELECT, INSERT ON log_leaf, log_checkpoint TO xinqiao_worker;
GRANT SELECT, INSERT, UPDATE (width, bytes) ON log_tile TO xinqiao_worker;
GRANT SELECT (expires_at), DELETE ON idempotency_key, replay_guard, oidc_payload TO xinqiao_worker;
GRANT SELECT, INSERT, UPDATE (valid_to) ON signing_key TO xinqiao_worker;
GRANT SELECT, INSERT ON signing_key_secret TO xinqiao_worker;

-- The regulator: the whole log and what it speaks of; no source data, no keys.
GRANT SELECT ON participant, consent, decision, signing_key TO xinqiao_regulator;
GRANT SELECT ON log_entry, log_pending, log_leaf, log_tile, log_checkpoint TO xinqiao_regulator;

-- ── Row security ────────────────────────────────────────────────────────────────────────────────────
-- Forced: it binds the owner of the tables too. No policy, no row.

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'participant', 'application', 'subject', 'subject_identifier', 'identity', 'authority', 'consent', 'package',
    'decision', 'log_entry', 'idempotency_key', 'signing_key', 'signing_key_secret', 'source_import',
    'source_invoice', 'source_quarantine', 'source_row'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

-- participant: the register. The first operator is made by the migration role, everybody else by the operator.
CREATE POLICY migration_reads ON participant FOR SELECT TO xinqiao_migration USING (true);
CREATE POLICY migration_adds_operator ON participant FOR INSERT TO xinqiao_migration WITH CHECK (kind = 'OPERATOR');
CREATE POLICY own_or_operator ON participant FOR SELECT TO xinqiao_application
  USING (id = xinqiao_participant_id() OR (SELECT xinqiao_participant_kind()) = 'OPERATOR');
CREATE POLICY operator_admits ON participant FOR INSERT TO xinqiao_application
  WITH CHECK ((SELECT xinqiao_participant_kind()) = 'OPERATOR' AND kind <> 'OPERATOR');
CREATE POLICY operator_changes ON participant FOR UPDATE TO xinqiao_application
  USING ((SELECT xinqiao_participant_kind()) = 'OPERATOR');
CREATE POLICY register ON participant FOR SELECT TO xinqiao_authorization, xinqiao_worker, xinqiao_regulator
  USING (true);

-- application: the authorization server must know a client before it knows whose it is.
CREATE POLICY own_or_operator ON application FOR SELECT TO xinqiao_application
  USING (participant_id = xinqiao_participant_id() OR (SELECT xinqiao_participant_kind()) = 'OPERATOR');
CREATE POLICY operator_registers ON application FOR INSERT TO xinqiao_application
  WITH CHECK ((SELECT xinqiao_participant_kind()) = 'OPERATOR');
CREATE POLICY operator_changes ON application FOR UPDATE TO xinqiao_application
  USING ((SELECT xinqiao_participant_kind()) = 'OPERATOR');
CREATE POLICY register ON application FOR SELECT TO xinqiao_authorization USING (true);

-- authority before subject, whose policies look into it.
CREATE POLICY own_or_operator ON authority FOR SELECT TO xinqiao_application
  USING (identity_id = xinqiao_identity_id() OR (SELECT xinqiao_participant_kind()) = 'OPERATOR');
CREATE POLICY operator_registers ON authority FOR INSERT TO xinqiao_application
  WITH CHECK ((SELECT xinqiao_participant_kind()) = 'OPERATOR');
CREATE POLICY operator_changes ON authority FOR UPDATE TO xinqiao_application
  USING ((SELECT xinqiao_participant_kind()) = 'OPERATOR');
CREATE POLICY own_or_subject ON authority FOR SELECT TO xinqiao_authorization
  USING (identity_id = xinqiao_identity_id() OR subject_id = xinqiao_subject_id());
CREATE POLICY subject_delegates ON authority FOR INSERT TO xinqiao_authorization
  WITH CHECK (subject_id = xinqiao_subject_id());
CREATE POLICY subject_withdraws ON authority FOR UPDATE TO xinqiao_authorization
  USING (subject_id = xinqiao_subject_id());

-- subject, subject_identifier: agencies match the rows they import against them.
CREATE POLICY subject_or_source ON subject FOR SELECT TO xinqiao_application
  USING (id = xinqiao_subject_id() OR (SELECT xinqiao_participant_kind()) IN ('OPERATOR', 'AGENCY'));
CREATE POLICY operator_registers ON subject FOR INSERT TO xinqiao_application
  WITH CHECK ((SELECT xinqiao_participant_kind()) = 'OPERATOR');
CREATE POLICY operator_changes ON subject FOR UPDATE TO xinqiao_application
  USING ((SELECT xinqiao_participant_kind()) = 'OPERATOR');
CREATE POLICY who_acts_for_it ON subject FOR SELECT TO xinqiao_authorization
  USING (
    id = xinqiao_subject_id()
    OR id IN (SELECT subject_id FROM authority WHERE identity_id = xinqiao_identity_id())
  );
CREATE POLICY subject_or_source ON subject_identifier FOR SELECT TO xinqiao_application
  USING (subject_id = xinqiao_subject_id() OR (SELECT xinqiao_participant_kind()) IN ('OPERATOR', 'AGENCY'));
CREATE POLICY operator_registers ON subject_identifier FOR INSERT TO xinqiao_application
  WITH CHECK ((SELECT xinqiao_participant_kind()) = 'OPERATOR');
CREATE POLICY operator_changes ON subject_identifier FOR UPDATE TO xinqiao_application
  USING ((SELECT xinqiao_participant_kind()) = 'OPERATOR');
CREATE POLICY who_acts_for_it ON subject_identifier FOR SELECT TO xinqiao_authorization
  USING (
    subject_id = xinqiao_subject_id()
    OR subject_id IN (SELECT subject_id FROM authority WHERE identity_id = xinqiao_identity_id())
  );

-- identity: whoever signs in for the first time comes without role or employer.
CREATE POLICY own_staff_or_operator ON identity FOR SELECT TO xinqiao_application
  USING (
    id = xinqiao_identity_id()
    OR participant_id = xinqiao_participant_id()
    OR (SELECT xinqiao_participant_kind()) = 'OPERATOR'
  );
CREATE POLICY operator_registers ON identity FOR INSERT TO xinqiao_application
  WITH CHECK ((SELECT xinqiao_participant_kind()) = 'OPERATOR');
CREATE POLICY operator_changes ON identity FOR UPDATE TO xinqiao_application
  USING ((SELECT xinqiao_participant_kind()) = 'OPERATOR');
CREATE POLICY own ON identity FOR SELECT TO xinqiao_authorization USING (id = xinqiao_identity_id());
CREATE POLICY first_sign_in ON identity FOR INSERT TO xinqiao_authorization
  WITH CHECK (id = xinqiao_identity_id() AND participant_id IS NULL AND roles = '{}');
CREATE POLICY own_changes ON identity FOR UPDATE TO xinqiao_authorization USING (id = xinqiao_identity_id());

-- consent: the bank's through the API; the asking bank's or the owner's on the authorization server.
CREATE POLICY bank_reads ON consent FOR SELECT TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY bank_ends ON consent FOR UPDATE TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY bank_or_owner_reads ON consent FOR SELECT TO xinqiao_authorization
  USING (participant_id = xinqiao_participant_id() OR subject_id = xinqiao_subject_id());
CREATE POLICY bank_asks ON consent FOR INSERT TO xinqiao_authorization
  WITH CHECK (participant_id = xinqiao_participant_id() AND status = 'PENDING' AND subject_id IS NULL);
CREATE POLICY bank_or_owner_changes ON consent FOR UPDATE TO xinqiao_authorization
  USING (participant_id = xinqiao_participant_id() OR subject_id = xinqiao_subject_id());
CREATE POLICY all_reads ON consent FOR SELECT TO xinqiao_worker, xinqiao_regulator USING (true);
CREATE POLICY term_ends ON consent FOR UPDATE TO xinqiao_worker USING (true);

-- package, decision: under a consent of the same bank, which the subquery sees only then.
CREATE POLICY bank_reads ON package FOR SELECT TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY bank_adds ON package FOR INSERT TO xinqiao_application
  WITH CHECK (
    participant_id = xinqiao_participant_id()
    AND EXISTS (SELECT FROM consent WHERE consent.id = package.consent_id)
  );
CREATE POLICY bank_reads ON decision FOR SELECT TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY bank_adds ON decision FOR INSERT TO xinqiao_application
  WITH CHECK (
    participant_id = xinqiao_participant_id()
    AND EXISTS (
      SELECT FROM consent WHERE consent.id = decision.consent_id AND consent.subject_id = decision.subject_id
    )
  );
CREATE POLICY owner_reads ON decision FOR SELECT TO xinqiao_authorization
  USING (subject_id = xinqiao_subject_id());
CREATE POLICY all_reads ON decision FOR SELECT TO xinqiao_regulator USING (true);

-- log_entry: no UPDATE or DELETE policy for anybody, the owner of the table included.
CREATE POLICY bank_reads ON log_entry FOR SELECT TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY bank_acts ON log_entry FOR INSERT TO xinqiao_application
  WITH CHECK (participant_id = xinqiao_participant_id());
CREATE POLICY owner_reads ON log_entry FOR SELECT TO xinqiao_authorization
  USING (subject_id = xinqiao_subject_id());
CREATE POLICY bank_or_owner_acts ON log_entry FOR INSERT TO xinqiao_authorization
  WITH CHECK (participant_id = xinqiao_participant_id() OR subject_id = xinqiao_subject_id());
CREATE POLICY all_reads ON log_entry FOR SELECT TO xinqiao_worker, xinqiao_regulator USING (true);
CREATE POLICY term_ends ON log_entry FOR INSERT TO xinqiao_worker WITH CHECK (true);

CREATE POLICY own ON idempotency_key TO xinqiao_application USING (participant_id = xinqiao_participant_id());
CREATE POLICY purge_sees ON idempotency_key FOR SELECT TO xinqiao_worker USING (true);
CREATE POLICY purge ON idempotency_key FOR DELETE TO xinqiao_worker USING (true);

-- signing_key: all verify; only the role that signs for a purpose adds, ends and uses its keys.
CREATE POLICY all_verify ON signing_key FOR SELECT
  TO xinqiao_application, xinqiao_authorization, xinqiao_worker, xinqiao_regulator USING (true);
CREATE POLICY signer_adds ON signing_key FOR INSERT
  TO xinqiao_application, xinqiao_authorization, xinqiao_worker WITH CHECK (xinqiao_signs(purpose));
CREATE POLICY signer_ends ON signing_key FOR UPDATE
  TO xinqiao_application, xinqiao_authorization, xinqiao_worker USING (xinqiao_signs(purpose));
CREATE POLICY signer ON signing_key_secret TO xinqiao_application, xinqiao_authorization, xinqiao_worker
  USING (EXISTS (
    SELECT FROM signing_key WHERE signing_key.kid = signing_key_secret.kid AND xinqiao_signs(signing_key.purpose)
  ));

-- source data: sent by the operator or an agency, read for one subject at a time.
CREATE POLICY own ON source_import FOR SELECT TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY own_adds ON source_import FOR INSERT TO xinqiao_application
  WITH CHECK (
    participant_id = xinqiao_participant_id()
    AND (SELECT xinqiao_participant_kind()) IN ('OPERATOR', 'AGENCY')
  );
CREATE POLICY own_changes ON source_import FOR UPDATE TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY one_subject ON source_invoice FOR SELECT TO xinqiao_application
  USING (subject_id = xinqiao_subject_id());
CREATE POLICY own_import ON source_invoice FOR INSERT TO xinqiao_application
  WITH CHECK (import_id IN (SELECT id FROM source_import WHERE participant_id = xinqiao_participant_id()));
CREATE POLICY own_import ON source_quarantine TO xinqiao_application
  USING (import_id IN (SELECT id FROM source_import WHERE participant_id = xinqiao_participant_id()));
CREATE POLICY sources ON source_row TO xinqiao_application
  USING ((SELECT xinqiao_participant_kind()) IN ('OPERATOR', 'AGENCY'));
