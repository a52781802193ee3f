import { z } from 'zod';
import { DecisionReason } from '../decisions/index.ts';
import { ConsentId, DecisionId, ParticipantId, ReferralId, SubjectId } from '../identifiers/index.ts';
import { CaseLight } from '../support/index.ts';
import { AnnualRate, Instant, NonNegativeAmountCny } from '../values/index.ts';

/** How long people have, in days; the light turns YELLOW with the last fifth. */
export const REFERRAL_DAYS = 5;

export const ReferralStatus = z
  .enum(['WAITING', 'PROPOSED', 'SETTLED'])
  .describe(
    'WAITING nobody has proposed anything; PROPOSED a second person must look; SETTLED it is decided.',
  );
export type ReferralStatus = z.infer<typeof ReferralStatus>;

export const ReferralOutcome = z
  .enum(['APPROVED', 'DECLINED'])
  .describe('APPROVED with a limit and a rate, or DECLINED.');
export type ReferralOutcome = z.infer<typeof ReferralOutcome>;

/** Why people decided as they did; a code, so that no words about a person lie in the queue. */
export const REFERRAL_REASONS = {
  DOCUMENTS_SEEN: ['APPROVED'],
  SITE_VISITED: ['APPROVED'],
  DATA_EXPLAINED: ['APPROVED'],
  LIMIT_REDUCED: ['APPROVED'],
  OTHER_STRENGTH: ['APPROVED'],
  RISK_CONFIRMED: ['DECLINED'],
  DATA_CONTRADICTED: ['DECLINED'],
  DOCUMENTS_MISSING: ['DECLINED'],
  APPLICANT_WITHDREW: ['DECLINED'],
  OTHER_RISK: ['DECLINED'],
} as const satisfies Readonly<Record<string, readonly ReferralOutcome[]>>;
export type ReferralReason = keyof typeof REFERRAL_REASONS;
export const ReferralReason = z
  .enum(Object.keys(REFERRAL_REASONS) as [ReferralReason, ...ReferralReason[]])
  .describe(
    'DOCUMENTS_SEEN, SITE_VISITED, DATA_EXPLAINED, LIMIT_REDUCED and OTHER_STRENGTH go with APPROVED; the others with DECLINED.',
  );

/** What one person proposes to another. */
export const ReferralProposal = z.strictObject({
  outcome: ReferralOutcome,
  limit: NonNegativeAmountCny.nullable().describe(
    'Limit, in yuan, above 0 and at most the ceiling; null unless APPROVED, and once the person it is about was erased.',
  ),
  annualRate: AnnualRate.nullable().describe(
    'Simple rate per year, as a fraction, from floor to ceiling; null as the limit is.',
  ),
  reasons: z.array(ReferralReason).min(1).max(5).describe('Why, each once.'),
});
export type ReferralProposal = z.infer<typeof ReferralProposal>;

/** A decision that a policy referred to people of the bank (人工审批). */
export const Referral = z
  .strictObject({
    referralId: ReferralId,
    decisionId: DecisionId.describe('What was referred; it stays as it was made.'),
    participantId: ParticipantId.describe('The bank.'),
    consentId: ConsentId,
    subjectId: SubjectId,
    policyId: z.string().describe('Policy that referred it.'),
    policyVersion: z.string().describe('Its version.'),
    why: z
      .array(DecisionReason)
      .nullable()
      .describe('Why the policy referred it, heaviest first; null once the person it is about was erased.'),
    missing: z
      .array(z.string())
      .nullable()
      .describe(
        'Indicators the policy needs and the data did not give; null once the person it is about was erased.',
      ),
    limitCeiling: NonNegativeAmountCny.describe(
      'Most that people may approve, in yuan: the most the policy gives anybody.',
    ),
    rateFloor: AnnualRate.describe(
      'Lowest rate that people may approve: the lowest the policy gives anybody.',
    ),
    rateCeiling: AnnualRate.describe(
      'Highest rate that people may approve: the highest the policy gives anybody.',
    ),
    status: ReferralStatus,
    light: CaseLight,
    revision: z.int().nonnegative().describe('Steps so far; whoever confirms names the one she saw.'),
    openedAt: Instant.describe('Since when it waits, UTC.'),
    deadlineAt: Instant.describe(`Until when people should have decided, UTC: ${REFERRAL_DAYS} days.`),
    proposal: ReferralProposal.nullable().describe(
      'What one of them proposes or both decided; null while WAITING.',
    ),
    proposedBy: z.string().nullable().describe('Person who proposed it; null while WAITING.'),
    proposedAt: Instant.nullable().describe('When, UTC; null while WAITING.'),
    settledBy: z.string().nullable().describe('Another person, who confirmed it; null until SETTLED.'),
    settledAt: Instant.nullable().describe('When, UTC; null until SETTLED.'),
  })
  .meta({ id: 'Referral', description: 'A credit decision that people make, two of them.' });
export type Referral = z.infer<typeof Referral>;
