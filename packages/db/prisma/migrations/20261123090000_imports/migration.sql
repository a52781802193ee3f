-- DropForeignKey
ALTER TABLE "source_invoice" DROP CONSTRAINT "source_invoice_import_id_fkey";

-- DropForeignKey
ALTER TABLE "source_invoice" DROP CONSTRAINT "source_invoice_subject_id_fkey";

-- DropIndex
DROP INDEX "source_import_source_id_kind_content_hash_key";

-- DropIndex
DROP INDEX "source_invoice_subject_id_direction_issued_on_idx";

-- AlterTable
ALTER TABLE "source_import" ADD COLUMN     "counts" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "replaced_by" TEXT,
ADD COLUMN     "replaces" TEXT,
ADD COLUMN     "turn" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "source_invoice" ADD COLUMN     "shadowed" TEXT;

-- DropTable
DROP TABLE "source_row";

-- CreateTable
CREATE TABLE "source_tax_payment" (
    "import_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "subject_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "tax_type" TEXT NOT NULL,
    "period_from" DATE NOT NULL,
    "period_to" DATE NOT NULL,
    "basis" DECIMAL(18,2) NOT NULL,
    "reduced" DECIMAL(18,2) NOT NULL,
    "paid" DECIMAL(18,2) NOT NULL,
    "due_on" DATE NOT NULL,
    "paid_on" DATE NOT NULL,
    "shadowed" TEXT,

    CONSTRAINT "source_tax_payment_pkey" PRIMARY KEY ("import_id","line")
);

-- CreateTable
CREATE TABLE "source_live_import" (
    "import_id" TEXT NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "live_since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "source_live_import_pkey" PRIMARY KEY ("import_id")
);

-- CreateTable
CREATE TABLE "source_subject_state" (
    "subject_id" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "source_subject_state_pkey" PRIMARY KEY ("subject_id","family")
);

-- CreateIndex
CREATE INDEX "source_tax_payment_subject_id_paid_on_number_idx" ON "source_tax_payment"("subject_id", "paid_on", "number");

-- CreateIndex
CREATE INDEX "source_invoice_subject_id_issued_on_number_idx" ON "source_invoice"("subject_id", "issued_on", "number");

-- AddForeignKey
ALTER TABLE "source_live_import" ADD CONSTRAINT "source_live_import_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "source_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ════════════════════════════════════════════════════════════════════════════════════════════════════
-- By hand from here on: what the schema file cannot say.
-- ════════════════════════════════════════════════════════════════════════════════════════════════════

-- The foreign keys of source_invoice are gone: looked up row by row they cost a third of an import. What they kept is
-- kept otherwise: row security lets nobody add a row but to an import of her own that exists; subjects are looked up by
-- their codes in the statement before, and no login may delete a subject or an import.

ALTER TABLE source_import
  ADD CHECK (status IN ('RUNNING', 'DONE', 'FAILED', 'REPLACED')),
  ADD CHECK (turn > 0);
ALTER TABLE source_invoice ADD CHECK (shadowed = 'DUPLICATE');
ALTER TABLE source_tax_payment
  ADD CHECK (shadowed IN ('DUPLICATE', 'JOIN_EXPLOSION')),
  ADD CHECK (period_from <= period_to),
  ADD CHECK (reduced >= 0),
  ADD CHECK (paid >= 0);
ALTER TABLE source_subject_state ADD CHECK (family IN ('INVOICES', 'TAX_PAYMENTS'));

-- The same bytes are under way or in force once; after they failed or were replaced they may come again.
CREATE UNIQUE INDEX source_import_bytes_key ON source_import (participant_id, source_id, kind, content_hash)
  WHERE status IN ('RUNNING', 'DONE');

-- Rows that another says already: few, and looked for whenever the other goes.
CREATE INDEX source_invoice_shadowed_idx ON source_invoice (import_id, line) WHERE shadowed IS NOT NULL;
CREATE INDEX source_tax_payment_shadowed_idx ON source_tax_payment (import_id, line) WHERE shadowed IS NOT NULL;

-- Row security binds the owner of a table too, who would see none of the rows that are there.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['source_import', 'source_invoice', 'source_quarantine'] LOOP
    EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

-- What was imported before stays in force.
INSERT INTO source_live_import (import_id, live_since)
  SELECT id, coalesce(finished_at, started_at) FROM source_import WHERE status = 'DONE' ORDER BY id;
