import type { Tx } from '../database.ts';
import type { Consent } from '../generated/client.ts';
import { Prisma } from '../generated/client.ts';

/**
 * Reads a consent and keeps it from being changed until the transaction ends; other readers are not kept out.
 *
 * Waits for a change under way, then returns the consent as that change left it (READ COMMITTED).
 *
 * @returns Undefined where no such consent is visible in the scope of the transaction.
 */
export const lockConsentForShare = (tx: Tx, consentId: string): Promise<Consent | undefined> =>
  lockConsent(tx, consentId, Prisma.sql`FOR SHARE`);

/** As {@link lockConsentForShare}, and waits for all who hold it shared: after the commit no earlier reading counts. */
export const lockConsentForUpdate = (tx: Tx, consentId: string): Promise<Consent | undefined> =>
  lockConsent(tx, consentId, Prisma.sql`FOR UPDATE`);

async function lockConsent(tx: Tx, consentId: string, lock: Prisma.Sql): Promise<Consent | undefined> {
  const [consent] = await tx.$queryRaw<Consent[]>`
    SELECT
      id,
      operator_id AS "operatorId",
      participant_id AS "participantId",
      application_id AS "applicationId",
      subject_id AS "subjectId",
      template_id AS "templateId",
      template_version AS "templateVersion",
      purpose_code AS "purposeCode",
      items,
      disclosure,
      range_from AS "rangeFrom",
      range_to AS "rangeTo",
      data_life AS "dataLife",
      fetch_type AS "fetchType",
      validity,
      status,
      revision,
      requested_at AS "requestedAt",
      link_expires_at AS "linkExpiresAt",
      starts_at AS "startsAt",
      expires_at AS "expiresAt",
      ended_at AS "endedAt",
      ended_reason AS "endedReason",
      ended_by AS "endedBy",
      par_id AS "parId",
      grant_id AS "grantId",
      granted_by AS "grantedBy",
      artefact,
      customer_hint AS "customerHint",
      updated_at AS "updatedAt"
    FROM consent WHERE id = ${consentId} ${lock}`;
  return consent;
}
