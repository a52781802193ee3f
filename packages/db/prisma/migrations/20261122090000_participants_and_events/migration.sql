-- Participants are admitted step by step, keys have slots and ends, what happens is told, used and answered for.
-- Below the diff of the schema stands by hand what the schema file cannot say.

-- AlterTable
ALTER TABLE "application" DROP COLUMN "jwks",
ADD COLUMN     "identity_id" TEXT,
ADD COLUMN     "jwks_error" TEXT,
ADD COLUMN     "jwks_fetched_at" TIMESTAMPTZ(3),
ADD COLUMN     "jwks_uri" TEXT,
ADD COLUMN     "purposes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "status_by" TEXT,
ADD COLUMN     "status_note" TEXT,
ADD COLUMN     "status_reason" TEXT,
ADD COLUMN     "status_since" TIMESTAMPTZ(3) NOT NULL DEFAULT now();

-- AlterTable
ALTER TABLE "identity" ADD COLUMN     "status" TEXT NOT NULL DEFAULT 'ACTIVE';

-- AlterTable
ALTER TABLE "participant" DROP COLUMN "licence",
ADD COLUMN     "calls_per_minute" INTEGER NOT NULL DEFAULT 6000,
ADD COLUMN     "status_note" TEXT,
ADD COLUMN     "status_reason" TEXT,
ADD COLUMN     "status_revision" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "status_since" TIMESTAMPTZ(3) NOT NULL DEFAULT now();

-- AlterTable
ALTER TABLE "subject_identifier" ADD COLUMN     "masked" TEXT,
ADD COLUMN     "sealed" TEXT;

-- CreateTable
CREATE TABLE "participant_status_change" (
    "participant_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "from_status" TEXT NOT NULL,
    "to_status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT,
    "proposed_by" TEXT NOT NULL,
    "approved_by" TEXT,
    "break_glass_id" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "participant_status_change_pkey" PRIMARY KEY ("participant_id","revision")
);

