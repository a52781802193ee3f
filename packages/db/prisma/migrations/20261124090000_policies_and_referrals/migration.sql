-- CreateTable
CREATE TABLE "policy_version" (
    "id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "policy_id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "document_hash" TEXT NOT NULL,
    "baseline" JSONB,
    "baseline_hash" TEXT,
    "status" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "drafted_by" TEXT NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "proposed_by" TEXT,
    "proposed_at" TIMESTAMPTZ(3),
    "activated_by" TEXT,
    "activated_at" TIMESTAMPTZ(3),
    "retired_by" TEXT,
    "retired_at" TIMESTAMPTZ(3),
    "seal" TEXT,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referral" (
    "id" TEXT NOT NULL,
    "decision_id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "consent_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "limit_ceiling" DECIMAL(18,2) NOT NULL,
    "rate_floor" DECIMAL(9,8) NOT NULL,
    "rate_ceiling" DECIMAL(9,8) NOT NULL,
    "outcome" TEXT,
    "credit_limit" DECIMAL(18,2),
    "annual_rate" DECIMAL(9,8),
    "terms_sealed" TEXT,
    "reasons" TEXT[],
    "proposed_by" TEXT,
    "proposed_at" TIMESTAMPTZ(3),
    "settled_by" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "seal" TEXT NOT NULL,

    CONSTRAINT "referral_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_tally" (
    "ticket" BIGSERIAL NOT NULL,
    "participant_id" TEXT NOT NULL,
    "policy_id" TEXT NOT NULL,
    "policy_version" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "cells" INTEGER[],

    CONSTRAINT "policy_tally_pkey" PRIMARY KEY ("ticket")
);

-- CreateTable
CREATE TABLE "policy_count" (
    "participant_id" TEXT NOT NULL,
    "policy_id" TEXT NOT NULL,
    "policy_version" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "characteristic" INTEGER NOT NULL,
    "cell" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "policy_count_pkey" PRIMARY KEY ("participant_id","policy_id","policy_version","month","characteristic","cell")
);

-- CreateTable
CREATE TABLE "policy_alarm" (
    "participant_id" TEXT NOT NULL,
    "policy_id" TEXT NOT NULL,
    "policy_version" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "characteristic" INTEGER NOT NULL,
    "light" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_alarm_pkey" PRIMARY KEY ("participant_id","policy_id","policy_version","month","characteristic")
);

-- CreateTable
CREATE TABLE "person_agreement" (
    "proposal_id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "agreed_by" TEXT NOT NULL,
    "agreed_at" TIMESTAMPTZ(3) NOT NULL,
    "seal" TEXT NOT NULL,

    CONSTRAINT "person_agreement_pkey" PRIMARY KEY ("proposal_id","seal")
);

-- CreateIndex
CREATE INDEX "policy_count_month_characteristic_idx" ON "policy_count"("month", "characteristic");

-- CreateIndex
CREATE UNIQUE INDEX "policy_version_participant_id_policy_id_version_key" ON "policy_version"("participant_id", "policy_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "referral_decision_id_key" ON "referral"("decision_id");

-- CreateIndex
CREATE INDEX "referral_participant_id_status_id_idx" ON "referral"("participant_id", "status", "id");

-- AddForeignKey
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_agreement" ADD CONSTRAINT "person_agreement_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- ════════════════════════════════════════════════════════════════════════════════════════════════════
-- By hand from here on: what the schema file cannot say.
-- ════════════════════════════════════════════════════════════════════════════════════════════════════

ALTER TABLE policy_version
  ADD CHECK (id LIKE 'pol\_%'),
  ADD CHECK (status IN ('DRAFT', 'PROPOSED', 'ACTIVE', 'RETIRED')),
  ADD CHECK ((status = 'DRAFT') = (proposed_by IS NULL) AND (proposed_by IS NULL) = (proposed_at IS NULL)),
  ADD CHECK ((status IN ('ACTIVE', 'RETIRED')) = (activated_by IS NOT NULL)),
  ADD CHECK ((activated_by IS NULL) = (activated_at IS NULL)),
  ADD CHECK ((status = 'RETIRED') = (retired_by IS NOT NULL) AND (retired_by IS NULL) = (retired_at IS NULL)),
  -- What was not genuine when it was taken out of force bears none.
  ADD CHECK (status = 'RETIRED' OR seal IS NOT NULL),
  ADD CHECK ((baseline IS NULL) = (baseline_hash IS NULL)),
  -- Four eyes: neither who wrote it nor who proposed it puts it in force.
  ADD CHECK (activated_by NOT IN (drafted_by, proposed_by));
ALTER TABLE referral
  ADD CHECK (id LIKE 'ref\_%'),
  ADD CHECK (status IN ('WAITING', 'PROPOSED', 'SETTLED')),
  ADD CHECK (outcome IN ('APPROVED', 'DECLINED')),
  ADD CHECK ((status = 'WAITING') = (outcome IS NULL) AND (outcome IS NULL) = (proposed_by IS NULL)),
  ADD CHECK ((proposed_by IS NULL) = (proposed_at IS NULL)),
  ADD CHECK ((status = 'SETTLED') = (settled_by IS NOT NULL) AND (settled_by IS NULL) = (settled_at IS NULL)),
  -- Limit and rate stand in the clear, or under the key of the person they are about.
  ADD CHECK (coalesce(outcome = 'APPROVED', false) = (num_nonnulls(credit_limit, terms_sealed) = 1)
    AND num_nonnulls(credit_limit, terms_sealed) < 2 AND (credit_limit IS NULL) = (annual_rate IS NULL)),
  ADD CHECK (credit_limit > 0 AND credit_limit <= limit_ceiling),
  ADD CHECK (rate_floor >= 0 AND rate_ceiling <= 1 AND annual_rate BETWEEN rate_floor AND rate_ceiling),
  ADD CHECK (settled_by <> proposed_by);
-- Whatever a caller adds, the worker can count: one bad row would hold up the counts of all.
ALTER TABLE policy_tally
  ADD CHECK (length(policy_id) <= 60 AND length(policy_version) <= 20),
  ADD CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  ADD CHECK (outcome IN ('APPROVED', 'DECLINED', 'REFERRED')),
  ADD CHECK (cells IS NOT NULL AND array_ndims(cells) = 1 AND cardinality(cells) BETWEEN 2 AND 1001),
  ADD CHECK (array_position(cells, NULL) IS NULL AND 0 <= ALL (cells) AND 10000 >= ALL (cells));
ALTER TABLE policy_count ADD CHECK (count > 0);
ALTER TABLE policy_alarm ADD CHECK (light IN ('YELLOW', 'RED'));

-- ── What is over stays over ─────────────────────────────────────────────────────────────────────────

-- A version in force is what was proposed, to the byte; nothing of it changes again.
CREATE FUNCTION xinqiao_policy_by_the_book() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF (OLD.status, NEW.status) NOT IN (
    ('DRAFT', 'DRAFT'), ('DRAFT', 'PROPOSED'), ('PROPOSED', 'DRAFT'), ('PROPOSED', 'ACTIVE'), ('ACTIVE', 'RETIRED')
  ) THEN
    RAISE EXCEPTION 'a policy does not go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  -- The seal of a state it was in once fits no later one: what was sent back is not proposed again by putting it back.
  IF NEW.revision <> OLD.revision + 1 THEN
    RAISE EXCEPTION 'a change of a policy raises its revision by one' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.id, NEW.participant_id, NEW.policy_id, NEW.version)
     IS DISTINCT FROM (OLD.id, OLD.participant_id, OLD.policy_id, OLD.version)
     OR (OLD.status, NEW.status) <> ('DRAFT', 'DRAFT')
       AND (NEW.document, NEW.document_hash, NEW.baseline, NEW.baseline_hash, NEW.valid_from, NEW.valid_to, NEW.drafted_by, NEW.drafted_at)
         IS DISTINCT FROM
         (OLD.document, OLD.document_hash, OLD.baseline, OLD.baseline_hash, OLD.valid_from, OLD.valid_to, OLD.drafted_by, OLD.drafted_at)
     OR OLD.status IN ('PROPOSED', 'ACTIVE') AND NEW.status <> 'DRAFT'
       AND (NEW.proposed_by, NEW.proposed_at) IS DISTINCT FROM (OLD.proposed_by, OLD.proposed_at)
     OR OLD.status = 'ACTIVE'
       AND (NEW.activated_by, NEW.activated_at) IS DISTINCT FROM (OLD.activated_by, OLD.activated_at) THEN
    RAISE EXCEPTION 'what was written of a policy stays as it is' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_by_the_book BEFORE UPDATE ON policy_version
  FOR EACH ROW EXECUTE FUNCTION xinqiao_policy_by_the_book();

-- It begins as a draft, and no earlier step is skipped.
CREATE FUNCTION xinqiao_policy_begins() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF NEW.status <> 'DRAFT' OR NEW.revision <> 0 THEN
    RAISE EXCEPTION 'a policy begins as a draft' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_begins BEFORE INSERT ON policy_version
  FOR EACH ROW EXECUTE FUNCTION xinqiao_policy_begins();

-- What one proposed another confirms as it stands, or sends back; what is settled is settled.
CREATE FUNCTION xinqiao_referral_by_the_book() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF (OLD.status, NEW.status) NOT IN (
    ('WAITING', 'PROPOSED'), ('PROPOSED', 'WAITING'), ('PROPOSED', 'PROPOSED'), ('PROPOSED', 'SETTLED')
  ) OR NEW.revision <> OLD.revision + 1 THEN
    RAISE EXCEPTION 'a referral does not go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.id, NEW.decision_id, NEW.participant_id, NEW.subject_id, NEW.consent_id, NEW.opened_at, NEW.deadline_at,
      NEW.limit_ceiling, NEW.rate_floor, NEW.rate_ceiling)
     IS DISTINCT FROM
     (OLD.id, OLD.decision_id, OLD.participant_id, OLD.subject_id, OLD.consent_id, OLD.opened_at, OLD.deadline_at,
      OLD.limit_ceiling, OLD.rate_floor, OLD.rate_ceiling)
     OR NEW.status = 'SETTLED'
       AND (NEW.outcome, NEW.credit_limit, NEW.annual_rate, NEW.terms_sealed, NEW.reasons, NEW.proposed_by, NEW.proposed_at)
         IS DISTINCT FROM
         (OLD.outcome, OLD.credit_limit, OLD.annual_rate, OLD.terms_sealed, OLD.reasons, OLD.proposed_by, OLD.proposed_at) THEN
    RAISE EXCEPTION 'a referral is settled as it was proposed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER referral_by_the_book BEFORE UPDATE ON referral
  FOR EACH ROW EXECUTE FUNCTION xinqiao_referral_by_the_book();

