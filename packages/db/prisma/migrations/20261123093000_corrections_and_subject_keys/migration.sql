-- AlterTable
ALTER TABLE "subject" ADD COLUMN "erased_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "correction" (
    "id" TEXT NOT NULL,
    "operator_id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "sealed" TEXT,
    "agency_id" TEXT,
    "status" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" TEXT,
    "reason" TEXT,
    "note_sealed" TEXT,
    "told_status" TEXT,
    "reminded" TEXT,

    CONSTRAINT "correction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "item_agency" (
    "item" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "item_agency_pkey" PRIMARY KEY ("item")
);

-- CreateTable
CREATE TABLE "key_encryption_key" (
    "id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),
    "destroyed_at" TIMESTAMPTZ(3),

    CONSTRAINT "key_encryption_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject_key" (
    "holder" TEXT NOT NULL,
    "wrapped" TEXT,
    "kek_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "destroyed_at" TIMESTAMPTZ(3),

    CONSTRAINT "subject_key_pkey" PRIMARY KEY ("holder")
);

-- CreateIndex
CREATE UNIQUE INDEX "correction_case_id_key" ON "correction"("case_id");

-- CreateIndex
CREATE INDEX "correction_subject_id_status_idx" ON "correction"("subject_id", "status");

-- CreateIndex
CREATE INDEX "correction_agency_id_id_idx" ON "correction"("agency_id", "id");

-- CreateIndex
CREATE INDEX "subject_key_kek_id_idx" ON "subject_key"("kek_id");

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "support_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_agency" ADD CONSTRAINT "item_agency_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subject_key" ADD CONSTRAINT "subject_key_kek_id_fkey" FOREIGN KEY ("kek_id") REFERENCES "key_encryption_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ════════════════════════════════════════════════════════════════════════════════════════════════════
-- By hand from here on: what the schema file cannot say.
-- ════════════════════════════════════════════════════════════════════════════════════════════════════

ALTER TABLE correction
  ADD CHECK (id LIKE 'cor\_%'),
  ADD CHECK (status IN ('OPEN', 'UPHELD', 'CORRECTED', 'REJECTED', 'WITHDRAWN')),
  ADD CHECK ((status = 'OPEN') = (settled_at IS NULL)),
  ADD CHECK (told_status IN ('OPEN', 'UPHELD', 'CORRECTED', 'REJECTED', 'WITHDRAWN')),
  ADD CHECK (reminded IN ('GREEN', 'YELLOW', 'RED'));
-- Whom the worker still has to tell.
CREATE INDEX correction_untold_idx ON correction (id) WHERE told_status IS DISTINCT FROM status;
CREATE INDEX correction_waiting_idx ON correction (deadline_at) WHERE status IN ('OPEN', 'UPHELD');
ALTER TABLE subject_key
  ADD CHECK (holder LIKE 'sub\_%' OR holder LIKE 'person:%'),
  -- There is a key, or there was one.
  ADD CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL) AND (wrapped IS NULL) = (kek_id IS NULL));
-- One key-encryption key at a time.
CREATE UNIQUE INDEX key_encryption_key_current ON key_encryption_key ((true)) WHERE retired_at IS NULL;

-- ── What is over stays over ─────────────────────────────────────────────────────────────────────────

-- An objection is settled once, but for the record that was found wrong first and put right later; what she said and
-- what it is about never changes.
CREATE FUNCTION xinqiao_correction_by_the_book() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
    ('OPEN', 'UPHELD'), ('OPEN', 'CORRECTED'), ('OPEN', 'REJECTED'), ('OPEN', 'WITHDRAWN'), ('UPHELD', 'CORRECTED')
  ) OR NEW.status = OLD.status
       AND (NEW.settled_at, NEW.settled_by, NEW.reason, NEW.note_sealed)
           IS DISTINCT FROM (OLD.settled_at, OLD.settled_by, OLD.reason, OLD.note_sealed) THEN
    RAISE EXCEPTION 'an objection is not settled from % to %', OLD.status, NEW.status
      USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.status = 'WITHDRAWN') <> (current_user = 'xinqiao_authorization') AND NEW.status <> OLD.status THEN
    RAISE EXCEPTION 'whoever objects withdraws, and nobody else; she settles nothing' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correction_by_the_book BEFORE UPDATE ON correction
  FOR EACH ROW EXECUTE FUNCTION xinqiao_correction_by_the_book();

-- A key that was destroyed is never there again, and only its wrapping changes while it is.
CREATE FUNCTION xinqiao_destroyed_is_destroyed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF OLD.destroyed_at IS NOT NULL OR NEW.created_at <> OLD.created_at OR NEW.holder <> OLD.holder THEN
    RAISE EXCEPTION 'a key that was destroyed stays destroyed' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.destroyed_at IS NOT NULL) <> (current_user = 'xinqiao_operator') THEN
    RAISE EXCEPTION 'the operator destroys keys, and nothing else wraps them anew' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER destroyed_is_destroyed BEFORE UPDATE ON subject_key
  FOR EACH ROW EXECUTE FUNCTION xinqiao_destroyed_is_destroyed();

