import { z } from 'zod';
import { ParticipantId, PolicyVersionId } from '../identifiers/index.ts';
import { CalendarDate, Instant, LocalizedText, Sha256Digest } from '../values/index.ts';

export const PolicyName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)
  .describe('Name of a policy in lower case: `shui-rong-tong`.');
export const PolicyVersionNumber = z
  .string()
  .regex(/^[1-9][0-9]{3}-[1-9][0-9]{0,2}$/)
  .describe('Year and number: `2026-1`.');

/**
 * Where a version of a policy stands. DRAFT may still be written; PROPOSED waits for a second person; ACTIVE decides
 * from its first day on, until a later version does; RETIRED decides no more, and no earlier version takes its place:
 * only where it was retired before its first day, the version before it goes on.
 */
export const PolicyStatus = z
  .enum(['DRAFT', 'PROPOSED', 'ACTIVE', 'RETIRED'])
  .describe(
    'DRAFT may be written; PROPOSED waits for a second person; ACTIVE decides from its first day; RETIRED decides no more, and no earlier version in its place, unless it was retired before its first day.',
  );
export type PolicyStatus = z.infer<typeof PolicyStatus>;

/** A version of a lending policy, without its document. */
export const PolicySummary = z
  .strictObject({
    policyVersionId: PolicyVersionId.nullable().describe(
      'Id of the version; null for one that the platform was delivered with.',
    ),
    ownerId: ParticipantId.nullable().describe(
      'Whose it is: the bank, or the operator for all banks; null for one that the platform was delivered with.',
    ),
    policyId: PolicyName,
    version: PolicyVersionNumber,
    name: LocalizedText.describe('Name of the policy for people.'),
    status: PolicyStatus,
    validFrom: CalendarDate.describe('First day it decides, Asia/Shanghai.'),
    validTo: CalendarDate.nullable().describe('Last day it decides, included, Asia/Shanghai; null = open.'),
    documentHash: Sha256Digest.describe(
      'SHA-256 of the canonical JSON (RFC 8785) of the document, base64url.',
    ),
    baselineHash: Sha256Digest.nullable().describe(
      'SHA-256 of the canonical JSON of the census of whom it was made from, base64url; null where none was given.',
    ),
    draftedBy: z.string().nullable().describe('Person or application that wrote it; null where delivered.'),
    draftedAt: Instant.nullable().describe('When, UTC; null where delivered.'),
    proposedBy: z.string().nullable().describe('Person who proposed it; null before.'),
    proposedAt: Instant.nullable().describe('When, UTC; null before.'),
    activatedBy: z.string().nullable().describe('Another person, who put it in force; null before.'),
    activatedAt: Instant.nullable().describe('When, UTC; null before.'),
    retiredBy: z.string().nullable().describe('Person who retired it; null while it is not.'),
    retiredAt: Instant.nullable().describe('When, UTC; null while it is not.'),
  })
  .meta({ id: 'PolicySummary', description: 'A version of a lending policy, without its document.' });
export type PolicySummary = z.infer<typeof PolicySummary>;

/** Levels of a document; a limit composed of compositions has a dozen. */
const MOST_LEVELS = 40;

/** Whether a value is nested no deeper than that; by a list of our own, so that no depth exhausts the stack. */
function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) return false;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return true;
}

const TOO_DEEP = `嵌套不得超过 ${MOST_LEVELS} 层 / At most ${MOST_LEVELS} levels`;

const Document = z
  .record(z.string(), z.unknown())
  .refine(isShallow, { error: TOO_DEEP })
  .describe('The policy document; its form is `docs/reference/policy.schema.json`.');

export const PolicyVersion = PolicySummary.extend({
  document: Document,
  baseline: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe('Census of whom it was made from; null where none was given.'),
}).meta({
  id: 'PolicyVersion',
  description: 'A version of a lending policy with its document.',
});
export type PolicyVersion = z.infer<typeof PolicyVersion>;

/** What a draft is made of. */
export const PolicyDraft = z.strictObject({
  document: Document,
  baseline: z
    .record(z.string(), z.unknown())
    .refine(isShallow, { error: TOO_DEEP })
    .optional()
    .describe(
      'Census of whom the policy was made from, as `takeCensus` writes it by the bounds of the rating bands; without it drift is measured from the first months of use.',
    ),
});
