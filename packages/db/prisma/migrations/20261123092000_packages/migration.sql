-- AlterTable
ALTER TABLE "application_key" ADD COLUMN     "use" TEXT NOT NULL DEFAULT 'sig';

-- AlterTable
ALTER TABLE "package" ADD COLUMN     "encrypted" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'PACKAGE',
ADD COLUMN     "of_package_id" TEXT,
ADD COLUMN     "range_from" DATE,
ADD COLUMN     "range_to" DATE,
ADD COLUMN     "revision" INTEGER,
ADD COLUMN     "state_digest" TEXT;

-- CreateTable
CREATE TABLE "package_page" (
    "package_id" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "page" INTEGER NOT NULL,
    "participant_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed_start" TEXT,

    CONSTRAINT "package_page_pkey" PRIMARY KEY ("package_id","item","page")
);

-- AddForeignKey
ALTER TABLE "package" ADD CONSTRAINT "package_of_package_id_fkey" FOREIGN KEY ("of_package_id") REFERENCES "package"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "package_page" ADD CONSTRAINT "package_page_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ════════════════════════════════════════════════════════════════════════════════════════════════════
-- By hand from here on: what the schema file cannot say.
-- ════════════════════════════════════════════════════════════════════════════════════════════════════

-- A key signs, or data are encrypted to it; each use has two slots of its own.
ALTER TABLE application_key ADD CHECK (use IN ('sig', 'enc'));
DROP INDEX application_key_slot_key;
CREATE UNIQUE INDEX application_key_slot_key ON application_key (application_id, use, slot) WHERE ended_at IS NULL;

ALTER TABLE package
  ADD CHECK (kind IN ('PACKAGE', 'PAGE', 'UNCHANGED', 'CHECK')),
  -- A package stands by itself; what was read of one later names it.
  ADD CHECK ((kind = 'PACKAGE') = (of_package_id IS NULL));
ALTER TABLE package_page ADD CHECK (page >= 1);

-- Who closes a consent tells deliveries of data from looks at whether there is anything new.
GRANT SELECT (kind) ON package TO xinqiao_worker, xinqiao_authorization;
GRANT SELECT, INSERT ON package_page TO xinqiao_application;

ALTER TABLE package_page ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY bank_reads ON package_page FOR SELECT TO xinqiao_application
  USING (participant_id = xinqiao_participant_id());
-- Of a package of the same bank, which the subquery sees only then.
CREATE POLICY bank_adds ON package_page FOR INSERT TO xinqiao_application
  WITH CHECK (
    participant_id = xinqiao_participant_id()
    AND EXISTS (SELECT FROM package WHERE package.id = package_page.package_id AND package.kind = 'PACKAGE')
  );