-- Two people erase a subject. Looked for as the transaction commits: the proposal is closed after it was carried out.
CREATE FUNCTION xinqiao_destroyed_as_proposed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM proposal
    WHERE proposal.kind = 'SUBJECT_ERASURE' AND proposal.status = 'APPROVED'
      AND proposal.decided_by <> proposal.proposed_by
      AND (
        proposal.target_id = NEW.holder
        OR EXISTS (
          SELECT FROM authority
          WHERE authority.subject_id = proposal.target_id AND 'person:' || authority.identity_id = NEW.holder
        )
      )
  ) THEN
    RAISE EXCEPTION 'a key is destroyed by an approved proposal' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
-- Whoever only makes or rewraps a key has no right to read proposals, and need not.
CREATE CONSTRAINT TRIGGER destroyed_as_proposed AFTER INSERT OR UPDATE ON subject_key
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.destroyed_at IS NOT NULL)
  EXECUTE FUNCTION xinqiao_destroyed_as_proposed();

CREATE FUNCTION xinqiao_is_destroyed(holder text) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, public
  RETURN EXISTS (SELECT FROM subject_key AS k WHERE k.holder = xinqiao_is_destroyed.holder AND k.destroyed_at IS NOT NULL);

-- What whoever erases must know and do, without a right to read consents or to see who stands behind the log.
-- The owner of the tables sees what the function names, and only while it runs.
CREATE FUNCTION xinqiao_erases() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('xinqiao.erases', true), '');
CREATE FUNCTION xinqiao_has_consents(subject text) RETURNS boolean LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  has boolean;
BEGIN
  PERFORM set_config('xinqiao.erases', subject, true);
  has := EXISTS (
    SELECT FROM consent WHERE consent.subject_id = subject AND consent.status IN ('PENDING', 'ACTIVE', 'PAUSED')
  );
  PERFORM set_config('xinqiao.erases', '', true);
  RETURN has;
END $$;
CREATE FUNCTION xinqiao_forget_person(person text) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM set_config('xinqiao.erases', person, true);
  DELETE FROM log_person WHERE log_person.identity_id = person AND xinqiao_is_destroyed('person:' || person);
  PERFORM set_config('xinqiao.erases', '', true);
END $$;

-- The operator's login takes a person out of these rows, once her key is destroyed, and puts nobody in.
CREATE FUNCTION xinqiao_forgotten_only() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  forgets boolean;
BEGIN
  IF current_user <> 'xinqiao_operator' THEN
    RETURN NEW;
  END IF;
  IF TG_TABLE_NAME = 'identity' THEN
    forgets := (NEW.issuer, NEW.upstream_id, NEW.verified_name, NEW.resident_id_digest)
        IS NOT DISTINCT FROM (OLD.issuer, OLD.upstream_id, OLD.verified_name, OLD.resident_id_digest)
      OR num_nonnulls(NEW.issuer, NEW.upstream_id, NEW.verified_name, NEW.resident_id_digest) = 0
        AND NEW.status = 'DISABLED' AND xinqiao_is_destroyed('person:' || NEW.id);
  ELSIF TG_TABLE_NAME = 'contact' THEN
    forgets := (NEW.sealed, NEW.masked, NEW.address_hash) = (OLD.sealed, OLD.masked, OLD.address_hash)
      OR (NEW.sealed, NEW.masked, NEW.address_hash) = ('', '', '') AND NEW.ended_at IS NOT NULL
        AND xinqiao_is_destroyed('person:' || NEW.identity_id);
  ELSE
    forgets := (NEW.value, NEW.sealed, NEW.masked) IS NOT DISTINCT FROM (OLD.value, OLD.sealed, OLD.masked)
      OR NEW.value LIKE 'erased:%' AND num_nonnulls(NEW.sealed, NEW.masked) = 0
        AND xinqiao_is_destroyed(NEW.subject_id);
  END IF;
  IF NOT coalesce(forgets, false) THEN
    RAISE EXCEPTION 'whoever was erased is taken out, and nothing else is changed'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER forgotten_only BEFORE UPDATE ON identity FOR EACH ROW EXECUTE FUNCTION xinqiao_forgotten_only();
CREATE TRIGGER forgotten_only BEFORE UPDATE ON contact FOR EACH ROW EXECUTE FUNCTION xinqiao_forgotten_only();
CREATE TRIGGER forgotten_only BEFORE UPDATE ON subject_identifier
  FOR EACH ROW EXECUTE FUNCTION xinqiao_forgotten_only();

