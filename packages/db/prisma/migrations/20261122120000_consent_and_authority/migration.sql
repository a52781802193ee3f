-- AlterTable
ALTER TABLE "authority" DROP CONSTRAINT "authority_pkey",
ADD COLUMN     "evidence" TEXT NOT NULL DEFAULT 'OPERATOR',
ADD COLUMN     "evidence_hash" TEXT,
ADD COLUMN     "granted_by" TEXT,
ADD COLUMN     "id" TEXT,
ADD COLUMN     "matched_at" TIMESTAMPTZ(3),
ADD COLUMN     "max_disclosure" TEXT,
ADD COLUMN     "participant_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "purposes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "status" TEXT NOT NULL DEFAULT 'ACTIVE',
ADD COLUMN     "status_reason" TEXT;
-- Ids of ours are UUIDv7 by form.
UPDATE authority SET id = 'aut_' || overlay(gen_random_uuid()::text PLACING '7' FROM 15);
ALTER TABLE "authority" ALTER COLUMN "id" SET NOT NULL, ADD CONSTRAINT "authority_pkey" PRIMARY KEY ("id");

-- AlterTable
ALTER TABLE "consent" ADD COLUMN     "artefact_sm2" TEXT,
ADD COLUMN     "consent_mode" TEXT NOT NULL DEFAULT 'STORE',
ADD COLUMN     "frequency_unit" TEXT,
ADD COLUMN     "frequency_value" INTEGER,
ADD COLUMN     "paused_at" TIMESTAMPTZ(3),
ADD COLUMN     "paused_by" TEXT,
ADD COLUMN     "paused_reason" TEXT,
ADD COLUMN     "remind_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "signing_key" ADD COLUMN     "mac" TEXT;

-- AlterTable
ALTER TABLE "identity" ADD COLUMN     "issuer" TEXT,
ADD COLUMN     "resident_id_digest" TEXT,
ADD COLUMN     "upstream_id" TEXT,
ADD COLUMN     "verified_name" TEXT;

-- CreateTable
CREATE TABLE "approval_rule" (
    "subject_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "required" INTEGER NOT NULL,
    "set_by" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "approval_rule_pkey" PRIMARY KEY ("subject_id","revision")
);

