import type { IndicatorName } from '@xinqiao/contracts';
import { checkAdmission } from './admission.ts';
import { checkLimit } from './limit.ts';
import type { PolicyDocument } from './policy.ts';
import { checkPrice } from './price.ts';
import { type Report, reportDuplicates, under } from './problem.ts';
import { checkRating } from './rating.ts';
import { checkScorecard, scoreRange } from './scorecard.ts';

/** What no shape can say: that the parts of a policy agree with each other. */
export function checkPolicy(policy: PolicyDocument, report: Report): void {
  const { validFrom, validTo, admission, scorecard, rating, limit, price } = policy;
  const features = new Map(policy.features.map((feature) => [feature.name, feature]));

  if (validTo !== null && validTo < validFrom) report(['validTo'], 'VALIDITY_INVERTED');
  reportDuplicates(policy.references, ({ id }) => id, 'id', under(report, 'references'));
  reportDuplicates(policy.features, ({ name }) => name, 'name', under(report, 'features'));
  checkUses(policy, report);
  checkReferences(policy, report);
  checkAdmission(admission, under(report, 'admission'));
  checkScorecard(scorecard, features, under(report, 'scorecard'));
  checkRating(rating, scoreRange(scorecard), under(report, 'rating'));
  checkLimit(limit, rating, under(report, 'limit'));
  checkPrice(price, rating, under(report, 'price'));
}

interface Use {
  readonly feature: IndicatorName;
  readonly path: readonly (string | number)[];
  /** Rules and limits cannot do without a value; a scorecard can. */
  readonly needed: boolean;
}

function usesOf({ admission, scorecard, limit }: PolicyDocument): Use[] {
  return [
    ...admission.map(({ feature }, index) => ({ feature, path: ['admission', index], needed: true })),
    ...scorecard.characteristics.map(({ feature }, index) => ({
      feature,
      path: ['scorecard', 'characteristics', index],
      needed: false,
    })),
    ...limit.leastOf.flatMap((term, index) =>
      'feature' in term ? [{ feature: term.feature, path: ['limit', 'leastOf', index], needed: true }] : [],
    ),
  ];
}

function checkUses(policy: PolicyDocument, report: Report): void {
  const uses = usesOf(policy);
  const declared = new Set(policy.features.map(({ name }) => name));
  for (const { feature, path } of uses) {
    if (!declared.has(feature)) report([...path, 'feature'], 'FEATURE_UNDECLARED');
  }
  policy.features.forEach(({ name, missing }, index) => {
    const own = uses.filter(({ feature }) => feature === name);
    if (own.length === 0) report(['features', index], 'FEATURE_UNUSED');
    if (missing === 'SCORE' && own.some(({ needed }) => needed)) {
      report(['features', index, 'missing'], 'MISSING_UNDECIDED');
    }
  });
}

function checkReferences(policy: PolicyDocument, report: Report): void {
  const known = new Set(policy.references.map(({ id }) => id));
  const check = ({ reference }: { reference: string }, ...path: (string | number)[]) => {
    if (!known.has(reference)) report([...path, 'reference'], 'REFERENCE_UNKNOWN');
  };
  policy.admission.forEach((rule, index) => {
    check(rule, 'admission', index);
  });
  policy.scorecard.characteristics.forEach((characteristic, index) => {
    check(characteristic, 'scorecard', 'characteristics', index);
  });
  policy.limit.leastOf.forEach((term, index) => {
    check(term, 'limit', 'leastOf', index);
  });
  check(policy.limit, 'limit');
  check(policy.price, 'price');
  check(policy.price.ceiling, 'price', 'ceiling');
}
