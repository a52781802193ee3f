import { z } from 'zod';
import { ConsentId, DecisionId, OperatorId, ParticipantId, SubjectId } from '../identifiers/index.ts';
import { Indicators } from '../indicators/index.ts';
import { ReasonCode } from '../reasons/index.ts';
import {
  AnnualRate,
  CalendarDate,
  Instant,
  LocalizedText,
  NonNegativeAmountCny,
  Sha256Digest,
} from '../values/index.ts';

export const DecisionOutcome = z
  .enum(['APPROVED', 'DECLINED', 'REFERRED'])
  .describe('APPROVED a limit is proposed, DECLINED none, REFERRED a person must decide.');
export type DecisionOutcome = z.infer<typeof DecisionOutcome>;

export const DecisionReason = z
  .strictObject({
    code: ReasonCode,
    text: LocalizedText.describe('The reason in words for the enterprise.'),
    pointsLost: z.int().nonnegative().describe('Points below the baseline; 0 for an admission rule.'),
  })
  .meta({ id: 'DecisionReason', description: 'One reason, heaviest first.' });
export type DecisionReason = z.infer<typeof DecisionReason>;

/** What a policy says about one set of indicators: a pure value, the same bytes for the same input. */
export const PolicyResult = z
  .strictObject({
    policyId: z.string().describe('Policy that decided.'),
    policyVersion: z.string().describe('Its version.'),
    outcome: DecisionOutcome,
    limit: NonNegativeAmountCny.describe('Proposed revolving limit, in yuan; 0.00 unless APPROVED.'),
    annualRate: AnnualRate.nullable().describe(
      'Proposed simple rate per year, as a fraction; null unless APPROVED.',
    ),
    rating: z.string().nullable().describe('Rating band of the policy; null when decided before scoring.'),
    score: z.int().nullable().describe('Score in points; null when decided before scoring.'),
    reasons: z
      .array(DecisionReason)
      .describe('Every broken rule in policy order, then at most four characteristics by points lost.'),
    missing: z.array(z.string()).describe('Indicators the policy needs and the data did not give.'),
  })
  .meta({ id: 'PolicyResult', description: 'Result of a policy on one set of indicators.' });
export type PolicyResult = z.infer<typeof PolicyResult>;

/** A recorded credit-limit decision. It can be repeated from `indicators` and the policy version. */
export const Decision = z
  .strictObject({
    decisionId: DecisionId,
    operatorId: OperatorId,
    participantId: ParticipantId.describe('The bank it was made for.'),
    consentId: ConsentId.describe('Consent the data was read under.'),
    subjectId: SubjectId.describe('Whom it is about.'),
    asOf: CalendarDate.describe('Day the figures stand for, Asia/Shanghai.'),
    decidedAt: Instant.describe('When it was made, UTC.'),
    snapshotHash: Sha256Digest.describe('Hash of the data it was made from.'),
    ...PolicyResult.shape,
    indicators: Indicators.optional().describe(
      'Inputs used: the features of the policy; present where the consent allows INDICATORS or more.',
    ),
  })
  .meta({ id: 'Decision', description: 'A recorded credit-limit decision.' });
export type Decision = z.infer<typeof Decision>;