-- CreateTable
CREATE TABLE "authority_invitation" (
    "id" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "granted_by" TEXT NOT NULL,
    "given_by" TEXT NOT NULL,
    "capacity" TEXT NOT NULL,
    "purposes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "participant_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "max_disclosure" TEXT,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,
    "document_hash" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "authority_id" TEXT,

    CONSTRAINT "authority_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority_attempt" (
    "identity_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "attempted_at" TIMESTAMPTZ(3) NOT NULL,
    "id" TEXT NOT NULL,

    CONSTRAINT "authority_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registry_event" (
    "id" TEXT NOT NULL,
    "operator_id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "representative_hash" TEXT,
    "representative_name" TEXT,
    "status" TEXT NOT NULL,
    "began_at" TIMESTAMPTZ(3),
    "applied_at" TIMESTAMPTZ(3),
    "consents_paused" INTEGER,
    "authorities_ended" INTEGER,
    "annuls" TEXT,

    CONSTRAINT "registry_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "auth_time" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_request" (
    "id" TEXT NOT NULL,
    "operator_id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "application_id" TEXT NOT NULL,
    "consent_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "base_revision" INTEGER NOT NULL DEFAULT 0,
    "channel" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "template_id" TEXT NOT NULL,
    "template_version" INTEGER NOT NULL,
    "purpose_code" TEXT NOT NULL,
    "items" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "optional_items" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "disclosure" TEXT NOT NULL,
    "range_from" DATE NOT NULL,
    "range_to" DATE NOT NULL,
    "data_life" TEXT NOT NULL,
    "fetch_type" TEXT NOT NULL,
    "consent_mode" TEXT NOT NULL,
    "frequency_unit" TEXT,
    "frequency_value" INTEGER,
    "validity" TEXT NOT NULL,
    "customer_hint" JSONB,
    "subject_id" TEXT,
    "muted" BOOLEAN NOT NULL DEFAULT false,
    "binding_message" TEXT,
    "status" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "answer_by" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "chosen_items" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "required" INTEGER,

    CONSTRAINT "consent_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_approval" (
    "request_id" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,
    "authority_id" TEXT NOT NULL,
    "capacity" TEXT NOT NULL,
    "notice_hash" TEXT NOT NULL,
    "notice_language" TEXT NOT NULL,
    "notice_sealed" TEXT NOT NULL,
    "confirmation" TEXT NOT NULL DEFAULT 'OWN_DEVICE',
    "approved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_approval_pkey" PRIMARY KEY ("request_id","identity_id")
);

-- CreateTable
CREATE TABLE "consent_revision" (
    "consent_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "act" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "reason" TEXT,
    "changed" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "request_id" TEXT,
    "artefact" TEXT,
    "artefact_sm2" TEXT,
    "receipt" TEXT,
    "entry_id" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_revision_pkey" PRIMARY KEY ("consent_id","revision")
);

-- CreateTable
CREATE TABLE "consent_stop" (
    "consent_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "participant_id" TEXT NOT NULL,
    "subject_id" TEXT,
    "kind" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "stopped_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledgement" TEXT,
    "deletion_due_at" TIMESTAMPTZ(3),
    "deletion_asked_at" TIMESTAMPTZ(3),
    "attested_at" TIMESTAMPTZ(3),
    "attestation" TEXT,
    "owner_told_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_stop_pkey" PRIMARY KEY ("consent_id","revision")
);

-- CreateTable
CREATE TABLE "agent" (
    "identity_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "operator_id" TEXT NOT NULL,
    "place_code" TEXT NOT NULL,
    "place_name" TEXT NOT NULL,
    "daily_limit" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "registered_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_pkey" PRIMARY KEY ("identity_id")
);

-- CreateTable
CREATE TABLE "assistance" (
    "request_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "place_code" TEXT NOT NULL,
    "place_name" TEXT NOT NULL,
    "presence" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmation" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "assistance_pkey" PRIMARY KEY ("request_id")
);

-- CreateTable
CREATE TABLE "confirmation_code" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "code_sealed" TEXT,
    "notice_hash" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "confirmation_code_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "authority_invitation_authority_id_key" ON "authority_invitation"("authority_id");

-- CreateIndex
CREATE INDEX "authority_invitation_subject_id_idx" ON "authority_invitation"("subject_id");

-- CreateIndex
CREATE INDEX "authority_attempt_identity_id_attempted_at_idx" ON "authority_attempt"("identity_id", "attempted_at");

-- CreateIndex
CREATE UNIQUE INDEX "registry_event_annuls_key" ON "registry_event"("annuls");

-- CreateIndex
CREATE INDEX "registry_event_applied_at_idx" ON "registry_event"("applied_at");

-- CreateIndex
CREATE INDEX "authority_valid_from_idx" ON "authority"("valid_from");

-- CreateIndex
CREATE INDEX "authority_valid_to_idx" ON "authority"("valid_to");

-- CreateIndex
CREATE INDEX "approval_rule_valid_from_idx" ON "approval_rule"("valid_from");

-- CreateIndex
CREATE INDEX "registry_event_status_received_at_idx" ON "registry_event"("status", "received_at");

-- CreateIndex
CREATE INDEX "registry_event_subject_id_occurred_at_idx" ON "registry_event"("subject_id", "occurred_at");

-- CreateIndex
CREATE UNIQUE INDEX "registry_event_participant_id_external_id_key" ON "registry_event"("participant_id", "external_id");

-- CreateIndex
CREATE INDEX "session_identity_id_idx" ON "session"("identity_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "consent_request_handle_key" ON "consent_request"("handle");

-- CreateIndex
CREATE UNIQUE INDEX "consent_request_reference_key" ON "consent_request"("reference");

-- CreateIndex
CREATE INDEX "consent_request_consent_id_idx" ON "consent_request"("consent_id");

-- CreateIndex
CREATE INDEX "consent_request_subject_id_status_answer_by_idx" ON "consent_request"("subject_id", "status", "answer_by");

-- CreateIndex
CREATE INDEX "consent_request_status_answer_by_idx" ON "consent_request"("status", "answer_by");

-- CreateIndex
CREATE INDEX "consent_request_participant_id_subject_id_purpose_code_answ_idx" ON "consent_request"("participant_id", "subject_id", "purpose_code", "answered_at");

-- CreateIndex
CREATE INDEX "consent_approval_identity_id_idx" ON "consent_approval"("identity_id");

-- CreateIndex
CREATE INDEX "consent_approval_authority_id_idx" ON "consent_approval"("authority_id");

-- CreateIndex
CREATE INDEX "consent_stop_participant_id_event_id_idx" ON "consent_stop"("participant_id", "event_id");

-- CreateIndex
CREATE INDEX "consent_stop_deletion_due_at_idx" ON "consent_stop"("deletion_due_at");

-- CreateIndex
CREATE INDEX "consent_stop_event_id_idx" ON "consent_stop"("event_id");

-- CreateIndex
CREATE INDEX "assistance_agent_id_day_idx" ON "assistance"("agent_id", "day");

-- CreateIndex
CREATE INDEX "confirmation_code_request_id_idx" ON "confirmation_code"("request_id");

-- CreateIndex
CREATE INDEX "confirmation_code_identity_id_created_at_idx" ON "confirmation_code"("identity_id", "created_at");

-- CreateIndex
CREATE INDEX "authority_granted_by_idx" ON "authority"("granted_by");

-- CreateIndex
CREATE UNIQUE INDEX "authority_identity_id_subject_id_capacity_valid_from_key" ON "authority"("identity_id", "subject_id", "capacity", "valid_from");

-- Deliveries are counted per period: DropIndex, CreateIndex
DROP INDEX "package_consent_id_idx";
DROP INDEX "decision_consent_id_idx";
CREATE INDEX "package_consent_id_created_at_idx" ON "package"("consent_id", "created_at");
CREATE INDEX "decision_consent_id_created_at_idx" ON "decision"("consent_id", "created_at");

-- CreateIndex
CREATE INDEX "consent_status_remind_at_idx" ON "consent"("status", "remind_at");

-- CreateIndex
CREATE UNIQUE INDEX "identity_issuer_upstream_id_key" ON "identity"("issuer", "upstream_id");

-- AddForeignKey
ALTER TABLE "authority" ADD CONSTRAINT "authority_granted_by_fkey" FOREIGN KEY ("granted_by") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval_rule" ADD CONSTRAINT "approval_rule_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority_invitation" ADD CONSTRAINT "authority_invitation_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority_invitation" ADD CONSTRAINT "authority_invitation_granted_by_fkey" FOREIGN KEY ("granted_by") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority_invitation" ADD CONSTRAINT "authority_invitation_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registry_event" ADD CONSTRAINT "registry_event_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registry_event" ADD CONSTRAINT "registry_event_annuls_fkey" FOREIGN KEY ("annuls") REFERENCES "registry_event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_request" ADD CONSTRAINT "consent_request_consent_id_fkey" FOREIGN KEY ("consent_id") REFERENCES "consent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_approval" ADD CONSTRAINT "consent_approval_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "consent_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_approval" ADD CONSTRAINT "consent_approval_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_revision" ADD CONSTRAINT "consent_revision_consent_id_fkey" FOREIGN KEY ("consent_id") REFERENCES "consent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_stop" ADD CONSTRAINT "consent_stop_consent_id_fkey" FOREIGN KEY ("consent_id") REFERENCES "consent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent" ADD CONSTRAINT "agent_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assistance" ADD CONSTRAINT "assistance_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "consent_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "confirmation_code" ADD CONSTRAINT "confirmation_code_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "consent_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ════════════════════════════════════════════════════════════════════════════════════════════════════
-- By hand from here on: what the schema file cannot say.
-- ════════════════════════════════════════════════════════════════════════════════════════════════════

-- What was asked before now stands in its own table.
INSERT INTO consent_request (
  id, operator_id, participant_id, application_id, consent_id, kind, channel, handle, reference, template_id,
  template_version, purpose_code, items, disclosure, range_from, range_to, data_life, fetch_type, consent_mode, validity,
  customer_hint, subject_id, status, requested_at, answer_by, answered_at
)
SELECT 'crq_' || substr(id, 5), operator_id, participant_id, application_id, id, 'NEW', 'CODE', par_id,
  upper(substr(md5(id), 1, 8)), template_id, template_version, purpose_code, items, disclosure, range_from, range_to,
  data_life, fetch_type, consent_mode, validity, NULL, subject_id,
  CASE status WHEN 'PENDING' THEN 'PENDING' WHEN 'REJECTED' THEN 'REFUSED' ELSE CASE WHEN starts_at IS NULL THEN 'LAPSED' ELSE 'AGREED' END END,
  requested_at, link_expires_at, coalesce(starts_at, ended_at)
FROM consent;
DROP INDEX "consent_par_id_key";
DROP INDEX "consent_status_link_expires_at_idx";
ALTER TABLE "consent" DROP COLUMN "customer_hint", DROP COLUMN "link_expires_at", DROP COLUMN "par_id";

-- ── Checks ──────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE consent
  ADD CHECK (consent_mode IN ('VIEW', 'STORE', 'QUERY', 'STREAM')),
  ADD CHECK ((frequency_unit IS NULL) = (frequency_value IS NULL)),
  ADD CHECK (frequency_unit IN ('DAY', 'MONTH', 'YEAR')),
  ADD CHECK (frequency_value > 0);
ALTER TABLE consent_request
  ADD CHECK (id LIKE 'crq\_%'),
  ADD CHECK (kind IN ('NEW', 'AMEND', 'RENEW')),
  ADD CHECK (channel IN ('CODE', 'BACKCHANNEL')),
  ADD CHECK (status IN ('PENDING', 'AGREED', 'REFUSED', 'LAPSED', 'WITHDRAWN')),
  ADD CHECK (disclosure IN ('ANSWER', 'INDICATORS', 'RECORDS')),
  ADD CHECK (range_from <= range_to),
  ADD CHECK (required > 0),
  -- Nobody answers what nobody is asked.
  ADD CHECK (NOT muted OR (subject_id IS NULL AND required IS NULL AND status NOT IN ('AGREED', 'REFUSED')));
ALTER TABLE authority
  ADD CHECK (id LIKE 'aut\_%'),
  ADD CHECK (status IN ('ACTIVE', 'SUSPENDED', 'ENDED')),
  ADD CHECK (capacity IN ('LEGAL_REPRESENTATIVE', 'PROPRIETOR', 'SELF', 'FINANCE_OFFICER', 'PROXY')),
  ADD CHECK (evidence IN ('REGISTRY', 'POWER_OF_ATTORNEY', 'OPERATOR')),
  ADD CHECK (max_disclosure IN ('ANSWER', 'INDICATORS', 'RECORDS')),
  -- Whoever acts by somebody else's grace has an end.
  ADD CHECK (granted_by IS NULL OR valid_to IS NOT NULL),
  ADD CHECK (granted_by <> id);
ALTER TABLE authority_invitation
  ADD CHECK (capacity IN ('FINANCE_OFFICER', 'PROXY')),
  ADD CHECK (max_disclosure IN ('ANSWER', 'INDICATORS', 'RECORDS')),
  ADD CHECK ((authority_id IS NULL) = (accepted_at IS NULL)),
  ADD CHECK (authority_id IS NULL OR withdrawn_at IS NULL);
ALTER TABLE authority_attempt ADD CHECK (kind IN ('REPRESENTATION', 'INVITATION', 'LOOK_UP', 'CODE'));
ALTER TABLE approval_rule ADD CHECK (required BETWEEN 1 AND 9);
ALTER TABLE registry_event
  ADD CHECK (id LIKE 'rge\_%'),
  ADD CHECK (kind IN (
    'LEGAL_REPRESENTATIVE_CHANGED', 'DEREGISTERED', 'LICENCE_REVOKED', 'ABNORMAL_LISTED', 'ABNORMAL_REMOVED', 'REPORT_ANNULLED'
  )),
  ADD CHECK ((kind = 'REPORT_ANNULLED') = (annuls IS NOT NULL)),
  ADD CHECK (annuls <> id),
  ADD CHECK (status IN ('RECEIVED', 'APPLIED'));
ALTER TABLE agent ADD CHECK (status IN ('ACTIVE', 'SUSPENDED')), ADD CHECK (daily_limit BETWEEN 1 AND 500);
ALTER TABLE consent_approval ADD CHECK (confirmation IN ('OWN_DEVICE', 'ONE_TIME_CODE'));
ALTER TABLE assistance
  ADD CHECK (presence IN ('ID_CARD_CHECKED', 'KNOWN_IN_PERSON')),
  ADD CHECK (confirmation IN ('OWN_DEVICE', 'ONE_TIME_CODE')),
  ADD CHECK ((confirmation IS NULL) = (confirmed_at IS NULL));
ALTER TABLE confirmation_code ADD CHECK (attempts BETWEEN 0 AND 5);
ALTER TABLE consent_stop
  ADD CHECK (kind IN ('PAUSED', 'REVOKED', 'EXPIRED')),
  ADD CHECK ((acknowledgement IS NULL) = (acknowledged_at IS NULL)),
  ADD CHECK ((attestation IS NULL) = (attested_at IS NULL));

-- What the worker and the regulator look for: receipts not written (what nobody agreed to is owed none), deletions
-- nobody was asked about, acknowledgements an owner was not told of, and whatever a bank still owes its word on.
CREATE INDEX consent_revision_receipt_idx ON consent_revision (changed_at)
  WHERE receipt IS NULL AND (revision > 1 OR act = 'GRANT');
CREATE INDEX consent_stop_deletion_idx ON consent_stop (deletion_due_at)
  WHERE deletion_asked_at IS NULL AND attested_at IS NULL AND deletion_due_at IS NOT NULL;
CREATE INDEX consent_stop_to_tell_idx ON consent_stop (acknowledged_at)
  WHERE owner_told_at IS NULL AND acknowledged_at IS NOT NULL;
CREATE INDEX consent_stop_silent_idx ON consent_stop (participant_id, stopped_at) WHERE acknowledged_at IS NULL;
CREATE INDEX consent_stop_attestation_idx ON consent_stop (participant_id, deletion_due_at)
  WHERE attested_at IS NULL AND deletion_due_at IS NOT NULL;
CREATE INDEX "consent_stop_stopped_at_idx" ON consent_stop (stopped_at);

-- One change at a time waits for an answer.
CREATE UNIQUE INDEX consent_request_open_change_key ON consent_request (consent_id) WHERE status = 'PENDING';
-- One rule at a time holds.
CREATE UNIQUE INDEX approval_rule_current_key ON approval_rule (subject_id) WHERE valid_to IS NULL;

-- ── What no login can undo ──────────────────────────────────────────────────────────────────────────

-- A request that was answered is not answered again.
CREATE FUNCTION xinqiao_answered_once() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF OLD.status <> 'PENDING' AND NEW.status <> OLD.status THEN
    RAISE EXCEPTION 'a request is answered once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER answered_once BEFORE UPDATE ON consent_request FOR EACH ROW EXECUTE FUNCTION xinqiao_answered_once();

-- What is agreed changes only with a new revision and a newly signed artefact; whose data it is, never.
CREATE FUNCTION xinqiao_agreed_is_signed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF OLD.status IN ('ACTIVE', 'PAUSED') THEN
    IF NEW.subject_id IS DISTINCT FROM OLD.subject_id OR NEW.purpose_code <> OLD.purpose_code THEN
      RAISE EXCEPTION 'a consent keeps its subject and purpose' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.items, NEW.disclosure, NEW.range_from, NEW.range_to, NEW.data_life, NEW.fetch_type, NEW.frequency_unit,
        NEW.frequency_value, NEW.expires_at, NEW.consent_mode)
       IS DISTINCT FROM
       (OLD.items, OLD.disclosure, OLD.range_from, OLD.range_to, OLD.data_life, OLD.fetch_type, OLD.frequency_unit,
        OLD.frequency_value, OLD.expires_at, OLD.consent_mode)
       AND (NEW.revision <= OLD.revision OR NEW.artefact IS NOT DISTINCT FROM OLD.artefact) THEN
      RAISE EXCEPTION 'what is agreed changes with a new artefact' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER agreed_is_signed BEFORE UPDATE ON consent FOR EACH ROW EXECUTE FUNCTION xinqiao_agreed_is_signed();

-- An authority that ended stays ended.
CREATE FUNCTION xinqiao_authority_ended() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF OLD.status = 'ENDED' AND NEW.status <> 'ENDED' THEN
    RAISE EXCEPTION 'an authority that ended stays ended' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER authority_ended BEFORE UPDATE ON authority FOR EACH ROW EXECUTE FUNCTION xinqiao_authority_ended();

-- The number of whom the registry reported last, where it named anybody and did not take it back; a source may lag behind.
CREATE FUNCTION xinqiao_reported_representative(firm text) RETURNS text LANGUAGE sql STABLE
  SET search_path = pg_catalog, public
  RETURN (
    SELECT e.representative_hash FROM registry_event AS e
    WHERE e.subject_id = firm AND e.kind = 'LEGAL_REPRESENTATIVE_CHANGED'
      AND NOT EXISTS (SELECT FROM registry_event AS a WHERE a.annuls = e.id)
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT 1
  );

-- Nobody takes authority for herself but the one the registry names, by her resident id as her sign-in verified it; and
-- whoever was invited, on exactly the terms of the invitation, within the reach and the time of a giver who is in force.
CREATE FUNCTION xinqiao_authority_taken() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  giver authority;
  levels CONSTANT text[] := ARRAY['ANSWER', 'INDICATORS', 'RECORDS'];
BEGIN
  -- An officer enters the first person of a firm, on his own word, and nobody more.
  IF current_user = 'xinqiao_operator' AND (
    NEW.evidence <> 'OPERATOR' OR NEW.evidence_hash IS NOT NULL OR NEW.matched_at IS NOT NULL
    OR NEW.granted_by IS NOT NULL OR NEW.capacity NOT IN ('LEGAL_REPRESENTATIVE', 'PROPRIETOR', 'SELF')
    OR EXISTS (SELECT FROM authority AS a WHERE a.subject_id = NEW.subject_id)
  ) THEN
    RAISE EXCEPTION 'an officer enters the first person of a firm, on his word alone' USING ERRCODE = 'check_violation';
  END IF;
  IF current_user <> 'xinqiao_authorization' THEN
    RETURN NEW;
  END IF;
  IF NEW.identity_id IS DISTINCT FROM xinqiao_identity_id() OR NEW.status <> 'ACTIVE' THEN
    RAISE EXCEPTION 'authority is taken by whoever will have it' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.granted_by IS NULL THEN
    IF NEW.capacity NOT IN ('LEGAL_REPRESENTATIVE', 'PROPRIETOR') OR NEW.evidence <> 'REGISTRY' OR NEW.matched_at IS NULL
       OR NEW.evidence_hash <> xinqiao_reported_representative(NEW.subject_id)
       OR NOT EXISTS (SELECT FROM identity WHERE id = NEW.identity_id AND resident_id_digest = NEW.evidence_hash) THEN
      RAISE EXCEPTION 'only whom the registry names represents by herself' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO giver FROM authority WHERE id = NEW.granted_by AND subject_id = NEW.subject_id;
  IF giver.status IS DISTINCT FROM 'ACTIVE'
     OR giver.capacity NOT IN ('LEGAL_REPRESENTATIVE', 'PROPRIETOR', 'FINANCE_OFFICER')
     OR (giver.capacity = 'FINANCE_OFFICER' AND NEW.capacity <> 'PROXY')
     OR NEW.capacity NOT IN ('FINANCE_OFFICER', 'PROXY')
     OR NEW.valid_to > giver.valid_to
     OR (giver.purposes <> '{}' AND (NEW.purposes = '{}' OR NOT NEW.purposes <@ giver.purposes))
     OR (giver.participant_ids <> '{}'
         AND (NEW.participant_ids = '{}' OR NOT NEW.participant_ids <@ giver.participant_ids))
     OR (giver.max_disclosure IS NOT NULL
         AND (NEW.max_disclosure IS NULL
              OR array_position(levels, NEW.max_disclosure) > array_position(levels, giver.max_disclosure))) THEN
    RAISE EXCEPTION 'nobody gives more than she has' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (
    SELECT FROM authority_invitation AS i
    WHERE i.id = xinqiao_code() AND i.authority_id IS NULL AND i.withdrawn_at IS NULL AND i.subject_id = NEW.subject_id
      AND i.granted_by = NEW.granted_by AND i.capacity = NEW.capacity AND i.valid_to = NEW.valid_to
      AND i.purposes = NEW.purposes AND i.participant_ids = NEW.participant_ids
      AND i.max_disclosure IS NOT DISTINCT FROM NEW.max_disclosure
      AND i.document_hash IS NOT DISTINCT FROM NEW.evidence_hash
  ) THEN
    RAISE EXCEPTION 'nobody was invited on these terms' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER authority_taken BEFORE INSERT ON authority FOR EACH ROW EXECUTE FUNCTION xinqiao_authority_taken();

-- Authority is never prolonged. It is ended by its holder, by whoever gave it, or by whoever represents the firm; and
-- what waits for the registry is woken only by the person the registry names.
CREATE FUNCTION xinqiao_authority_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.valid_to IS NOT NULL AND (NEW.valid_to IS NULL OR NEW.valid_to > OLD.valid_to) THEN
    RAISE EXCEPTION 'authority is given anew, not prolonged' USING ERRCODE = 'check_violation';
  END IF;
  IF current_user = 'xinqiao_operator' AND NEW.status = 'ACTIVE' AND OLD.status <> 'ACTIVE' THEN
    RAISE EXCEPTION 'an officer wakes no authority' USING ERRCODE = 'check_violation';
  END IF;
  IF current_user <> 'xinqiao_authorization' THEN
    RETURN NEW;
  END IF;
  IF NEW.status = 'ACTIVE' AND OLD.status <> 'ACTIVE' OR NEW.evidence <> OLD.evidence
     OR NEW.evidence_hash IS DISTINCT FROM OLD.evidence_hash THEN
    IF NEW.identity_id IS DISTINCT FROM xinqiao_identity_id() OR NEW.evidence <> 'REGISTRY' OR NEW.matched_at IS NULL
       OR NEW.granted_by IS NOT NULL OR NEW.evidence_hash <> xinqiao_reported_representative(NEW.subject_id)
       OR NOT EXISTS (SELECT FROM identity WHERE id = NEW.identity_id AND resident_id_digest = NEW.evidence_hash) THEN
      RAISE EXCEPTION 'only whom the registry names represents by herself' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF OLD.identity_id IS DISTINCT FROM xinqiao_identity_id() AND NOT EXISTS (
    SELECT FROM authority AS a
    WHERE a.subject_id = OLD.subject_id AND a.identity_id = xinqiao_identity_id() AND a.status = 'ACTIVE'
      AND (a.capacity IN ('LEGAL_REPRESENTATIVE', 'PROPRIETOR') OR a.id = OLD.granted_by)
  ) THEN
    RAISE EXCEPTION 'this authority is not hers to end' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER authority_changed BEFORE UPDATE ON authority FOR EACH ROW EXECUTE FUNCTION xinqiao_authority_changed();

-- An invitation is accepted or withdrawn once.
CREATE FUNCTION xinqiao_invited_once() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF OLD.accepted_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL THEN
    RAISE EXCEPTION 'an invitation is answered once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invited_once BEFORE UPDATE ON authority_invitation
  FOR EACH ROW EXECUTE FUNCTION xinqiao_invited_once();

-- What the registry reported of its own accord is applied once.
CREATE FUNCTION xinqiao_applied_once() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF OLD.status = 'APPLIED' THEN
    RAISE EXCEPTION 'a registry event is applied once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER applied_once BEFORE UPDATE ON registry_event FOR EACH ROW EXECUTE FUNCTION xinqiao_applied_once();

-- A receipt is written once.
CREATE FUNCTION xinqiao_receipt_once() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF OLD.receipt IS NOT NULL AND NEW.receipt IS DISTINCT FROM OLD.receipt THEN
    RAISE EXCEPTION 'a receipt is written once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER receipt_once BEFORE UPDATE ON consent_revision FOR EACH ROW EXECUTE FUNCTION xinqiao_receipt_once();

-- A consent moves by the book: a bank only ends it, time and the registry only end or rest it, the rest is its owner's.
-- Every move is the next revision, so that nobody can take the number of a later one.
CREATE FUNCTION xinqiao_moved_by_the_book() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  moved CONSTANT boolean := NEW.status <> OLD.status;
  service CONSTANT boolean := current_user IN ('xinqiao_application', 'xinqiao_worker');
BEGIN
  IF NOT service AND current_user <> 'xinqiao_authorization' THEN
    RETURN NEW;
  END IF;
  IF moved AND NOT (CASE current_user
    WHEN 'xinqiao_application' THEN NEW.status = 'REVOKED' AND NEW.ended_by IS NOT DISTINCT FROM 'PARTICIPANT'
    WHEN 'xinqiao_worker' THEN
      NEW.status = 'EXPIRED' AND NEW.ended_by IS NOT DISTINCT FROM 'SYSTEM'
      OR OLD.status = 'ACTIVE' AND NEW.status = 'PAUSED' AND NEW.paused_by IS NOT DISTINCT FROM 'SYSTEM'
    ELSE (OLD.status, NEW.status) IN (
      ('PENDING', 'ACTIVE'), ('PENDING', 'REJECTED'), ('PENDING', 'REVOKED'),
      ('ACTIVE', 'PAUSED'), ('ACTIVE', 'REVOKED'), ('PAUSED', 'ACTIVE'), ('PAUSED', 'REVOKED')
    )
  END) THEN
    RAISE EXCEPTION 'this login does not move a consent from % to %', OLD.status, NEW.status
      USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.revision NOT IN (OLD.revision, OLD.revision + 1) OR moved AND NEW.revision = OLD.revision
     OR service AND NOT moved AND NEW.revision <> OLD.revision THEN
    RAISE EXCEPTION 'every move of a consent is its next revision' USING ERRCODE = 'check_violation';
  END IF;
  IF service AND NOT moved
     AND (NEW.ended_at, NEW.ended_by, NEW.ended_reason, NEW.paused_at, NEW.paused_by, NEW.paused_reason)
         IS DISTINCT FROM
         (OLD.ended_at, OLD.ended_by, OLD.ended_reason, OLD.paused_at, OLD.paused_by, OLD.paused_reason) THEN
    RAISE EXCEPTION 'why a consent rests or ended changes with its status' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER moved_by_the_book BEFORE UPDATE ON consent FOR EACH ROW EXECUTE FUNCTION xinqiao_moved_by_the_book();

-- The history says what the consent says at that moment, and each login only what it does.
CREATE FUNCTION xinqiao_revision_as_it_is() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_user NOT IN ('xinqiao_application', 'xinqiao_worker', 'xinqiao_authorization') THEN
    RETURN NEW;
  END IF;
  IF NEW.receipt IS NOT NULL OR NOT (CASE current_user
    WHEN 'xinqiao_application' THEN NEW.act = 'REVOKE' AND NEW."by" = 'PARTICIPANT' AND NEW.artefact IS NULL
    WHEN 'xinqiao_worker' THEN NEW.act IN ('PAUSE', 'EXPIRE') AND NEW."by" = 'SYSTEM' AND NEW.artefact IS NULL
    ELSE NEW.act <> 'EXPIRE' AND NEW."by" = 'OWNER' OR NEW.act = 'REVOKE'
  END) OR NOT EXISTS (
    SELECT FROM consent AS c
    WHERE c.id = NEW.consent_id AND c.revision = NEW.revision AND c.status = NEW.status
      AND (NEW.artefact IS NULL OR NEW.artefact = c.artefact)
      AND (NEW.artefact_sm2 IS NULL OR NEW.artefact IS NOT NULL AND NEW.artefact_sm2 = c.artefact_sm2)
  ) THEN
    RAISE EXCEPTION 'a revision is written as the consent stands' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER revision_as_it_is BEFORE INSERT ON consent_revision
  FOR EACH ROW EXECUTE FUNCTION xinqiao_revision_as_it_is();

-- So does a stop; and nobody's word on it is there before the stop.
CREATE FUNCTION xinqiao_stop_as_it_is() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_user NOT IN ('xinqiao_application', 'xinqiao_worker', 'xinqiao_authorization') THEN
    RETURN NEW;
  END IF;
  IF NOT (CASE current_user
    WHEN 'xinqiao_application' THEN NEW.kind = 'REVOKED'
    WHEN 'xinqiao_worker' THEN NEW.kind IN ('PAUSED', 'EXPIRED')
    ELSE NEW.kind IN ('PAUSED', 'REVOKED')
  END)
     OR num_nonnulls(NEW.told_at, NEW.acknowledged_at, NEW.acknowledgement, NEW.deletion_asked_at, NEW.attested_at,
          NEW.attestation, NEW.owner_told_at) > 0
     OR NOT EXISTS (
       SELECT FROM consent AS c
       WHERE c.id = NEW.consent_id AND c.revision = NEW.revision AND c.status = NEW.kind
         AND c.participant_id = NEW.participant_id AND c.subject_id IS NOT DISTINCT FROM NEW.subject_id
     ) THEN
    RAISE EXCEPTION 'a stop is written as the consent stands' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stop_as_it_is BEFORE INSERT ON consent_stop FOR EACH ROW EXECUTE FUNCTION xinqiao_stop_as_it_is();

-- A bank's signed word is taken once, with the time it was taken; and each telling is noted once. Nothing of it came
-- before the stop, though clocks of two nodes may differ by a little.
CREATE FUNCTION xinqiao_word_once() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF (OLD.acknowledged_at IS NOT NULL
      AND (NEW.acknowledgement, NEW.acknowledged_at) IS DISTINCT FROM (OLD.acknowledgement, OLD.acknowledged_at))
     OR (OLD.attested_at IS NOT NULL
         AND (NEW.attestation, NEW.attested_at) IS DISTINCT FROM (OLD.attestation, OLD.attested_at)) THEN
    RAISE EXCEPTION 'a signed word stays' USING ERRCODE = 'check_violation';
  END IF;
  IF (OLD.told_at IS NOT NULL AND NEW.told_at IS DISTINCT FROM OLD.told_at)
     OR (OLD.deletion_asked_at IS NOT NULL AND NEW.deletion_asked_at IS DISTINCT FROM OLD.deletion_asked_at)
     OR (OLD.owner_told_at IS NOT NULL AND NEW.owner_told_at IS DISTINCT FROM OLD.owner_told_at) THEN
    RAISE EXCEPTION 'what was told stays told' USING ERRCODE = 'check_violation';
  END IF;
  -- greatest() passes over null: what is not said yet stays unsaid.
  IF NEW.told_at IS NOT NULL THEN NEW.told_at := greatest(NEW.told_at, NEW.stopped_at); END IF;
  IF NEW.acknowledged_at IS NOT NULL THEN NEW.acknowledged_at := greatest(NEW.acknowledged_at, NEW.stopped_at); END IF;
  IF NEW.attested_at IS NOT NULL THEN NEW.attested_at := greatest(NEW.attested_at, NEW.stopped_at); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER word_once BEFORE UPDATE ON consent_stop FOR EACH ROW EXECUTE FUNCTION xinqiao_word_once();

-- ── Who is asking ───────────────────────────────────────────────────────────────────────────────────

-- The one request a link, a number read out or a message names; the one code a bank asks for.
CREATE FUNCTION xinqiao_request_id() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('xinqiao.request_id', true), '');
CREATE FUNCTION xinqiao_code() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('xinqiao.code', true), '');

-- ── Grants ──────────────────────────────────────────────────────────────────────────────────────────

-- The authorization server and the pages of owners and agents.
GRANT UPDATE (
  items, disclosure, range_from, range_to, data_life, fetch_type, consent_mode, frequency_unit, frequency_value,
  validity, template_id, template_version, paused_reason, paused_by, paused_at, remind_at, artefact_sm2
) ON consent TO xinqiao_authorization;
GRANT SELECT, INSERT, UPDATE (customer_hint, subject_id, status, answer_by, answered_at, chosen_items, required)
  ON consent_request TO xinqiao_authorization;
GRANT SELECT, INSERT ON consent_approval, consent_revision, consent_stop TO xinqiao_authorization;
-- Somebody whose authority ended and who has a new one agrees anew.
GRANT UPDATE (authority_id, capacity, notice_hash, notice_language, notice_sealed, confirmation, approved_at)
  ON consent_approval TO xinqiao_authorization;
GRANT SELECT ON agent, registry_event TO xinqiao_authorization;
GRANT SELECT, INSERT, UPDATE (confirmation, confirmed_at) ON assistance TO xinqiao_authorization;
GRANT SELECT, INSERT, UPDATE (attempts, used_at) ON confirmation_code TO xinqiao_authorization;
GRANT UPDATE (status, status_reason, matched_at, evidence, evidence_hash) ON authority TO xinqiao_authorization;
GRANT SELECT, INSERT, UPDATE (withdrawn_at, accepted_at, authority_id) ON authority_invitation TO xinqiao_authorization;
GRANT SELECT, INSERT, DELETE ON authority_attempt TO xinqiao_authorization;
GRANT SELECT, INSERT, UPDATE (valid_to) ON approval_rule TO xinqiao_authorization;
GRANT SELECT, INSERT, UPDATE (auth_time, seen_at, expires_at, ended_at) ON session TO xinqiao_authorization;
GRANT UPDATE (issuer, upstream_id, verified_name, resident_id_digest) ON identity TO xinqiao_authorization;

-- The API: banks end, acknowledge and attest; agencies report.
GRANT UPDATE (paused_reason, paused_by, paused_at, remind_at) ON consent TO xinqiao_application;
GRANT SELECT ON consent_request TO xinqiao_application;
-- How many agreed, never who.
GRANT SELECT (request_id) ON consent_approval TO xinqiao_application;
GRANT UPDATE (customer_hint, status, answered_at) ON consent_request TO xinqiao_application;
GRANT SELECT, INSERT ON consent_revision TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (told_at, acknowledged_at, acknowledgement, attested_at, attestation)
  ON consent_stop TO xinqiao_application;
GRANT SELECT, INSERT ON registry_event TO xinqiao_application;
GRANT SELECT, UPDATE (seen_at) ON session TO xinqiao_application;

-- The worker: what runs out, what the registry reported, who is to be reminded, receipts.
GRANT UPDATE (paused_reason, paused_by, paused_at, remind_at) ON consent TO xinqiao_worker;
GRANT SELECT, UPDATE (customer_hint, status, answered_at) ON consent_request TO xinqiao_worker;
GRANT SELECT, INSERT, UPDATE (receipt) ON consent_revision TO xinqiao_worker;
GRANT SELECT, INSERT, UPDATE (told_at, deletion_asked_at, owner_told_at) ON consent_stop TO xinqiao_worker;
GRANT SELECT ON consent_approval, assistance, approval_rule, subject, subject_identifier, agent TO xinqiao_worker;
GRANT SELECT, UPDATE (status, status_reason, valid_to) ON authority TO xinqiao_worker;
GRANT SELECT, UPDATE (status, began_at, applied_at, consents_paused, authorities_ended)
  ON registry_event TO xinqiao_worker;
GRANT SELECT (expires_at), DELETE ON session TO xinqiao_worker;
-- The worker writes the message with the code, and forgets the code.
GRANT SELECT, UPDATE (code_sealed), DELETE ON confirmation_code TO xinqiao_worker;
-- Whoever stops a consent works out from the last delivery until when its data may be kept.
GRANT SELECT (consent_id, created_at) ON package, decision TO xinqiao_worker, xinqiao_authorization;

-- The operator: agents, and authorities checked by its staff.
GRANT SELECT, INSERT, UPDATE (place_code, place_name, daily_limit, status) ON agent TO xinqiao_operator;
GRANT UPDATE (status, status_reason) ON authority TO xinqiao_operator;
GRANT SELECT ON approval_rule, registry_event TO xinqiao_operator;
GRANT UPDATE (issuer, upstream_id) ON identity TO xinqiao_operator;

-- The regulator: how consents came about and ended.
GRANT SELECT ON consent_request, consent_approval, consent_revision, consent_stop, agent, assistance, approval_rule
  TO xinqiao_regulator;
GRANT SELECT (id, operator_id, participant_id, external_id, subject_id, kind, occurred_at, received_at, status,
  applied_at, consents_paused, authorities_ended, annuls) ON registry_event TO xinqiao_regulator;

-- ── Row security ────────────────────────────────────────────────────────────────────────────────────

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'consent_request', 'consent_approval', 'consent_revision', 'consent_stop', 'agent', 'assistance',
    'confirmation_code', 'approval_rule', 'registry_event', 'session', 'authority_invitation', 'authority_attempt'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

-- consent_request: the bank's that asks, the firm's that is asked, the one that a link names.
CREATE POLICY named_or_concerned ON consent_request FOR SELECT TO xinqiao_authorization
  USING (
    participant_id = xinqiao_participant_id() OR subject_id = xinqiao_subject_id()
    OR id = xinqiao_request_id() OR reference = xinqiao_request_id()
  );
CREATE POLICY bank_asks ON consent_request FOR INSERT TO xinqiao_authorization
  WITH CHECK (participant_id = xinqiao_participant_id() AND status = 'PENDING' AND answered_at IS NULL);
CREATE POLICY concerned_answers ON consent_request FOR UPDATE TO xinqiao_authorization
  USING (participant_id = xinqiao_participant_id() OR subject_id = xinqiao_subject_id());
CREATE POLICY bank_reads ON consent_request FOR SELECT TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY bank_withdraws ON consent_request FOR UPDATE TO xinqiao_application
  USING (participant_id = xinqiao_participant_id()) WITH CHECK (status IN ('WITHDRAWN', 'LAPSED'));
CREATE POLICY all_reads ON consent_request FOR SELECT TO xinqiao_worker, xinqiao_regulator USING (true);
CREATE POLICY time_runs_out ON consent_request FOR UPDATE TO xinqiao_worker
  USING (true) WITH CHECK (status IN ('LAPSED', 'WITHDRAWN'));

-- What hangs on a request is seen with it; a person agrees for herself.
CREATE POLICY with_request ON consent_approval FOR SELECT TO xinqiao_authorization, xinqiao_application
  USING (EXISTS (SELECT FROM consent_request WHERE consent_request.id = consent_approval.request_id));
CREATE POLICY herself ON consent_approval FOR INSERT TO xinqiao_authorization
  WITH CHECK (identity_id = xinqiao_identity_id());
-- What was agreed to in the end stays as it was said.
CREATE POLICY herself_anew ON consent_approval FOR UPDATE TO xinqiao_authorization
  USING (
    identity_id = xinqiao_identity_id()
    AND EXISTS (
      SELECT FROM consent_request WHERE consent_request.id = consent_approval.request_id AND status = 'PENDING'
    )
  );
CREATE POLICY all_reads ON consent_approval FOR SELECT TO xinqiao_worker, xinqiao_regulator USING (true);

-- consent_revision, consent_stop: with their consent, which the subquery sees only then.
CREATE POLICY with_consent ON consent_revision FOR SELECT TO xinqiao_authorization, xinqiao_application
  USING (EXISTS (SELECT FROM consent WHERE consent.id = consent_revision.consent_id));
CREATE POLICY with_consent_adds ON consent_revision FOR INSERT TO xinqiao_authorization, xinqiao_application
  WITH CHECK (receipt IS NULL AND EXISTS (SELECT FROM consent WHERE consent.id = consent_revision.consent_id));
CREATE POLICY worker ON consent_revision TO xinqiao_worker USING (true);
CREATE POLICY all_reads ON consent_revision FOR SELECT TO xinqiao_regulator USING (true);
CREATE POLICY concerned ON consent_stop FOR SELECT TO xinqiao_authorization
  USING (participant_id = xinqiao_participant_id() OR subject_id = xinqiao_subject_id());
CREATE POLICY concerned_adds ON consent_stop FOR INSERT TO xinqiao_authorization
  WITH CHECK (
    acknowledgement IS NULL AND attestation IS NULL
    AND (participant_id = xinqiao_participant_id() OR subject_id = xinqiao_subject_id())
  );
CREATE POLICY own ON consent_stop FOR SELECT TO xinqiao_application USING (participant_id = xinqiao_participant_id());
CREATE POLICY own_adds ON consent_stop FOR INSERT TO xinqiao_application
  WITH CHECK (participant_id = xinqiao_participant_id() AND acknowledgement IS NULL AND attestation IS NULL);
CREATE POLICY own_says ON consent_stop FOR UPDATE TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY worker ON consent_stop TO xinqiao_worker USING (true);
CREATE POLICY all_reads ON consent_stop FOR SELECT TO xinqiao_regulator USING (true);

-- agent, assistance, confirmation_code: the agent's own; what she prepared is seen with the request.
CREATE POLICY operator ON agent TO xinqiao_operator USING (true);
CREATE POLICY own ON agent FOR SELECT TO xinqiao_authorization USING (identity_id = xinqiao_identity_id());
CREATE POLICY all_reads ON agent FOR SELECT TO xinqiao_worker, xinqiao_regulator USING (true);
CREATE POLICY own_or_with_request ON assistance FOR SELECT TO xinqiao_authorization
  USING (
    agent_id = xinqiao_identity_id()
    OR EXISTS (SELECT FROM consent_request WHERE consent_request.id = assistance.request_id)
  );
CREATE POLICY own_adds ON assistance FOR INSERT TO xinqiao_authorization
  WITH CHECK (agent_id = xinqiao_identity_id() AND confirmation IS NULL);
-- Whoever prepared it is not who confirms it.
CREATE POLICY confirms ON assistance FOR UPDATE TO xinqiao_authorization
  USING (
    agent_id <> xinqiao_identity_id()
    AND EXISTS (SELECT FROM consent_request WHERE consent_request.id = assistance.request_id)
  );
CREATE POLICY all_reads ON assistance FOR SELECT TO xinqiao_worker, xinqiao_regulator USING (true);
CREATE POLICY agent_or_owner ON confirmation_code FOR SELECT TO xinqiao_authorization
  USING (agent_id = xinqiao_identity_id() OR identity_id = xinqiao_identity_id());
CREATE POLICY agent_or_owner_uses ON confirmation_code FOR UPDATE TO xinqiao_authorization
  USING (agent_id = xinqiao_identity_id() OR identity_id = xinqiao_identity_id());
-- A code is made by the agent who prepared the request, and never for herself.
CREATE POLICY agent_sends ON confirmation_code FOR INSERT TO xinqiao_authorization
  WITH CHECK (
    agent_id = xinqiao_identity_id() AND identity_id <> agent_id
    AND EXISTS (
      SELECT FROM assistance AS a
      WHERE a.request_id = confirmation_code.request_id AND a.agent_id = xinqiao_identity_id()
    )
  );
CREATE POLICY sends ON confirmation_code FOR SELECT TO xinqiao_worker USING (true);
CREATE POLICY forgets ON confirmation_code FOR UPDATE TO xinqiao_worker USING (true) WITH CHECK (code_sealed IS NULL);
CREATE POLICY purge ON confirmation_code FOR DELETE TO xinqiao_worker USING (true);

-- approval_rule, registry_event, authority: the firm's own.
CREATE POLICY own ON approval_rule FOR SELECT TO xinqiao_authorization USING (subject_id = xinqiao_subject_id());
-- Whoever represents the firm says how many must agree, and nobody she gave authority to.
CREATE POLICY representative_sets ON approval_rule FOR INSERT TO xinqiao_authorization
  WITH CHECK (
    subject_id = xinqiao_subject_id() AND set_by = xinqiao_identity_id()
    AND EXISTS (
      SELECT FROM authority AS a
      WHERE a.subject_id = approval_rule.subject_id AND a.identity_id = xinqiao_identity_id() AND a.status = 'ACTIVE'
        AND a.capacity IN ('LEGAL_REPRESENTATIVE', 'PROPRIETOR')
    )
  );
CREATE POLICY representative_replaces ON approval_rule FOR UPDATE TO xinqiao_authorization
  USING (
    subject_id = xinqiao_subject_id()
    AND EXISTS (
      SELECT FROM authority AS a
      WHERE a.subject_id = approval_rule.subject_id AND a.identity_id = xinqiao_identity_id() AND a.status = 'ACTIVE'
        AND a.capacity IN ('LEGAL_REPRESENTATIVE', 'PROPRIETOR')
    )
  );
-- An invitation: of whoever may give it; seen by the firm, and by whoever holds its code.
CREATE POLICY own_or_code ON authority_invitation FOR SELECT TO xinqiao_authorization
  USING (subject_id = xinqiao_subject_id() OR id = xinqiao_code());
CREATE POLICY giver_invites ON authority_invitation FOR INSERT TO xinqiao_authorization
  WITH CHECK (
    given_by = xinqiao_identity_id() AND accepted_at IS NULL
    AND EXISTS (
      SELECT FROM authority AS a
      WHERE a.id = authority_invitation.granted_by AND a.subject_id = authority_invitation.subject_id
        AND a.identity_id = xinqiao_identity_id() AND a.status = 'ACTIVE'
    )
  );
CREATE POLICY own_or_code_answers ON authority_invitation FOR UPDATE TO xinqiao_authorization
  USING (subject_id = xinqiao_subject_id() OR id = xinqiao_code());
CREATE POLICY own ON authority_attempt TO xinqiao_authorization USING (identity_id = xinqiao_identity_id());
CREATE POLICY all_reads ON approval_rule FOR SELECT TO xinqiao_operator, xinqiao_worker, xinqiao_regulator USING (true);
CREATE POLICY agency_reads ON registry_event FOR SELECT TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY agency_reports ON registry_event FOR INSERT TO xinqiao_application
  WITH CHECK (
    participant_id = xinqiao_participant_id() AND status = 'RECEIVED'
    AND (SELECT xinqiao_participant_kind()) = 'AGENCY'
    -- An agency takes back what it reported itself, and nothing else.
    AND (annuls IS NULL OR EXISTS (
      SELECT FROM registry_event AS e
      WHERE e.id = registry_event.annuls AND e.subject_id = registry_event.subject_id
        AND e.participant_id = xinqiao_participant_id() AND e.kind <> 'REPORT_ANNULLED'
    ))
  );
CREATE POLICY own ON registry_event FOR SELECT TO xinqiao_authorization USING (subject_id = xinqiao_subject_id());
CREATE POLICY worker ON registry_event TO xinqiao_worker USING (true);
CREATE POLICY all_reads ON registry_event FOR SELECT TO xinqiao_operator, xinqiao_regulator USING (true);
CREATE POLICY all_reads ON authority FOR SELECT TO xinqiao_worker USING (true);
-- Whoever agrees for a firm: who else agreed is one person or another by her number.
CREATE POLICY same_firm ON identity FOR SELECT TO xinqiao_authorization
  USING (id IN (SELECT identity_id FROM authority WHERE subject_id = xinqiao_subject_id()));
CREATE POLICY registry_ends ON authority FOR UPDATE TO xinqiao_worker USING (true) WITH CHECK (status <> 'ACTIVE');
CREATE POLICY all_reads ON subject FOR SELECT TO xinqiao_worker USING (true);
CREATE POLICY all_reads ON subject_identifier FOR SELECT TO xinqiao_worker USING (true);
-- A bank that asks names the firm by its code: that row and no other.
CREATE POLICY named_code ON subject_identifier FOR SELECT TO xinqiao_authorization
  USING (value = xinqiao_code() AND valid_to IS NULL);
CREATE POLICY all_reads ON package FOR SELECT TO xinqiao_worker USING (true);
CREATE POLICY worker_reads ON decision FOR SELECT TO xinqiao_worker USING (true);
CREATE POLICY with_consent ON package FOR SELECT TO xinqiao_authorization
  USING (EXISTS (SELECT FROM consent WHERE consent.id = package.consent_id));
CREATE POLICY with_consent ON decision FOR SELECT TO xinqiao_authorization
  USING (EXISTS (SELECT FROM consent WHERE consent.id = decision.consent_id));

-- session: whoever holds the cookie names the row.
CREATE POLICY holder ON session TO xinqiao_authorization USING (true);
CREATE POLICY holder_reads ON session FOR SELECT TO xinqiao_application USING (true);
CREATE POLICY holder_is_here ON session FOR UPDATE TO xinqiao_application USING (true);
CREATE POLICY purge_sees ON session FOR SELECT TO xinqiao_worker USING (true);
CREATE POLICY purge ON session FOR DELETE TO xinqiao_worker USING (true);

-- log_entry: the kinds that each login may now record.
DROP POLICY owner_reads ON log_entry;
DROP POLICY bank_acts ON log_entry;
DROP POLICY bank_or_owner_acts ON log_entry;
DROP POLICY worker_acts ON log_entry;
-- What was recorded before anybody said whose consent it is names no subject: whoever agreed to it reads it too.
CREATE POLICY owner_reads ON log_entry FOR SELECT TO xinqiao_authorization
  USING (
    subject_id = xinqiao_subject_id()
    OR subject_id IS NULL AND EXISTS (
      SELECT FROM consent WHERE consent.id = log_entry.consent_id AND consent.subject_id = xinqiao_subject_id()
    )
  );
CREATE POLICY bank_acts ON log_entry FOR INSERT TO xinqiao_application
  WITH CHECK (
    participant_id = xinqiao_participant_id()
    AND kind IN (
      'CONSENT_REVOKED', 'CONSENT_REQUEST_WITHDRAWN', 'CONSENT_STOP_ACKNOWLEDGED', 'DELETION_ATTESTED', 'REGISTRY_EVENT_RECEIVED',
      'ACCESS_ALLOWED', 'ACCESS_DENIED', 'DATA_DELIVERED', 'DATA_DISCARDED', 'DATA_FAILED',
      'DECISION_MADE', 'APPLICATION_CHANGED', 'APPLICATION_STATUS_CHANGED', 'KEY_REGISTERED', 'KEY_REVOKED',
      'WEBHOOK_CHANGED', 'EVENTS_REPLAYED', 'CASE_OPENED', 'CASE_CHANGED', 'SOURCE_IMPORTED'
    )
  );
CREATE POLICY bank_or_owner_acts ON log_entry FOR INSERT TO xinqiao_authorization
  WITH CHECK (
    (participant_id = xinqiao_participant_id() OR subject_id = xinqiao_subject_id())
    AND kind IN (
      'CONSENT_REQUESTED', 'CONSENT_REQUEST_LOOKED_UP', 'CONSENT_PREPARED', 'CONSENT_CODE_SENT',
      'CONSENT_CODE_FAILED', 'CONSENT_APPROVED', 'CONSENT_GRANTED', 'CONSENT_REJECTED', 'CONSENT_AMENDED', 'CONSENT_RENEWED', 'CONSENT_PAUSED', 'CONSENT_RESUMED',
      'CONSENT_REVOKED', 'CONSENT_REQUEST_REFUSED', 'CONSENT_REQUEST_WITHDRAWN', 'AUTHORITY_GRANTED', 'AUTHORITY_REFUSED',
      'AUTHORITY_ENDED', 'APPROVAL_RULE_CHANGED',
      'OWN_DATA_SHOWN', 'OWN_DATA_EXPORTED', 'CASE_OPENED', 'CASE_CHANGED'
    )
  );
CREATE POLICY worker_acts ON log_entry FOR INSERT TO xinqiao_worker
  WITH CHECK (
    kind IN (
      'CONSENT_EXPIRED', 'CONSENT_PAUSED', 'CONSENT_REQUEST_LAPSED', 'CONSENT_REMINDED', 'AUTHORITY_ENDED',
      'AUTHORITY_SUSPENDED', 'REGISTRY_EVENT_APPLIED', 'KEY_REGISTERED', 'KEY_REVOKED', 'WEBHOOK_CHANGED',
      'REGISTER_PUBLISHED'
    )
  );

-- ── Signatures ──────────────────────────────────────────────────────────────────────────────────────

-- Nobody who can write rows and no more adds a key: each carries a keyed digest under the secret of the installation.
-- That of keys made before is added once, by whoever opens their private half.
GRANT UPDATE (mac) ON signing_key TO xinqiao_application, xinqiao_authorization, xinqiao_worker;
CREATE FUNCTION xinqiao_key_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF OLD.valid_to IS NOT NULL AND (NEW.valid_to IS NULL OR NEW.valid_to > OLD.valid_to)
     OR OLD.mac IS NOT NULL AND NEW.mac IS DISTINCT FROM OLD.mac THEN
    RAISE EXCEPTION 'a key is neither prolonged nor remade' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER key_stays BEFORE UPDATE ON signing_key FOR EACH ROW EXECUTE FUNCTION xinqiao_key_stays();

-- The worker writes receipts of every change.
ALTER TABLE signing_key
  DROP CONSTRAINT signing_key_purpose_check,
  ADD CHECK (purpose IN (
    'TOKEN', 'CONSENT', 'CONSENT_RECEIPT', 'PACKAGE', 'RECEIPT', 'CHECKPOINT', 'WEBHOOK', 'REGISTER'
  ));
CREATE OR REPLACE FUNCTION xinqiao_signs(purpose text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE current_user
    WHEN 'xinqiao_authorization' THEN purpose IN ('TOKEN', 'CONSENT')
    WHEN 'xinqiao_application' THEN purpose IN ('PACKAGE', 'RECEIPT')
    WHEN 'xinqiao_worker' THEN purpose IN ('CHECKPOINT', 'WEBHOOK', 'REGISTER', 'CONSENT_RECEIPT')
    ELSE false
  END;
