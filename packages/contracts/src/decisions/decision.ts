import { z } from 'zod';
import { DataItemId } from '../data-items/index.ts';
import { PackageItemStatus } from '../data-packages/index.ts';
import { ConsentId, DecisionId, OperatorId, ParticipantId, SubjectId } from '../identifiers/index.ts';
import { Indicators } from '../indicators/index.ts';
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
    code: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]{0,59}$/)
      .describe('A `ReasonCode` of the platform, or one that the policy words itself.'),
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
    limitBoundBy: z
      .string()
      .nullable()
      .describe('Term of the policy’s limit that is the least; null unless APPROVED.'),
    annualRate: AnnualRate.nullable().describe(
      'Proposed simple rate per year, as a fraction; null unless APPROVED.',
    ),
    rating: z.string().nullable().describe('Rating band of the policy; null when decided before scoring.'),
    score: z.int().nullable().describe('Score in points; null when decided before scoring.'),
    defaultProbability: z
      .string()
      .regex(/^[01]\.[0-9]{6}$/)
      .nullable()
      .describe(
        'Probability of default within a year, 0 to 1; null where the policy gives none or nothing was scored.',
      ),
    reasons: z
      .array(DecisionReason)
      .describe('Every broken rule in policy order, then at most four characteristics by points lost.'),
    missing: z.array(z.string()).describe('Indicators the policy needs and the data did not give.'),
  })
  .meta({ id: 'PolicyResult', description: 'Result of a policy on one set of indicators.' });
export type PolicyResult = z.infer<typeof PolicyResult>;

/** One data item that a policy needs, and what became of it. */
export const DecisionItem = z
  .strictObject({
    item: DataItemId,
    status: z
      .enum([...PackageItemStatus.exclude(['READY']).options, 'NOT_CONSENTED'])
      .describe(
        'DELIVERED whole; NOT_CONSENTED the consent does not cover it, so it was not read; the others as in a package. Of what is not DELIVERED every feature is missing.',
      ),
    sourceId: z.string().nullable().describe('Source that answered; null where none was asked.'),
    sourceAsOf: Instant.nullable().describe(
      'When the source’s data were last brought up to date, UTC; null where it does not tell or did not answer.',
    ),
    features: z.array(z.string()).min(1).describe('Features of the policy that are computed from it.'),
  })
  .meta({ id: 'DecisionItem', description: 'A data item that a policy needs, with its source and date.' });
export type DecisionItem = z.infer<typeof DecisionItem>;

const FeatureValue = z.union([z.string(), z.number()]).describe('As in `indicators`.');

/** What would have led to a better answer (最小改变): the fewest changes, of figures the enterprise itself can move. */
export const DecisionAlternative = z
  .strictObject({
    changes: z
      .array(
        z.strictObject({
          feature: z.string().describe('Which figure.'),
          from: FeatureValue,
          to: FeatureValue,
          text: LocalizedText.describe('The change in words for the enterprise.'),
        }),
      )
      .min(1)
      .describe('All of them together, in the order of the policy’s features.'),
    outcome: DecisionOutcome.describe('What the policy would have said.'),
    limit: NonNegativeAmountCny.describe('With which limit, in yuan; 0.00 unless APPROVED.'),
  })
  .meta({
    id: 'DecisionAlternative',
    description: 'The smallest changes that would have led to a better answer.',
  });
export type DecisionAlternative = z.infer<typeof DecisionAlternative>;

/** Most alternatives that a decision names. */
export const MOST_ALTERNATIVES = 3;

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
    documentHash: Sha256Digest.nullable().describe(
      'SHA-256 of the canonical JSON (RFC 8785) of the policy document, base64url; null of a decision from before it was kept.',
    ),
    ...PolicyResult.shape,
    alternatives: z
      .array(DecisionAlternative)
      .max(MOST_ALTERNATIVES)
      .nullable()
      .describe(
        'What would have changed the answer, smallest changes first; empty where nothing was found that the enterprise can do; null where APPROVED, or of a decision from before it was kept.',
      ),
    inputs: z
      .array(DecisionItem)
      .nullable()
      .describe(
        'Data items the policy needs, in catalogue order, with source and date; null of a decision from before it was kept.',
      ),
    indicators: Indicators.optional().describe(
      'Inputs used: the features of the policy; present where the consent allows INDICATORS or more.',
    ),
  })
  .meta({ id: 'Decision', description: 'A recorded credit-limit decision.' });
export type Decision = z.infer<typeof Decision>;