-- ── Grants ──────────────────────────────────────────────────────────────────────────────────────────

GRANT SELECT, INSERT, UPDATE (status, settled_at, settled_by) ON correction TO xinqiao_authorization;
GRANT SELECT, UPDATE (status, settled_at, settled_by, reason, note_sealed) ON correction TO xinqiao_application;
GRANT SELECT, UPDATE (agency_id, reminded) ON correction TO xinqiao_operator;
GRANT SELECT, UPDATE (told_status, reminded) ON correction TO xinqiao_worker;
-- Neither what she said nor who she is.
GRANT SELECT (id, operator_id, subject_id, item, path, agency_id, status, opened_at, deadline_at, settled_at, reason)
  ON correction TO xinqiao_regulator;
GRANT SELECT ON item_agency TO xinqiao_application, xinqiao_authorization, xinqiao_regulator;
GRANT SELECT, INSERT, UPDATE (participant_id, set_by, set_at), DELETE ON item_agency TO xinqiao_operator;

GRANT SELECT ON key_encryption_key TO xinqiao_application, xinqiao_authorization, xinqiao_operator, xinqiao_worker;
GRANT INSERT, UPDATE (retired_at, destroyed_at) ON key_encryption_key TO xinqiao_worker;
GRANT SELECT, INSERT ON subject_key TO xinqiao_application, xinqiao_authorization, xinqiao_operator;
GRANT UPDATE (wrapped, kek_id, destroyed_at) ON subject_key TO xinqiao_operator;
GRANT SELECT, UPDATE (wrapped, kek_id) ON subject_key TO xinqiao_worker;

-- Who was told of a record; how the case of an objection ends.
GRANT SELECT (id, consent_id, participant_id, extracted_at, items, created_at) ON package TO xinqiao_worker;
GRANT SELECT (id, consent_id, created_at) ON decision TO xinqiao_worker;
GRANT UPDATE (status, answered_at) ON support_case TO xinqiao_worker;
GRANT SELECT (case_id, number), INSERT ON support_message TO xinqiao_worker;

