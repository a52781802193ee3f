-- AlterTable
ALTER TABLE "application" ADD COLUMN     "notification_uri" TEXT;

-- ════════════════════════════════════════════════════════════════════════════════════════════════════
-- By hand from here on: what the schema file cannot say.
-- ════════════════════════════════════════════════════════════════════════════════════════════════════

-- Where data about requests goes out to: admitted by the operator, like redirect URIs.
GRANT UPDATE (notification_uri) ON application TO xinqiao_operator;