-- ── Grants ──────────────────────────────────────────────────────────────────────────────────────────

GRANT SELECT, INSERT, UPDATE (
  document, document_hash, baseline, baseline_hash, status, revision, valid_from, valid_to, drafted_by, drafted_at,
  proposed_by, proposed_at, activated_by, activated_at, retired_by, retired_at, seal
) ON policy_version TO xinqiao_application, xinqiao_operator;
GRANT SELECT ON policy_version TO xinqiao_worker, xinqiao_regulator;
GRANT SELECT, INSERT, UPDATE (
  status, revision, outcome, credit_limit, annual_rate, reasons, proposed_by, proposed_at, settled_by, settled_at,
  seal, terms_sealed
) ON referral TO xinqiao_application;
GRANT SELECT, INSERT ON policy_tally TO xinqiao_application;
GRANT USAGE ON SEQUENCE policy_tally_ticket_seq TO xinqiao_application;
GRANT SELECT, DELETE ON policy_tally TO xinqiao_worker;
GRANT SELECT, INSERT, UPDATE (count) ON policy_count TO xinqiao_worker;
GRANT SELECT, INSERT, UPDATE (light, raised_at) ON policy_alarm TO xinqiao_worker;
GRANT SELECT ON policy_count, policy_alarm TO xinqiao_application;
GRANT SELECT, INSERT ON person_agreement TO xinqiao_application;
GRANT SELECT ON person_agreement TO xinqiao_operator, xinqiao_regulator;

