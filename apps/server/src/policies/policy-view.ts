import { type Instant, LocalizedText, PolicySummary, type PolicyVersion } from '@xinqiao/contracts';
import type { PolicyVersionRow, PolicyVersionSummary } from '@xinqiao/db';
import type { Policy } from '@xinqiao/scoring';
import { dayOf } from './day-of.ts';
import { deliveredHash } from './delivered.ts';

const instant = (date: Date | null): Instant | null => date && (date.toISOString() as Instant);

export const summaryView = (row: PolicyVersionSummary): PolicySummary =>
  ({
    policyVersionId: row.id,
    ownerId: row.participantId,
    policyId: row.policyId,
    version: row.version,
    // What was written past the platform may have none.
    name: LocalizedText.safeParse(row.name).data ?? { zh: row.policyId, en: row.policyId },
    status: row.status,
    validFrom: dayOf(row.validFrom),
    validTo: row.validTo && dayOf(row.validTo),
    documentHash: row.documentHash,
    baselineHash: row.baselineHash,
    draftedBy: row.draftedBy,
    draftedAt: instant(row.draftedAt),
    proposedBy: row.proposedBy,
    proposedAt: instant(row.proposedAt),
    activatedBy: row.activatedBy,
    activatedAt: instant(row.activatedAt),
    retiredBy: row.retiredBy,
    retiredAt: instant(row.retiredAt),
  }) as PolicySummary;

/** As in a list; undefined for a row written past the platform that cannot be shown, so that it hides no other. */
export function listedView(row: PolicyVersionSummary): PolicySummary | undefined {
  try {
    return PolicySummary.safeParse(summaryView(row)).data;
  } catch {
    // A date without an end, which only the database knows.
    return undefined;
  }
}

export function versionView(row: PolicyVersionRow): PolicyVersion {
  const document = row.document as PolicyVersion['document'];
  const name = document.name as PolicySummary['name'];
  const baseline = row.baseline as PolicyVersion['baseline'];
  return { ...summaryView({ ...row, name }), document, baseline };
}

/** A version that the platform was delivered with: it is in force from its first day. */
export const deliveredSummary = (policy: Policy): PolicySummary => ({
  ...{ policyVersionId: null, ownerId: null, policyId: policy.policyId, version: policy.version },
  ...{ name: policy.name, status: 'ACTIVE', validFrom: policy.validFrom, validTo: policy.validTo },
  ...{ documentHash: deliveredHash(policy), baselineHash: null },
  ...{ draftedBy: null, draftedAt: null, proposedBy: null, proposedAt: null },
  ...{ activatedBy: null, activatedAt: null, retiredBy: null, retiredAt: null },
});

export const deliveredVersion = (policy: Policy): PolicyVersion => ({
  ...deliveredSummary(policy),
  document: policy as unknown as PolicyVersion['document'],
  baseline: null,
});
