import { checkAdmission } from './admission.ts';
import { checkDefaultProbability } from './default-probability.ts';
import { allFacts, checkFeatures, type FeatureName } from './feature.ts';
import { checkLimit, limitFeatures } from './limit.ts';
import { checkOffers } from './offer-reach.ts';
import type { PolicyDocument } from './policy.ts';
import { checkPrice } from './price.ts';
import { type Report, reportDuplicates, under } from './problem.ts';
import { checkRating } from './rating.ts';
import { checkLimitOrder } from './rating-order.ts';
import { checkReasons } from './reason.ts';
import { checkReferrals } from './referral.ts';
import { checkScorecard, meritSign, scoreRange } from './scorecard.ts';
import { checkWarnings } from './warning.ts';

type Place = readonly (string | number)[];

/** What no shape can say: that the parts of a policy agree with each other, and once they do, that they offer something. */
export function checkPolicy(policy: PolicyDocument, tell: Report): void {
  let sound = true;
  const report: Report = (path, problem) => {
    sound = false;
    tell(path, problem);
  };
  const { validFrom, validTo, admission, scorecard, rating, defaultProbability, limit, price } = policy;
  const features = allFacts(policy.features);
  const sign = meritSign(scorecard);
  const hasProbability = defaultProbability !== undefined;

  if (validTo !== null && validTo < validFrom) report(['validTo'], 'VALIDITY_INVERTED');
  reportDuplicates(policy.references, ({ id }) => id, 'id', under(report, 'references'));
  checkFeatures(policy.features, under(report, 'features'));
  checkUses(policy, report);
  checkReferences(policy, report);
  checkSources(policy, under(report, 'references'));
  checkReasons(policy.reasons ?? [], reasonsOf(policy), report);
  checkAdmission(admission, features, under(report, 'admission'));
  checkScorecard(scorecard, features, under(report, 'scorecard'));
  checkRating(rating, scoreRange(scorecard), sign, under(report, 'rating'));
  if (hasProbability) checkDefaultProbability(defaultProbability, sign, under(report, 'defaultProbability'));
  if (checkLimit(limit, features, rating, under(report, 'limit')))
    checkLimitOrder(limit, features, rating, under(report, 'limit'));
  checkPrice(price, rating, hasProbability, under(report, 'price'));
  checkReferrals(policy.referrals ?? [], rating, hasProbability, under(report, 'referrals'));
  checkWarnings(policy.warnings ?? [], features, under(report, 'warnings'));
  if (sound) checkOffers(policy, report);
}

interface Use {
  readonly feature: FeatureName;
  readonly path: Place;
  /** Rules and limits cannot do without a value; a scorecard and a warning can. */
  readonly needed: boolean;
}

function usesOf({ admission, scorecard, limit, warnings = [] }: PolicyDocument): Use[] {
  return [
    ...admission.map(({ feature }, index) => ({
      feature,
      path: ['admission', index, 'feature'],
      needed: true,
    })),
    ...scorecard.characteristics.map(({ feature }, index) => ({
      feature,
      path: ['scorecard', 'characteristics', index, 'feature'],
      needed: false,
    })),
    ...limitFeatures(limit).map(({ feature, path }) => ({ feature, path: ['limit', ...path], needed: true })),
    ...warnings.map(({ feature }, index) => ({
      feature,
      path: ['warnings', index, 'feature'],
      needed: false,
    })),
  ];
}

function checkUses(policy: PolicyDocument, report: Report): void {
  const uses = usesOf(policy);
  const declared = new Set(policy.features.map(({ name }) => name));
  for (const { feature, path } of uses) if (!declared.has(feature)) report(path, 'FEATURE_UNDECLARED');
  policy.features.forEach(({ name, missing }, index) => {
    const own = uses.filter(({ feature }) => feature === name);
    if (own.length === 0) report(['features', index], 'FEATURE_UNUSED');
    if (missing === 'SCORE' && own.some(({ needed }) => needed)) {
      report(['features', index, 'missing'], 'MISSING_UNDECIDED');
    }
  });
}

/** Everything that says where its numbers come from, with its place. */
function sourcedParts(policy: PolicyDocument): { part: { reference: string }; path: Place }[] {
  const { admission, scorecard, defaultProbability, limit, price, referrals = [], warnings = [] } = policy;
  const each = (parts: readonly { reference: string }[], ...path: Place) =>
    parts.map((part, index) => ({ part, path: [...path, index] }));
  return [
    ...each(admission, 'admission'),
    ...each(scorecard.characteristics, 'scorecard', 'characteristics'),
    ...(defaultProbability === undefined ? [] : [{ part: defaultProbability, path: ['defaultProbability'] }]),
    ...each(limit.terms ?? [], 'limit', 'terms'),
    ...each(limit.leastOf, 'limit', 'leastOf'),
    { part: limit, path: ['limit'] },
    { part: price, path: ['price'] },
    { part: price.ceiling, path: ['price', 'ceiling'] },
    ...(policy.tenor === undefined ? [] : [{ part: policy.tenor, path: ['tenor'] }]),
    ...each(referrals, 'referrals'),
    ...each(warnings, 'warnings'),
  ];
}

function checkReferences(policy: PolicyDocument, report: Report): void {
  const known = new Set(policy.references.map(({ id }) => id));
  for (const { part, path } of sourcedParts(policy))
    if (!known.has(part.reference)) report([...path, 'reference'], 'REFERENCE_UNKNOWN');
}

/** That no source ends before the policy does: a decision never rests on one that is no longer in force. */
function checkSources({ references, validTo: end }: PolicyDocument, report: Report): void {
  references.forEach(({ validTo }, index) => {
    if (validTo !== undefined && (end === null || validTo < end))
      report([index, 'validTo'], 'REFERENCE_EXPIRED');
  });
}

/** Every reason a policy gives, with its place. */
function reasonsOf(policy: PolicyDocument): { code: string; path: Place }[] {
  const { admission, scorecard, referrals = [], warnings = [] } = policy;
  const each = (parts: readonly { reasonCode?: string | undefined }[], ...path: Place) =>
    parts.flatMap(({ reasonCode }, index) =>
      reasonCode === undefined ? [] : [{ code: reasonCode, path: [...path, index, 'reasonCode'] }],
    );
  return [
    ...each(admission, 'admission'),
    ...each(scorecard.characteristics, 'scorecard', 'characteristics'),
    ...scorecard.characteristics.flatMap(({ attributes }, index) =>
      each(attributes, 'scorecard', 'characteristics', index, 'attributes'),
    ),
    ...each(referrals, 'referrals'),
    ...each(warnings, 'warnings'),
  ];
}