-- CreateTable
CREATE TABLE "licence" (
    "id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_reason" TEXT,

    CONSTRAINT "licence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_key" (
    "application_id" TEXT NOT NULL,
    "kid" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "jwk" JSONB NOT NULL,
    "thumbprint" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,
    "missing_since" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_reason" TEXT,
    "suspended_at" TIMESTAMPTZ(3),
    "suspended_reason" TEXT,
    "suspended_by" TEXT,

    CONSTRAINT "application_key_pkey" PRIMARY KEY ("application_id","kid")
);

-- CreateTable
CREATE TABLE "register_version" (
    "version" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "previous_hash" TEXT,
    "jws" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "register_version_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "proposal" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT,
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decision_note" TEXT,

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "break_glass" (
    "id" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,
    "roles" TEXT[],
    "reason" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "reviewed_by" TEXT,
    "reviewed_at" TIMESTAMPTZ(3),
    "review_note" TEXT,

    CONSTRAINT "break_glass_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "log_person" (
    "entry_id" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,
    "salt" BYTEA NOT NULL,

    CONSTRAINT "log_person_pkey" PRIMARY KEY ("entry_id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" TEXT NOT NULL,
    "ticket" BIGSERIAL NOT NULL,
    "position" BIGINT,
    "operator_id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "ordering_key" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_endpoint" (
    "id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "event_types" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "status" TEXT NOT NULL,
    "status_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_secret" (
    "endpoint_id" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "participant_id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_secret_pkey" PRIMARY KEY ("endpoint_id","slot")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "endpoint_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "ordering_key" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_since" TIMESTAMPTZ(3) NOT NULL,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_until" TIMESTAMPTZ(3),
    "last_status" INTEGER,
    "last_error" TEXT,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("endpoint_id","event_id")
);

-- CreateTable
CREATE TABLE "contact" (
    "id" TEXT NOT NULL,
    "identity_id" TEXT,
    "participant_id" TEXT,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "address_hash" TEXT NOT NULL,
    "masked" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'zh',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_consumer" (
    "name" TEXT NOT NULL,
    "position" BIGINT NOT NULL,

    CONSTRAINT "event_consumer_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" TEXT NOT NULL,
    "event_id" TEXT,
    "template" TEXT NOT NULL,
    "topic" TEXT NOT NULL DEFAULT '',
    "language" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "sealed" TEXT,
    "address_hash" TEXT NOT NULL,
    "masked" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "identity_id" TEXT,
    "participant_id" TEXT,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_until" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_counter" (
    "participant_id" TEXT NOT NULL,
    "application_id" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "usage_counter_pkey" PRIMARY KEY ("participant_id","application_id","month","measure","slot")
);

-- CreateTable
CREATE TABLE "rate_window" (
    "participant_id" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(0) NOT NULL,
    "slot" INTEGER NOT NULL,
    "calls" INTEGER NOT NULL,

    CONSTRAINT "rate_window_pkey" PRIMARY KEY ("participant_id","window_start","slot")
);

-- CreateTable
CREATE TABLE "support_case" (
    "id" TEXT NOT NULL,
    "operator_id" TEXT NOT NULL,
    "participant_id" TEXT,
    "identity_id" TEXT,
    "subject_id" TEXT,
    "category" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "assignee" TEXT,
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "entry_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "support_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "support_message" (
    "case_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "side" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "support_message_pkey" PRIMARY KEY ("case_id","number")
);

-- CreateIndex
CREATE INDEX "subject_identifier_value_idx" ON "subject_identifier"("value");

-- CreateIndex
CREATE INDEX "licence_participant_id_idx" ON "licence"("participant_id");

-- CreateIndex
CREATE UNIQUE INDEX "application_key_participant_id_thumbprint_key" ON "application_key"("participant_id", "thumbprint");

-- CreateIndex
CREATE INDEX "proposal_status_proposed_at_idx" ON "proposal"("status", "proposed_at");

-- CreateIndex
CREATE INDEX "proposal_target_id_idx" ON "proposal"("target_id");

-- CreateIndex
CREATE INDEX "break_glass_identity_id_expires_at_idx" ON "break_glass"("identity_id", "expires_at");

-- CreateIndex
CREATE INDEX "log_person_identity_id_idx" ON "log_person"("identity_id");

-- CreateIndex
CREATE UNIQUE INDEX "event_ticket_key" ON "event"("ticket");

-- CreateIndex
CREATE UNIQUE INDEX "event_position_key" ON "event"("position");

-- CreateIndex
CREATE INDEX "event_participant_id_position_idx" ON "event"("participant_id", "position");

-- CreateIndex
CREATE INDEX "event_occurred_at_idx" ON "event"("occurred_at");

-- CreateIndex
CREATE INDEX "webhook_endpoint_participant_id_idx" ON "webhook_endpoint"("participant_id");

-- CreateIndex
CREATE INDEX "webhook_delivery_endpoint_id_position_idx" ON "webhook_delivery"("endpoint_id", "position");

-- CreateIndex
CREATE INDEX "webhook_delivery_event_id_idx" ON "webhook_delivery"("event_id");

-- CreateIndex
CREATE INDEX "contact_identity_id_idx" ON "contact"("identity_id");

-- CreateIndex
CREATE INDEX "contact_participant_id_idx" ON "contact"("participant_id");

-- CreateIndex
CREATE INDEX "notification_status_next_attempt_at_idx" ON "notification"("status", "next_attempt_at");

-- CreateIndex
CREATE INDEX "notification_address_hash_created_at_idx" ON "notification"("address_hash", "created_at");

-- CreateIndex
CREATE INDEX "notification_channel_leased_until_idx" ON "notification"("channel", "leased_until");

-- CreateIndex
CREATE UNIQUE INDEX "notification_event_id_template_address_hash_key" ON "notification"("event_id", "template", "address_hash");

-- CreateIndex
CREATE INDEX "usage_counter_month_idx" ON "usage_counter"("month");

-- CreateIndex
CREATE INDEX "rate_window_window_start_idx" ON "rate_window"("window_start");

-- CreateIndex
CREATE INDEX "support_case_status_deadline_at_idx" ON "support_case"("status", "deadline_at");

-- CreateIndex
CREATE INDEX "support_case_participant_id_opened_at_idx" ON "support_case"("participant_id", "opened_at");

-- CreateIndex
CREATE INDEX "support_case_identity_id_opened_at_idx" ON "support_case"("identity_id", "opened_at");

-- CreateIndex
CREATE INDEX "application_identity_id_idx" ON "application"("identity_id");

-- AddForeignKey
ALTER TABLE "participant_status_change" ADD CONSTRAINT "participant_status_change_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participant_status_change" ADD CONSTRAINT "participant_status_change_break_glass_id_fkey" FOREIGN KEY ("break_glass_id") REFERENCES "break_glass"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "licence" ADD CONSTRAINT "licence_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_key" ADD CONSTRAINT "application_key_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "package" ADD CONSTRAINT "package_outcome_entry_id_fkey" FOREIGN KEY ("outcome_entry_id") REFERENCES "log_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_outcome_entry_id_fkey" FOREIGN KEY ("outcome_entry_id") REFERENCES "log_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "log_person" ADD CONSTRAINT "log_person_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "log_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_secret" ADD CONSTRAINT "webhook_secret_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "support_message" ADD CONSTRAINT "support_message_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "support_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ════════════════════════════════════════════════════════════════════════════════════════════════════
-- By hand from here on.
-- ════════════════════════════════════════════════════════════════════════════════════════════════════

ALTER TABLE participant ALTER COLUMN status_since DROP DEFAULT;
ALTER TABLE application ALTER COLUMN status_since DROP DEFAULT;

-- ── Checks ──────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE participant
  DROP CONSTRAINT participant_kind_check,
  ADD CHECK (kind IN ('BANK', 'AGENCY', 'REGULATOR', 'OPERATOR', 'PEER_OPERATOR')),
  ADD CHECK (status IN ('APPLIED', 'SANDBOX', 'CERTIFIED', 'ACTIVE', 'SUSPENDED', 'WITHDRAWN')),
  ADD CHECK (calls_per_minute > 0);

-- The life of a participant. Into and out of ACTIVE it takes two people.
ALTER TABLE participant_status_change
  ADD CHECK (revision > 0),
  ADD CHECK (approved_by <> proposed_by),
  ADD CHECK ((from_status, to_status) IN (
    ('APPLIED', 'SANDBOX'), ('SANDBOX', 'CERTIFIED'), ('CERTIFIED', 'ACTIVE'), ('ACTIVE', 'SUSPENDED'),
    ('SUSPENDED', 'ACTIVE'), ('APPLIED', 'WITHDRAWN'), ('SANDBOX', 'WITHDRAWN'), ('CERTIFIED', 'WITHDRAWN'),
    ('ACTIVE', 'WITHDRAWN'), ('SUSPENDED', 'WITHDRAWN')
  )),
  -- An emergency lets one person suspend, never admit.
  ADD CHECK (
    'ACTIVE' NOT IN (from_status, to_status)
    OR approved_by IS NOT NULL
    OR (break_glass_id IS NOT NULL AND to_status = 'SUSPENDED')
  );
ALTER TABLE licence
  ADD CHECK (id LIKE 'lic\_%'),
  ADD CHECK (valid_from <= valid_to),
  ADD CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL));
ALTER TABLE application
  ADD CHECK (environment IN ('SANDBOX', 'PRODUCTION')),
  ADD CHECK (status IN ('ACTIVE', 'SUSPENDED')),
  ADD CHECK ((status = 'SUSPENDED') = (status_by IS NOT NULL)),
  ADD CHECK (status_by IN ('OPERATOR', 'OWNER', 'BOTH'));
ALTER TABLE application_key
  ADD CHECK (slot IN (1, 2)),
  ADD CHECK (source IN ('UPLOAD', 'URL')),
  ADD CHECK (valid_from < valid_to),
  ADD CHECK ((ended_at IS NULL) = (ended_reason IS NULL)),
  ADD CHECK ((suspended_at IS NULL) = (suspended_by IS NULL)),
  ADD CHECK (suspended_by IN ('OPERATOR', 'OWNER', 'BOTH')),
  -- No private half ever gets in, whoever writes.
  ADD CHECK (NOT jwk ?| ARRAY['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']);
CREATE UNIQUE INDEX application_key_slot_key ON application_key (application_id, slot) WHERE ended_at IS NULL;
ALTER TABLE proposal
  ADD CHECK (id LIKE 'prp\_%'),
  ADD CHECK (status IN ('OPEN', 'APPROVED', 'REFUSED', 'WITHDRAWN')),
  ADD CHECK ((status = 'OPEN') = (decided_by IS NULL)),
  ADD CHECK (status = 'WITHDRAWN' OR decided_by <> proposed_by);
-- One open proposal of a kind about one thing at a time.
CREATE UNIQUE INDEX proposal_open_key ON proposal (kind, target_id) WHERE status = 'OPEN';
ALTER TABLE break_glass
  ADD CHECK (id LIKE 'brk\_%'),
  ADD CHECK (opened_at < expires_at AND expires_at <= opened_at + interval '4 hours'),
  ADD CHECK (reviewed_by <> identity_id);
ALTER TABLE identity ADD CHECK (status IN ('ACTIVE', 'DISABLED'));
ALTER TABLE subject_identifier ADD CHECK ((sealed IS NULL) = (masked IS NULL));
ALTER TABLE log_person ADD CHECK (octet_length(salt) = 32);
ALTER TABLE event ADD CHECK (id LIKE 'evt\_%'), ADD CHECK (position > 0);
ALTER SEQUENCE event_ticket_seq CACHE 1;
CREATE INDEX event_unplaced_idx ON event (ticket) WHERE position IS NULL;
ALTER TABLE webhook_endpoint
  ADD CHECK (id LIKE 'whk\_%'),
  ADD CHECK (status IN ('ACTIVE', 'DISABLED'));
ALTER TABLE webhook_secret ADD CHECK (slot IN (1, 2));
ALTER TABLE webhook_delivery ADD CHECK (status IN ('PENDING', 'DELIVERED', 'DEAD')), ADD CHECK (attempts >= 0);
CREATE INDEX webhook_delivery_due_idx ON webhook_delivery (endpoint_id, next_attempt_at) WHERE status = 'PENDING';
CREATE INDEX webhook_delivery_dead_idx ON webhook_delivery (endpoint_id) WHERE status = 'DEAD';
CREATE INDEX webhook_delivery_queue_idx ON webhook_delivery (endpoint_id, ordering_key, position)
  WHERE status = 'PENDING';
ALTER TABLE contact
  ADD CHECK (kind IN ('PERSON', 'TECHNICAL', 'SECURITY', 'BUSINESS')),
  ADD CHECK (channel IN ('SMS', 'EMAIL', 'APP')),
  ADD CHECK (language IN ('zh', 'en')),
  ADD CHECK ((identity_id IS NULL) <> (participant_id IS NULL));
ALTER TABLE notification
  ADD CHECK (id LIKE 'ntf\_%'),
  ADD CHECK (channel IN ('SMS', 'EMAIL', 'APP')),
  ADD CHECK (status IN ('QUEUED', 'SENT', 'FAILED', 'SUPPRESSED'));
ALTER TABLE usage_counter
  ADD CHECK (measure IN ('CALLS', 'DATA_ITEMS', 'DECISIONS')),
  ADD CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  ADD CHECK (count >= 0);
ALTER TABLE rate_window ADD CHECK (calls >= 0);
ALTER TABLE support_case
  ADD CHECK (id LIKE 'cas\_%'),
  ADD CHECK (status IN ('OPEN', 'ASSIGNED', 'ANSWERED', 'CLOSED')),
  ADD CHECK (participant_id IS NOT NULL OR identity_id IS NOT NULL);
ALTER TABLE support_message ADD CHECK (side IN ('PARTICIPANT', 'OWNER', 'OPERATOR'));
ALTER TABLE log_entry
  ADD CHECK (length(actor) BETWEEN 1 AND 200),
  ADD CHECK (octet_length(leaf) BETWEEN 1 AND 4096);

-- ── What is over stays over ─────────────────────────────────────────────────────────────────────────

CREATE FUNCTION xinqiao_status_by_the_book() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF (NEW.status, NEW.status_revision) IS DISTINCT FROM (OLD.status, OLD.status_revision) AND NOT EXISTS (
    SELECT FROM participant_status_change step
    WHERE step.participant_id = NEW.id
      AND step.revision = NEW.status_revision
      AND step.revision = OLD.status_revision + 1
      AND step.from_status = OLD.status
      AND step.to_status = NEW.status
  ) THEN
    RAISE EXCEPTION 'a participant changes its status by a recorded step only' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER status_by_the_book BEFORE UPDATE ON participant
  FOR EACH ROW EXECUTE FUNCTION xinqiao_status_by_the_book();

-- Two people are two members of the operator's staff, not two names; an emergency is open and her own.
CREATE FUNCTION xinqiao_steps_by_staff() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (
    SELECT FROM unnest(ARRAY[NEW.proposed_by, NEW.approved_by]) AS person
    WHERE person IS NOT NULL AND NOT EXISTS (
      SELECT FROM identity JOIN participant ON participant.id = identity.participant_id
      WHERE identity.id = person AND identity.status = 'ACTIVE' AND participant.kind = 'OPERATOR'
    )
  ) THEN
    RAISE EXCEPTION 'a step is taken by staff of the operator only' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.break_glass_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM break_glass
    WHERE break_glass.id = NEW.break_glass_id
      AND break_glass.identity_id = NEW.proposed_by
      AND break_glass.closed_at IS NULL
      AND NEW.changed_at >= break_glass.opened_at
      AND NEW.changed_at < break_glass.expires_at
  ) THEN
    RAISE EXCEPTION 'an emergency must be open and her own' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER steps_by_staff BEFORE INSERT ON participant_status_change
  FOR EACH ROW EXECUTE FUNCTION xinqiao_steps_by_staff();

-- Two people mean a proposal of this very step, made by the one and approved by the other. Looked for as the
-- transaction commits: the proposal is closed after the step was taken.
CREATE FUNCTION xinqiao_steps_as_proposed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF 'ACTIVE' IN (NEW.from_status, NEW.to_status) AND NEW.break_glass_id IS NULL AND NOT EXISTS (
    SELECT FROM proposal
    WHERE proposal.kind = 'PARTICIPANT_STATUS'
      AND proposal.target_id = NEW.participant_id
      AND proposal.status = 'APPROVED'
      AND proposal.proposed_by = NEW.proposed_by
      AND proposal.decided_by = NEW.approved_by
      AND proposal.payload ->> 'to' = NEW.to_status
      AND proposal.payload ->> 'revision' = (NEW.revision - 1)::text
  ) THEN
    RAISE EXCEPTION 'a step into or out of ACTIVE carries out an approved proposal' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER steps_as_proposed AFTER INSERT ON participant_status_change
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION xinqiao_steps_as_proposed();

-- A consent that ended does not come back, whoever writes.
CREATE FUNCTION xinqiao_final_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF OLD.status IN ('REJECTED', 'REVOKED', 'EXPIRED') AND NEW.status <> OLD.status THEN
    RAISE EXCEPTION 'a consent that ended stays ended' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER final_is_final BEFORE UPDATE ON consent FOR EACH ROW EXECUTE FUNCTION xinqiao_final_is_final();

-- A key that ended is never accepted again, and a decided proposal is not decided twice.
CREATE FUNCTION xinqiao_ended_is_ended() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL THEN
    RAISE EXCEPTION 'a key that ended stays ended' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ended_is_ended BEFORE UPDATE ON application_key
  FOR EACH ROW EXECUTE FUNCTION xinqiao_ended_is_ended();
CREATE FUNCTION xinqiao_decided_once() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF OLD.status <> 'OPEN' THEN
    RAISE EXCEPTION 'a proposal is decided once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decided_once BEFORE UPDATE ON proposal FOR EACH ROW EXECUTE FUNCTION xinqiao_decided_once();

-- ── Grants ──────────────────────────────────────────────────────────────────────────────────────────

GRANT USAGE ON SCHEMA public TO xinqiao_operator;

-- Admission, staff and subjects are the operator's: no longer within reach of the login that serves banks.
REVOKE INSERT, UPDATE ON participant, application, subject, subject_identifier, identity, authority
  FROM xinqiao_application;
GRANT SELECT, INSERT ON participant, participant_status_change, licence, application, application_key, proposal,
  break_glass, identity, subject, subject_identifier, authority, contact, support_message TO xinqiao_operator;
GRANT UPDATE (name_zh, name_en, status, status_revision, status_since, status_reason, status_note, calls_per_minute)
  ON participant TO xinqiao_operator;
GRANT UPDATE (withdrawn_at, withdrawn_reason) ON licence TO xinqiao_operator;
GRANT UPDATE (name_zh, name_en, redirect_uris, templates, purposes, scopes, status, status_since, status_reason,
  status_note, status_by) ON application TO xinqiao_operator;
GRANT UPDATE (ended_at, ended_reason, suspended_at, suspended_reason, suspended_by)
  ON application_key TO xinqiao_operator;
GRANT UPDATE (status, decided_by, decided_at, decision_note) ON proposal TO xinqiao_operator;
GRANT UPDATE (closed_at, reviewed_by, reviewed_at, review_note) ON break_glass TO xinqiao_operator;
GRANT UPDATE (display_name, roles, status, participant_id) ON identity TO xinqiao_operator;
GRANT UPDATE (name, source_id) ON subject TO xinqiao_operator;
GRANT UPDATE (status, valid_to) ON subject_identifier TO xinqiao_operator;
GRANT UPDATE (valid_to) ON authority TO xinqiao_operator;
GRANT UPDATE (ended_at) ON contact TO xinqiao_operator;
GRANT SELECT, UPDATE (status, assignee, deadline_at, answered_at, closed_at, entry_ids, category)
  ON support_case TO xinqiao_operator;
GRANT SELECT, INSERT ON log_entry TO xinqiao_operator;
GRANT INSERT ON log_pending TO xinqiao_operator;
GRANT USAGE ON SEQUENCE log_pending_ticket_seq, event_ticket_seq TO xinqiao_operator;
GRANT SELECT, INSERT ON event TO xinqiao_operator;
GRANT SELECT ON usage_counter, register_version, webhook_endpoint, webhook_delivery, notification TO xinqiao_operator;
GRANT SELECT, INSERT, UPDATE (result_ref, status, expires_at), DELETE ON idempotency_key TO xinqiao_operator;
GRANT SELECT ON signing_key TO xinqiao_operator;

-- A bank looks after its own applications, keys, webhooks and cases.
GRANT SELECT ON participant_status_change, licence, proposal, contact, register_version TO xinqiao_application;
GRANT UPDATE (status, status_since, status_reason, status_note, status_by, jwks_uri, jwks_fetched_at, jwks_error)
  ON application TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (missing_since, ended_at, ended_reason, suspended_at, suspended_reason, suspended_by)
  ON application_key TO xinqiao_application;
GRANT SELECT, INSERT ON event TO xinqiao_application;
GRANT USAGE ON SEQUENCE event_ticket_seq TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (url, event_types, status, status_reason) ON webhook_endpoint TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (sealed, created_at, ends_at), DELETE ON webhook_secret TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (status, attempts, due_since, next_attempt_at, leased_until, last_status, last_error,
  delivered_at) ON webhook_delivery TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (count) ON usage_counter TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (calls) ON rate_window TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (status, closed_at) ON support_case TO xinqiao_application;
GRANT SELECT, INSERT ON support_message TO xinqiao_application;

-- The authorization server: keys of clients, what owners are told and ask.
GRANT SELECT ON application_key, licence TO xinqiao_authorization;
GRANT SELECT, INSERT ON event TO xinqiao_authorization;
GRANT USAGE ON SEQUENCE event_ticket_seq TO xinqiao_authorization;
GRANT SELECT, INSERT, UPDATE (ended_at) ON contact TO xinqiao_authorization;
GRANT SELECT, INSERT, UPDATE (status, closed_at) ON support_case TO xinqiao_authorization;
GRANT SELECT, INSERT ON support_message TO xinqiao_authorization;
-- Signing in shows the messages of the sandbox.
GRANT SELECT ON notification TO xinqiao_authorization;

-- The worker: places events, delivers them, tells people, reads key sets anew, publishes the register.
GRANT SELECT ON licence, application, participant_status_change, webhook_endpoint, webhook_secret, contact, proposal,
  break_glass, support_case TO xinqiao_worker;
GRANT SELECT (id, display_name, roles, status, participant_id) ON identity TO xinqiao_worker;
GRANT UPDATE (jwks_fetched_at, jwks_error) ON application TO xinqiao_worker;
GRANT SELECT, INSERT, UPDATE (missing_since, ended_at, ended_reason) ON application_key TO xinqiao_worker;
GRANT SELECT, INSERT, UPDATE (position), DELETE ON event TO xinqiao_worker;
GRANT USAGE ON SEQUENCE event_ticket_seq TO xinqiao_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_delivery TO xinqiao_worker;
GRANT UPDATE (status, status_reason) ON webhook_endpoint TO xinqiao_worker;
GRANT SELECT, INSERT, UPDATE ON event_consumer TO xinqiao_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON notification TO xinqiao_worker;
GRANT SELECT, INSERT ON register_version TO xinqiao_worker;
GRANT SELECT (window_start), DELETE ON rate_window TO xinqiao_worker;

-- The regulator reads who was admitted by whom and how.
GRANT SELECT ON participant_status_change, licence, application, application_key, proposal, break_glass,
  register_version, usage_counter TO xinqiao_regulator;
-- Of a case whose it is, how long it takes and what it is about by category: neither words nor person.
GRANT SELECT (id, operator_id, participant_id, subject_id, category, status, assignee, deadline_at, entry_ids,
  opened_at, answered_at, closed_at) ON support_case TO xinqiao_regulator;
-- Who stands behind the pseudonym of an owner: written as she acts, for the regulator and herself.
GRANT SELECT, INSERT ON log_person TO xinqiao_authorization;
GRANT SELECT ON log_person TO xinqiao_regulator;

-- ── Row security ────────────────────────────────────────────────────────────────────────────────────

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'participant_status_change', 'licence', 'application_key', 'register_version', 'proposal', 'break_glass', 'event',
    'log_person',
    'webhook_endpoint', 'webhook_secret', 'webhook_delivery', 'contact', 'notification', 'usage_counter',
    'rate_window', 'support_case', 'support_message'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

-- What the operator's login may touch is said by its grants; the rules of each table still hold.
DROP POLICY operator_admits ON participant;
DROP POLICY operator_changes ON participant;
DROP POLICY operator_registers ON application;
DROP POLICY operator_changes ON application;
DROP POLICY operator_registers ON authority;
DROP POLICY operator_changes ON authority;
DROP POLICY operator_registers ON subject;
DROP POLICY operator_changes ON subject;
DROP POLICY operator_registers ON subject_identifier;
DROP POLICY operator_changes ON subject_identifier;
DROP POLICY operator_registers ON identity;
DROP POLICY operator_changes ON identity;
DROP POLICY own_or_operator ON participant;
DROP POLICY own_or_operator ON application;
DROP POLICY own_or_operator ON authority;
DROP POLICY own_staff_or_operator ON identity;

CREATE POLICY operator_reads ON participant FOR SELECT TO xinqiao_operator USING (true);
CREATE POLICY admits ON participant FOR INSERT TO xinqiao_operator
  WITH CHECK (kind <> 'OPERATOR' AND status = 'APPLIED' AND status_revision = 0);
CREATE POLICY changes ON participant FOR UPDATE TO xinqiao_operator USING (true);
-- Everybody may know who the operator is.
CREATE POLICY own_and_operator ON participant FOR SELECT TO xinqiao_application
  USING (id = xinqiao_participant_id() OR kind = 'OPERATOR');
CREATE POLICY operator_reads ON application FOR SELECT TO xinqiao_operator USING (true);
CREATE POLICY operator_changes ON application FOR UPDATE TO xinqiao_operator USING (true);
-- Where keys are read from only their owner says.
CREATE POLICY operator_registers ON application FOR INSERT TO xinqiao_operator WITH CHECK (jwks_uri IS NULL);
CREATE POLICY own ON application FOR SELECT TO xinqiao_application USING (participant_id = xinqiao_participant_id());
-- What the operator suspended, its owner cannot lift. The tools of the operator's staff are nobody's here: whoever
-- could give one a key would be that member of staff.
CREATE POLICY own_changes ON application FOR UPDATE TO xinqiao_application
  USING (
    participant_id = xinqiao_participant_id() AND identity_id IS NULL AND coalesce(status_by, 'OWNER') = 'OWNER'
  )
  WITH CHECK (
    participant_id = xinqiao_participant_id() AND identity_id IS NULL AND coalesce(status_by, 'OWNER') = 'OWNER'
  );
CREATE POLICY all_read ON application FOR SELECT TO xinqiao_worker, xinqiao_regulator USING (true);
CREATE POLICY key_sets ON application FOR UPDATE TO xinqiao_worker USING (identity_id IS NULL);
CREATE POLICY operator ON authority TO xinqiao_operator USING (true);
CREATE POLICY own ON authority FOR SELECT TO xinqiao_application USING (identity_id = xinqiao_identity_id());
CREATE POLICY operator ON subject TO xinqiao_operator USING (true);
CREATE POLICY operator ON subject_identifier TO xinqiao_operator USING (true);
CREATE POLICY operator ON identity TO xinqiao_operator USING (true);
CREATE POLICY own_staff ON identity FOR SELECT TO xinqiao_application
  USING (id = xinqiao_identity_id() OR participant_id = xinqiao_participant_id());
CREATE POLICY register ON identity FOR SELECT TO xinqiao_worker USING (true);
-- Each login logs the acts that are done through it, and no others: what an entry says of admission, staff and
-- emergencies comes from the operator's login alone.
DROP POLICY bank_acts ON log_entry;
DROP POLICY bank_or_owner_acts ON log_entry;
DROP POLICY term_ends ON log_entry;
CREATE POLICY bank_acts ON log_entry FOR INSERT TO xinqiao_application
  WITH CHECK (
    participant_id = xinqiao_participant_id()
    AND kind IN (
      'CONSENT_REVOKED', 'ACCESS_ALLOWED', 'ACCESS_DENIED', 'DATA_DELIVERED', 'DATA_DISCARDED', 'DATA_FAILED',
      'DECISION_MADE', 'APPLICATION_CHANGED', 'APPLICATION_STATUS_CHANGED', 'KEY_REGISTERED', 'KEY_REVOKED',
      'WEBHOOK_CHANGED', 'EVENTS_REPLAYED', 'CASE_OPENED', 'CASE_CHANGED', 'SOURCE_IMPORTED'
    )
  );
-- How a person is reached concerns no bank and no firm.
CREATE POLICY person_acts ON log_entry FOR INSERT TO xinqiao_authorization
  WITH CHECK (
    kind = 'CONTACT_CHANGED' AND participant_id IS NULL AND subject_id IS NULL AND consent_id IS NULL
    AND xinqiao_identity_id() IS NOT NULL
  );
CREATE POLICY bank_or_owner_acts ON log_entry FOR INSERT TO xinqiao_authorization
  WITH CHECK (
    (participant_id = xinqiao_participant_id() OR subject_id = xinqiao_subject_id())
    AND kind IN (
      'CONSENT_REQUESTED', 'CONSENT_GRANTED', 'CONSENT_REJECTED', 'CONSENT_PAUSED', 'CONSENT_RESUMED',
      'CONSENT_REVOKED', 'CASE_OPENED', 'CASE_CHANGED'
    )
  );
CREATE POLICY worker_acts ON log_entry FOR INSERT TO xinqiao_worker
  WITH CHECK (
    kind IN ('CONSENT_EXPIRED', 'KEY_REGISTERED', 'KEY_REVOKED', 'WEBHOOK_CHANGED', 'REGISTER_PUBLISHED')
  );
-- The operator's login records no consent, contact of a person or read: those stand for the owner's and the bank's own
-- acts.
CREATE POLICY operator_acts ON log_entry FOR INSERT TO xinqiao_operator
  WITH CHECK (consent_id IS NULL AND kind !~ '^(CONSENT|CONTACT|ACCESS|DATA|DECISION)_');
CREATE POLICY operator_reads ON log_entry FOR SELECT TO xinqiao_operator USING (true);
CREATE POLICY own ON log_person TO xinqiao_authorization USING (identity_id = xinqiao_identity_id());
CREATE POLICY all_read ON log_person FOR SELECT TO xinqiao_regulator USING (true);
CREATE POLICY operator_own ON idempotency_key TO xinqiao_operator USING (participant_id = xinqiao_participant_id());
CREATE POLICY all_verify_operator ON signing_key FOR SELECT TO xinqiao_operator USING (true);

CREATE POLICY operator ON participant_status_change TO xinqiao_operator USING (true);
CREATE POLICY own ON participant_status_change FOR SELECT TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY register ON participant_status_change FOR SELECT TO xinqiao_worker, xinqiao_regulator USING (true);
CREATE POLICY operator ON licence TO xinqiao_operator USING (true);
CREATE POLICY own_and_operator ON licence FOR SELECT TO xinqiao_application
  USING (EXISTS (SELECT FROM participant WHERE participant.id = licence.participant_id));
CREATE POLICY register ON licence FOR SELECT TO xinqiao_authorization, xinqiao_worker, xinqiao_regulator USING (true);
CREATE POLICY operator_reads ON application_key FOR SELECT TO xinqiao_operator USING (true);
CREATE POLICY operator_changes ON application_key FOR UPDATE TO xinqiao_operator USING (true);
-- Nobody of the operator plants a key in a participant that is served. Its own staff's tools get theirs here.
CREATE POLICY operator_adds ON application_key FOR INSERT TO xinqiao_operator
  WITH CHECK (EXISTS (
    SELECT FROM application JOIN participant ON participant.id = application.participant_id
    WHERE application.id = application_key.application_id
      AND participant.id = application_key.participant_id
      AND (
        participant.status IN ('APPLIED', 'SANDBOX', 'CERTIFIED', 'SUSPENDED')
        OR (participant.kind = 'OPERATOR' AND application.identity_id IS NOT NULL)
      )
  ));
CREATE POLICY own ON application_key FOR SELECT TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY own_adds ON application_key FOR INSERT TO xinqiao_application
  WITH CHECK (
    participant_id = xinqiao_participant_id()
    AND EXISTS (
      SELECT FROM application
      WHERE application.id = application_key.application_id AND application.identity_id IS NULL
    )
  );
CREATE POLICY own_changes ON application_key FOR UPDATE TO xinqiao_application
  USING (
    participant_id = xinqiao_participant_id()
    AND coalesce(suspended_by, 'OWNER') = 'OWNER'
    AND EXISTS (
      SELECT FROM application
      WHERE application.id = application_key.application_id AND application.identity_id IS NULL
    )
  )
  WITH CHECK (participant_id = xinqiao_participant_id() AND coalesce(suspended_by, 'OWNER') = 'OWNER');
CREATE POLICY register ON application_key FOR SELECT TO xinqiao_authorization, xinqiao_worker, xinqiao_regulator
  USING (true);
-- The worker touches keys only where their owner named an address to read them from.
CREATE POLICY key_sets ON application_key FOR INSERT TO xinqiao_worker
  WITH CHECK (source = 'URL' AND EXISTS (
    SELECT FROM application
    WHERE application.id = application_key.application_id
      AND application.participant_id = application_key.participant_id
      AND application.jwks_uri IS NOT NULL
      AND application.identity_id IS NULL
  ));
CREATE POLICY key_ends ON application_key FOR UPDATE TO xinqiao_worker
  USING (EXISTS (
    SELECT FROM application
    WHERE application.id = application_key.application_id
      AND application.jwks_uri IS NOT NULL
      AND application.identity_id IS NULL
  ));
CREATE POLICY public_register ON register_version FOR SELECT
  TO xinqiao_application, xinqiao_operator, xinqiao_worker, xinqiao_regulator USING (true);
CREATE POLICY publishes ON register_version FOR INSERT TO xinqiao_worker WITH CHECK (true);
CREATE POLICY operator ON proposal TO xinqiao_operator USING (true);
-- What is thought of against a participant it learns when it is done.
CREATE POLICY own ON proposal FOR SELECT TO xinqiao_application USING (
  target_id = xinqiao_participant_id()
  AND coalesce(payload->>'to', '') NOT IN ('SUSPENDED', 'WITHDRAWN')
  AND coalesce(payload->>'operation', '') <> 'licences.withdraw'
);
CREATE POLICY reads ON proposal FOR SELECT TO xinqiao_worker, xinqiao_regulator USING (true);
CREATE POLICY operator ON break_glass TO xinqiao_operator USING (true);
CREATE POLICY reads ON break_glass FOR SELECT TO xinqiao_worker, xinqiao_regulator USING (true);

-- event: a participant's own; the owner's act tells the bank whose consent it is.
CREATE POLICY own ON event FOR SELECT TO xinqiao_application USING (participant_id = xinqiao_participant_id());
CREATE POLICY own_adds ON event FOR INSERT TO xinqiao_application
  WITH CHECK (
    participant_id = xinqiao_participant_id()
    AND position IS NULL
    AND type ~ '^cn\.xinqiao\.(consent|application|key|case|webhook)\.'
  );
CREATE POLICY of_consent ON event FOR SELECT TO xinqiao_authorization
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY of_consent_adds ON event FOR INSERT TO xinqiao_authorization
  WITH CHECK (
    position IS NULL
    AND type ~ '^cn\.xinqiao\.consent\.'
    AND (
      participant_id = xinqiao_participant_id()
      OR EXISTS (SELECT FROM consent WHERE consent.participant_id = event.participant_id)
    )
  );
CREATE POLICY operator_reads ON event FOR SELECT TO xinqiao_operator USING (true);
CREATE POLICY operator_adds ON event FOR INSERT TO xinqiao_operator WITH CHECK (position IS NULL);
CREATE POLICY worker ON event TO xinqiao_worker USING (true);
CREATE POLICY own ON webhook_endpoint TO xinqiao_application USING (participant_id = xinqiao_participant_id());
CREATE POLICY reads ON webhook_endpoint FOR SELECT TO xinqiao_operator, xinqiao_worker USING (true);
CREATE POLICY disables ON webhook_endpoint FOR UPDATE TO xinqiao_worker USING (true);
CREATE POLICY own ON webhook_secret TO xinqiao_application USING (participant_id = xinqiao_participant_id());
CREATE POLICY signs ON webhook_secret FOR SELECT TO xinqiao_worker USING (true);
CREATE POLICY own ON webhook_delivery TO xinqiao_application USING (participant_id = xinqiao_participant_id());
CREATE POLICY reads ON webhook_delivery FOR SELECT TO xinqiao_operator USING (true);
CREATE POLICY worker ON webhook_delivery TO xinqiao_worker USING (true);

-- contact, notification: addresses are sealed; only the worker opens them, to send.
CREATE POLICY operator ON contact TO xinqiao_operator USING (participant_id IS NOT NULL OR identity_id IS NOT NULL);
CREATE POLICY own ON contact FOR SELECT TO xinqiao_application USING (participant_id = xinqiao_participant_id());
CREATE POLICY owners ON contact TO xinqiao_authorization USING (identity_id = xinqiao_identity_id());
CREATE POLICY reads ON contact FOR SELECT TO xinqiao_worker USING (true);
CREATE POLICY worker ON notification TO xinqiao_worker USING (true);
CREATE POLICY owners ON notification FOR SELECT TO xinqiao_authorization USING (identity_id = xinqiao_identity_id());
CREATE POLICY reads ON notification FOR SELECT TO xinqiao_operator USING (true);

CREATE POLICY own ON usage_counter TO xinqiao_application USING (participant_id = xinqiao_participant_id());
CREATE POLICY reads ON usage_counter FOR SELECT TO xinqiao_operator, xinqiao_regulator USING (true);
CREATE POLICY own ON rate_window TO xinqiao_application USING (participant_id = xinqiao_participant_id());
CREATE POLICY purge_sees ON rate_window FOR SELECT TO xinqiao_worker USING (true);
CREATE POLICY purge ON rate_window FOR DELETE TO xinqiao_worker USING (true);

-- support: the bank's, the person's, all for the operator; the regulator sees cases and not what was written.
CREATE POLICY own ON support_case FOR SELECT TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY own_opens ON support_case FOR INSERT TO xinqiao_application
  WITH CHECK (participant_id = xinqiao_participant_id() AND status = 'OPEN');
CREATE POLICY own_changes ON support_case FOR UPDATE TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY owners ON support_case FOR SELECT TO xinqiao_authorization USING (identity_id = xinqiao_identity_id());
CREATE POLICY owner_own_opens ON support_case FOR INSERT TO xinqiao_authorization
  WITH CHECK (identity_id = xinqiao_identity_id() AND participant_id IS NULL AND status = 'OPEN');
CREATE POLICY owner_own_changes ON support_case FOR UPDATE TO xinqiao_authorization
  USING (identity_id = xinqiao_identity_id() AND participant_id IS NULL);
CREATE POLICY works ON support_case TO xinqiao_operator USING (true);
CREATE POLICY reads ON support_case FOR SELECT TO xinqiao_worker, xinqiao_regulator USING (true);
CREATE POLICY own ON support_message TO xinqiao_application
  USING (EXISTS (SELECT FROM support_case WHERE support_case.id = support_message.case_id))
  WITH CHECK (side = 'PARTICIPANT' AND EXISTS (SELECT FROM support_case WHERE support_case.id = support_message.case_id));
CREATE POLICY owners ON support_message TO xinqiao_authorization
  USING (EXISTS (SELECT FROM support_case WHERE support_case.id = support_message.case_id))
  WITH CHECK (side = 'OWNER' AND EXISTS (SELECT FROM support_case WHERE support_case.id = support_message.case_id));
CREATE POLICY works ON support_message TO xinqiao_operator USING (true) WITH CHECK (side = 'OPERATOR');

-- The register of participants is signed by the worker.
ALTER TABLE signing_key
  DROP CONSTRAINT signing_key_purpose_check,
  ADD CHECK (purpose IN ('TOKEN', 'CONSENT', 'PACKAGE', 'RECEIPT', 'CHECKPOINT', 'WEBHOOK', 'REGISTER'));
CREATE OR REPLACE FUNCTION xinqiao_signs(purpose text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE current_user
    WHEN 'xinqiao_authorization' THEN purpose IN ('TOKEN', 'CONSENT')
    WHEN 'xinqiao_application' THEN purpose IN ('PACKAGE', 'RECEIPT')
    WHEN 'xinqiao_worker' THEN purpose IN ('CHECKPOINT', 'WEBHOOK', 'REGISTER')
    ELSE false
  END;