INSERT INTO source_subject_state (subject_id, family, sequence, changed_at)
  SELECT subject_id, 'INVOICES', max(sequence), max(live_since)
  FROM source_invoice JOIN source_live_import USING (import_id)
  GROUP BY subject_id;

-- Counted once from now on, when a chunk is stored, and not whenever somebody looks.
UPDATE source_import SET counts = aside.counts
  FROM (
    SELECT import_id,
      jsonb_object_agg('ASIDE_' || reason, rows) || jsonb_object_agg('LINE_' || reason, first_line) AS counts
    FROM (
      SELECT import_id, reason, count(*) AS rows, min(line) AS first_line
      FROM source_quarantine GROUP BY import_id, reason
    ) AS each
    GROUP BY import_id
  ) AS aside
  WHERE id = aside.import_id;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['source_import', 'source_invoice', 'source_quarantine'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

-- True in the one transaction that settles an import: it compares its rows with those of all others in force.
CREATE FUNCTION xinqiao_settles() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('xinqiao.settles', true), '') <> '' AND EXISTS (
    SELECT FROM source_import
    WHERE id = current_setting('xinqiao.settles', true) AND participant_id = xinqiao_participant_id()
  );

GRANT UPDATE (counts, replaces, replaced_by, turn) ON source_import TO xinqiao_application;
GRANT UPDATE (shadowed), DELETE ON source_invoice TO xinqiao_application;
GRANT DELETE ON source_quarantine TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (shadowed), DELETE ON source_tax_payment TO xinqiao_application;
GRANT SELECT, INSERT, DELETE ON source_live_import TO xinqiao_application;
GRANT USAGE ON SEQUENCE source_live_import_sequence_seq TO xinqiao_application;
GRANT SELECT, INSERT, UPDATE (sequence, changed_at) ON source_subject_state TO xinqiao_application;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['source_tax_payment', 'source_live_import', 'source_subject_state'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

-- Which imports are in force: ids that name nothing and nobody. Its sender alone puts an import in force.
CREATE POLICY all_read ON source_live_import FOR SELECT TO xinqiao_application USING (true);
CREATE POLICY own_adds ON source_live_import FOR INSERT TO xinqiao_application
  WITH CHECK (import_id IN (SELECT id FROM source_import WHERE participant_id = xinqiao_participant_id()));
CREATE POLICY own_ends ON source_live_import FOR DELETE TO xinqiao_application
  USING (import_id IN (SELECT id FROM source_import WHERE participant_id = xinqiao_participant_id()));

CREATE POLICY one_subject ON source_subject_state FOR SELECT TO xinqiao_application
  USING (subject_id = xinqiao_subject_id());
CREATE POLICY settles ON source_subject_state TO xinqiao_application USING ((SELECT xinqiao_settles()));

-- Source rows are read for one subject at a time, once their import is in force, and each but once.
DROP POLICY one_subject ON source_invoice;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['source_invoice', 'source_tax_payment'] LOOP
    EXECUTE format('CREATE POLICY one_subject ON %I FOR SELECT TO xinqiao_application USING (
      subject_id = xinqiao_subject_id() AND shadowed IS NULL
      AND import_id IN (SELECT import_id FROM source_live_import))', name);
    EXECUTE format('CREATE POLICY own_shadowed ON %I FOR SELECT TO xinqiao_application USING (
      shadowed IS NOT NULL
      AND import_id IN (SELECT id FROM source_import WHERE participant_id = xinqiao_participant_id()))', name);
    EXECUTE format('CREATE POLICY settles ON %I FOR SELECT TO xinqiao_application
      USING ((SELECT xinqiao_settles()))', name);
    EXECUTE format('CREATE POLICY settles_marks ON %I FOR UPDATE TO xinqiao_application
      USING ((SELECT xinqiao_settles()))', name);
    -- Rows of a file that was refused half way. What was in force once stays.
    EXECUTE format('CREATE POLICY own_refused ON %I FOR DELETE TO xinqiao_application USING (
      import_id IN (
        SELECT id FROM source_import WHERE participant_id = xinqiao_participant_id() AND status = ''RUNNING''
      ))', name);
  END LOOP;
END $$;
CREATE POLICY own_import ON source_tax_payment FOR INSERT TO xinqiao_application
  WITH CHECK (import_id IN (SELECT id FROM source_import WHERE participant_id = xinqiao_participant_id()));