-- ── Row security ────────────────────────────────────────────────────────────────────────────────────

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['policy_version', 'referral', 'policy_tally', 'policy_count', 'policy_alarm', 'person_agreement'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

-- policy_version: its owner's, which is a bank, or the operator by its staff's login; what the operator has in force,
-- every bank's to decide by.
CREATE POLICY own ON policy_version FOR SELECT TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY own_drafts ON policy_version FOR INSERT TO xinqiao_application
  WITH CHECK (participant_id = xinqiao_participant_id() AND (SELECT xinqiao_participant_kind()) = 'BANK');
CREATE POLICY own_works ON policy_version FOR UPDATE TO xinqiao_application
  USING (participant_id = xinqiao_participant_id() AND (SELECT xinqiao_participant_kind()) = 'BANK');
CREATE POLICY operator ON policy_version TO xinqiao_operator
  USING (participant_id = xinqiao_participant_id() AND (SELECT xinqiao_participant_kind()) = 'OPERATOR');
CREATE POLICY of_operator ON policy_version FOR SELECT TO xinqiao_application
  USING (
    status IN ('ACTIVE', 'RETIRED')
    AND EXISTS (
      SELECT FROM participant WHERE participant.id = policy_version.participant_id AND participant.kind = 'OPERATOR'
    )
  );
CREATE POLICY reads ON policy_version FOR SELECT TO xinqiao_worker, xinqiao_regulator USING (true);
-- referral: of a decision of the same bank.
CREATE POLICY own ON referral FOR SELECT TO xinqiao_application USING (participant_id = xinqiao_participant_id());
CREATE POLICY own_works ON referral FOR UPDATE TO xinqiao_application USING (participant_id = xinqiao_participant_id());
CREATE POLICY own_opens ON referral FOR INSERT TO xinqiao_application
  WITH CHECK (
    participant_id = xinqiao_participant_id() AND status = 'WAITING' AND revision = 0
    AND EXISTS (
      SELECT FROM decision
      WHERE decision.id = decision_id AND decision.consent_id = referral.consent_id
        AND decision.subject_id = referral.subject_id AND decision.outcome = 'REFERRED'
    )
  );
-- The watch: a bank adds what it decided and reads its own counts; the worker counts.
CREATE POLICY own ON policy_tally FOR SELECT TO xinqiao_application USING (participant_id = xinqiao_participant_id());
CREATE POLICY own_adds ON policy_tally FOR INSERT TO xinqiao_application
  WITH CHECK (participant_id = xinqiao_participant_id());
CREATE POLICY counts ON policy_tally TO xinqiao_worker USING (true);
CREATE POLICY counts ON policy_count TO xinqiao_worker USING (true);
CREATE POLICY own ON policy_count FOR SELECT TO xinqiao_application USING (participant_id = xinqiao_participant_id());
CREATE POLICY alarms ON policy_alarm TO xinqiao_worker USING (true);
CREATE POLICY own ON policy_alarm FOR SELECT TO xinqiao_application USING (participant_id = xinqiao_participant_id());

-- proposal: a bank sees who would work for it, and its people agree. What this login writes in their name past the
-- platform has no seal and counts for nothing.
CREATE POLICY own_people ON proposal FOR SELECT TO xinqiao_application
  USING (
    kind = 'PERSON' AND payload->>'participantId' = xinqiao_participant_id()
    AND (SELECT xinqiao_participant_kind()) = 'BANK'
  );
CREATE POLICY own ON person_agreement FOR SELECT TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
CREATE POLICY own_agrees ON person_agreement FOR INSERT TO xinqiao_application
  WITH CHECK (
    participant_id = xinqiao_participant_id()
    AND EXISTS (
      SELECT FROM proposal
      WHERE proposal.id = proposal_id AND proposal.kind = 'PERSON' AND proposal.status = 'OPEN'
        AND proposal.payload->>'participantId' = person_agreement.participant_id
        AND proposal.target_id <> agreed_by
    )
    AND EXISTS (
      SELECT FROM identity
      WHERE identity.id = agreed_by AND identity.status = 'ACTIVE'
        AND identity.participant_id = person_agreement.participant_id
    )
  );
CREATE POLICY reads ON person_agreement FOR SELECT TO xinqiao_operator, xinqiao_regulator USING (true);

-- log_entry: what each login may now record, beside what it could.
CREATE POLICY keeps_policies ON log_entry FOR INSERT TO xinqiao_application
  WITH CHECK (
    participant_id = xinqiao_participant_id()
    AND kind IN (
      'POLICY_DRAFTED', 'POLICY_PROPOSED', 'POLICY_SENT_BACK', 'POLICY_ACTIVATED', 'POLICY_RETIRED',
      'REFERRAL_PROPOSED', 'REFERRAL_SENT_BACK', 'REFERRAL_SETTLED', 'PERSON_AGREED'
    )
    AND (SELECT xinqiao_participant_kind()) = 'BANK'
  );
-- log_entry: of her application an owner learns what two people decided, not what one of them only proposed.
CREATE POLICY settled_alone ON log_entry AS RESTRICTIVE FOR SELECT TO xinqiao_authorization
  USING (kind NOT IN ('REFERRAL_PROPOSED', 'REFERRAL_SENT_BACK'));
-- event: what becomes of a bank's own policies; of the operator's its staff's login tells every bank.
CREATE POLICY tells_of_policies ON event FOR INSERT TO xinqiao_application
  WITH CHECK (
    participant_id = xinqiao_participant_id() AND position IS NULL
    AND type = 'cn.xinqiao.policy.status-changed.v1'
    AND (SELECT xinqiao_participant_kind()) = 'BANK'
  );
-- event: what waits for a bank's people, and what they decided.
CREATE POLICY tells_of_referrals ON event FOR INSERT TO xinqiao_application
  WITH CHECK (
    participant_id = xinqiao_participant_id() AND position IS NULL
    AND type IN ('cn.xinqiao.decision.referred.v1', 'cn.xinqiao.referral.settled.v1')
    AND (SELECT xinqiao_participant_kind()) = 'BANK'
  );