-- Erasing: what tells of the person goes.
GRANT UPDATE (erased_at) ON subject TO xinqiao_operator;
GRANT UPDATE (value, sealed, masked) ON subject_identifier TO xinqiao_operator;
GRANT UPDATE (issuer, upstream_id, verified_name, resident_id_digest) ON identity TO xinqiao_operator;
GRANT UPDATE (sealed, masked, address_hash) ON contact TO xinqiao_operator;
REVOKE EXECUTE ON FUNCTION xinqiao_has_consents(text), xinqiao_forget_person(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION xinqiao_has_consents(text), xinqiao_forget_person(text) TO xinqiao_operator;

-- ── Row security ────────────────────────────────────────────────────────────────────────────────────

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['correction', 'item_agency', 'key_encryption_key', 'subject_key'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

-- correction: the subject's own; the agency's that is asked; the operator's all. A bank that reads under a consent
-- learns which records are disputed.
CREATE POLICY own ON correction FOR SELECT TO xinqiao_authorization USING (subject_id = xinqiao_subject_id());
CREATE POLICY own_asks ON correction FOR INSERT TO xinqiao_authorization
  WITH CHECK (
    subject_id = xinqiao_subject_id() AND identity_id = xinqiao_identity_id()
    AND status = 'OPEN' AND num_nonnulls(settled_by, reason, note_sealed, told_status, reminded) = 0
    AND EXISTS (SELECT FROM support_case WHERE support_case.id = case_id)
  );
CREATE POLICY own_withdraws ON correction FOR UPDATE TO xinqiao_authorization
  USING (subject_id = xinqiao_subject_id() AND identity_id = xinqiao_identity_id());
CREATE POLICY asked_or_read ON correction FOR SELECT TO xinqiao_application
  USING (
    agency_id = xinqiao_participant_id() OR subject_id = xinqiao_subject_id()
    OR (SELECT xinqiao_participant_kind()) = 'OPERATOR'
  );
CREATE POLICY asked_settles ON correction FOR UPDATE TO xinqiao_application
  USING (
    agency_id = xinqiao_participant_id() AND (SELECT xinqiao_participant_kind()) = 'AGENCY'
    OR agency_id IS NULL AND (SELECT xinqiao_participant_kind()) = 'OPERATOR'
  );
CREATE POLICY reads ON correction FOR SELECT TO xinqiao_operator, xinqiao_worker, xinqiao_regulator USING (true);
CREATE POLICY tells ON correction FOR UPDATE TO xinqiao_worker USING (true);
CREATE POLICY assigns ON correction FOR UPDATE TO xinqiao_operator USING (true);
CREATE POLICY reads ON item_agency FOR SELECT TO xinqiao_authorization, xinqiao_regulator USING (true);
-- Of which items an agency may hand over files.
CREATE POLICY own ON item_agency FOR SELECT TO xinqiao_application USING (participant_id = xinqiao_participant_id());
CREATE POLICY operator ON item_agency TO xinqiao_operator USING (true);

-- subject_key: whoever may see a subject's rows may open them.
CREATE POLICY reads ON key_encryption_key FOR SELECT
  TO xinqiao_application, xinqiao_authorization, xinqiao_operator, xinqiao_worker USING (true);
CREATE POLICY adds ON key_encryption_key FOR INSERT TO xinqiao_worker WITH CHECK (retired_at IS NULL);
CREATE POLICY retires ON key_encryption_key FOR UPDATE TO xinqiao_worker USING (true);
CREATE POLICY own_or_asked ON subject_key FOR SELECT TO xinqiao_application
  USING (
    holder = xinqiao_subject_id() OR holder = 'person:' || xinqiao_identity_id()
    -- What a bank decided stays readable for it as long as the subject is there.
    OR EXISTS (
      SELECT FROM consent
      WHERE consent.subject_id = holder AND consent.participant_id = xinqiao_participant_id()
    )
    OR EXISTS (
      SELECT FROM correction
      WHERE correction.subject_id = holder
        AND (
          correction.agency_id = xinqiao_participant_id() OR (SELECT xinqiao_participant_kind()) = 'OPERATOR'
        )
    )
  );
-- Of a person who was registered before there were keys.
CREATE POLICY bank_makes ON subject_key FOR INSERT TO xinqiao_application
  WITH CHECK (
    destroyed_at IS NULL
    AND EXISTS (
      SELECT FROM consent
      WHERE consent.subject_id = holder AND consent.participant_id = xinqiao_participant_id()
    )
  );
CREATE POLICY own ON subject_key FOR SELECT TO xinqiao_authorization
  USING (
    holder = xinqiao_subject_id() OR holder = 'person:' || xinqiao_identity_id()
    OR EXISTS (
      SELECT FROM authority WHERE authority.subject_id = holder AND authority.identity_id = xinqiao_identity_id()
    )
  );
CREATE POLICY own_makes ON subject_key FOR INSERT TO xinqiao_authorization
  WITH CHECK (
    destroyed_at IS NULL
    AND (
      holder = xinqiao_subject_id() OR holder = 'person:' || xinqiao_identity_id()
      OR EXISTS (
        SELECT FROM authority WHERE authority.subject_id = holder AND authority.identity_id = xinqiao_identity_id()
      )
    )
  );
CREATE POLICY operator ON subject_key TO xinqiao_operator USING (true);
CREATE POLICY reads ON subject_key FOR SELECT TO xinqiao_worker USING (true);
CREATE POLICY wraps ON subject_key FOR UPDATE TO xinqiao_worker USING (true);

CREATE POLICY answers_objection ON support_case FOR UPDATE TO xinqiao_worker
  USING (EXISTS (SELECT FROM correction WHERE correction.case_id = support_case.id))
  WITH CHECK (status = 'ANSWERED');
CREATE POLICY answers_objection ON support_message TO xinqiao_worker
  USING (EXISTS (SELECT FROM correction WHERE correction.case_id = support_message.case_id))
  WITH CHECK (
    side = 'OPERATOR' AND author = 'system'
    AND EXISTS (
      SELECT FROM correction WHERE correction.case_id = support_message.case_id AND correction.settled_at IS NOT NULL
    )
  );
-- For the functions above, which say and do no more than their names.
CREATE POLICY migration_counts ON consent FOR SELECT TO xinqiao_migration USING (subject_id = xinqiao_erases());
CREATE POLICY migration_looks ON subject_key FOR SELECT TO xinqiao_migration
  USING (holder = 'person:' || xinqiao_erases());
CREATE POLICY migration_sees ON log_person FOR SELECT TO xinqiao_migration USING (identity_id = xinqiao_erases());
CREATE POLICY migration_forgets ON log_person FOR DELETE TO xinqiao_migration USING (identity_id = xinqiao_erases());

-- log_entry: what each login may now record, beside what it could.
CREATE POLICY objects ON log_entry FOR INSERT TO xinqiao_authorization
  WITH CHECK (subject_id = xinqiao_subject_id() AND kind IN ('CORRECTION_ASKED', 'CORRECTION_WITHDRAWN'));
CREATE POLICY settles ON log_entry FOR INSERT TO xinqiao_application
  WITH CHECK (
    participant_id = xinqiao_participant_id() AND kind = 'CORRECTION_SETTLED'
    AND (SELECT xinqiao_participant_kind()) IN ('AGENCY', 'OPERATOR')
  );
CREATE POLICY tells_of_objection ON log_entry FOR INSERT TO xinqiao_worker
  WITH CHECK (kind IN ('CORRECTION_TOLD', 'CASE_CHANGED'));
