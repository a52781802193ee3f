import { Money, PlatformError, REFERRAL_REASONS, type ReferralOutcome } from '@xinqiao/contracts';
import { openRecord } from '../decisions/kept-record.ts';
import type { Handler, InputOf } from '../http/run-operation.ts';
import { keptTerms } from './kept-terms.ts';
import { requireNotRetired } from './not-retired.ts';
import type { OpenedReferral } from './referral-view.ts';
import { takeStep } from './step.ts';

/**
 * What one person proposes; it counts once another has confirmed it. Proposed anew, it takes the place of what was
 * proposed, and whoever wanted to confirm that finds another revision.
 */
export const proposeReferral: Handler<'referrals.propose'> = (context, input) => {
  requireWhole(input);
  const { services } = context;
  const { referralId, revision, outcome, limit, annualRate, reasons } = input;
  return takeStep(context, {
    ...{ referralId, revision, kind: 'REFERRAL_PROPOSED' },
    async changes(tx, row, person) {
      if (outcome === 'APPROVED') {
        requireWithin(row, input);
        await requireNotRetired(tx, await openRecord(services.vault, tx, row.decision));
      }
      return {
        ...{ status: 'PROPOSED', outcome, reasons },
        ...(await keptTerms(services.vault, tx, row, { limit, annualRate: written(annualRate) })),
        ...{ proposedBy: person, proposedAt: services.clock.now() },
      };
    },
  });
};

/** A rate without idle zeros, as the database gives it back. */
const written = (rate: string | null) => (rate === null ? null : new Money(rate).toFixed());

type Proposal = Pick<InputOf<'referrals.propose'>, 'outcome' | 'limit' | 'annualRate' | 'reasons'>;

/** @throws {PlatformError} `VALIDATION_FAILED`, with every field that does not go with the outcome */
function requireWhole({ outcome, limit, annualRate, reasons }: Proposal): void {
  const approved = outcome === 'APPROVED';
  const wrong: (readonly [path: string, zh: string, en: string])[] = [];
  for (const [path, value] of [['limit', limit] as const, ['annualRate', annualRate] as const])
    if (approved !== (value !== null))
      wrong.push(
        approved
          ? [path, '批准时须填写', 'Needed with APPROVED']
          : [path, '拒绝时须为空', 'Must be null with DECLINED'],
      );
  if (limit !== null && !new Money(limit).gt(0)) wrong.push(['limit', '须大于零', 'Must be above zero']);
  reasons.forEach((reason, index) => {
    const outcomes: readonly ReferralOutcome[] = REFERRAL_REASONS[reason];
    if (!outcomes.includes(outcome))
      wrong.push([
        `reasons.${index}`,
        `该原因不适用于 ${outcome}`,
        `This reason does not go with ${outcome}`,
      ]);
    if (reasons.indexOf(reason) < index) wrong.push([`reasons.${index}`, '重复', 'Given twice']);
  });
  if (wrong.length > 0)
    throw new PlatformError('VALIDATION_FAILED', {
      errors: wrong.map(([path, zh, en]) => ({ path, problem: `${zh} / ${en}` })),
    });
}

/** @throws {PlatformError} `REFERRAL_LIMIT_EXCEEDED` for what the policy would give nobody */
function requireWithin(
  { limitCeiling, rateFloor, rateCeiling }: OpenedReferral,
  { limit, annualRate }: Proposal,
): void {
  const rate = new Money(annualRate ?? 0);
  const within =
    new Money(limit ?? 0).lte(limitCeiling.toFixed()) &&
    rate.gte(rateFloor.toFixed()) &&
    rate.lte(rateCeiling.toFixed());
  if (within) return;
  throw new PlatformError('REFERRAL_LIMIT_EXCEEDED', {
    details: {
      limitCeiling: limitCeiling.toFixed(2),
      rateFloor: rateFloor.toFixed(),
      rateCeiling: rateCeiling.toFixed(),
    },
  });
}
