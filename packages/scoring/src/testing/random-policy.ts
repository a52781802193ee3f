import type { Applicant } from '../decision/feature-values.ts';
import { checkTest, type FeatureTest } from '../policy/admission.ts';
import { allFacts } from '../policy/feature.ts';
import { limitFeatures } from '../policy/limit.ts';
import { scaled } from '../policy/limit-places.ts';
import { checkOffers, idleReferrals } from '../policy/offer-reach.ts';
import type { PolicyDocument } from '../policy/policy.ts';
import { idleRules } from '../policy/reach.ts';
import type { Attribute } from '../policy/scorecard.ts';
import { type Dice, dice, seededRandom } from './random.ts';
import { type RandomFeature, randomFeatures, yuan } from './random-features.ts';
import { byRating, randomLimit } from './random-limit.ts';

export { seededRandom };

const text = { zh: '随机', en: 'Random' };
const CODES = ['R_ONE', 'R_TWO', 'TOO_YOUNG', 'DATA_MISSING', 'RATING_NOT_ADMITTED', 'LIMIT_TOO_SMALL'];
const sourced = { reference: 'test' };

/** A random policy that is right in every part, and applicants for it whose values lie on its bounds more often than not. */
export function randomPolicy(seed: number): {
  readonly document: PolicyDocument;
  readonly applicant: () => Applicant;
} {
  const dices = dice(seed);
  const { whole, pick, chance } = dices;
  const features = randomFeatures(dices);
  const facts = allFacts(features.map(({ feature }) => feature));
  const needed = features.filter(({ feature }) => feature.missing !== 'SCORE');
  const ofUnit = (...units: string[]) =>
    needed.filter(({ facts: { unit } }) => units.includes(unit)).map(({ feature }) => feature.name);

  const drawn = Array.from({ length: chance(0.03) ? whole(61, 90) : whole(0, 4) }, (_, index) => {
    const feature = pick(needed);
    return {
      id: `rule-${index}`,
      feature: feature.feature.name,
      test: randomTest(dices, feature),
      onFail: pick(['DECLINE', 'REFER'] as const),
      reasonCode: pick(CODES),
      ...sourced,
    };
  }).filter(({ feature, test }) => {
    let sound = true;
    checkTest(test, facts.get(feature)!, () => {
      sound = false;
    });
    return sound;
  });
  const idle = idleRules(drawn, facts);
  const admission = drawn.filter((rule) => !idle.includes(rule));

  const sign = chance(0.8) ? 1 : -1;
  const scorecard = randomScorecard(dices, features, sign);
  const rating = randomRating(dices, scorecard, sign);
  const admitted = rating.filter((band) => band.admitted).map((band) => band.rating);
  const limit = randomLimit(
    dices,
    rating,
    { amounts: ofUnit('AMOUNT'), ratios: ofUnit('RATIO', 'NUMBER') },
    facts,
  );
  const knots = randomKnots(dices, sign);
  const rate = () => `0.${String(whole(0, 1_500)).padStart(4, '0')}`;
  const ceiling = { ceiling: { annualRate: pick(['0.15', '0.24']), ...sourced }, ...sourced };
  const byRisk: PolicyDocument['price'] = {
    byRisk: {
      fundingCost: '0.0175',
      lossGivenDefault: pick(['0', '0.45', '1']),
      margin: '0.01',
      floor: rate(),
    },
    ...ceiling,
  };
  const annualRateByRating = byRating(rating, rate, 'RISING');
  const document: PolicyDocument = {
    policyId: `random-${seed}`,
    version: '2026-1',
    name: text,
    validFrom: '2026-01-01',
    validTo: null,
    references: [{ id: 'test', text }],
    reasons: [
      { code: 'R_ONE', text },
      { code: 'R_TWO', text },
    ],
    features: features.map(({ feature }) => feature),
    admission,
    ...(chance(0.3) ? { scoreDeclined: true } : {}),
    scorecard,
    rating,
    ...(knots === undefined ? {} : { defaultProbability: { knots, ...sourced } }),
    limit,
    price: knots !== undefined && chance(0.6) ? byRisk : { annualRateByRating, ...ceiling },
    referrals: Array.from({ length: chance(0.5) ? whole(1, 4) : 0 }, (_, index) => ({
      id: `referral-${index}`,
      when: pick<() => NonNullable<PolicyDocument['referrals']>[number]['when']>([
        () => ({ limitAtLeast: yuan(dices) }),
        () => ({ ratingIn: [pick(admitted)] }),
        ...(knots === undefined
          ? []
          : [() => ({ probabilityAtLeast: pick(['0', '0.01', '0.070001', '0.25']) })]),
      ])(),
      reasonCode: pick(CODES),
      ...sourced,
    })),
  };
  // Whom the risk makes too dear at any score nobody would lend to.
  checkOffers({ ...document, referrals: [] }, () => {
    document.price = { annualRateByRating, ...ceiling };
  });
  const unmet = idleReferrals(document);
  document.referrals = document.referrals!.filter((rule) => !unmet.includes(rule));
  const used = new Set([
    ...admission.map((rule) => rule.feature),
    ...scorecard.characteristics.map((each) => each.feature),
    ...limitFeatures(limit).map(({ feature }) => feature),
  ]);
  const read = features.filter(({ feature }) => used.has(feature.name));
  document.features = read.map(({ feature }) => feature);
  return {
    document,
    applicant: () => Object.fromEntries(read.map(({ feature, value }) => [feature.name, value()])),
  };
}

function randomTest({ chance, pick, shuffled, whole }: Dice, { facts, bound }: RandomFeature): FeatureTest {
  if (facts.categories !== null) {
    const values = shuffled(facts.categories).slice(0, whole(1, facts.categories.length - 1));
    return chance(0.5) ? { oneOf: values } : { noneOf: values };
  }
  return pick<() => FeatureTest>([
    () => ({ atLeast: bound() }),
    () => ({ atMost: bound() }),
    () => ({ equals: bound() }),
    () => ({ oneOf: [bound(), bound()] }),
    () => ({ noneOf: [bound(), bound()] }),
  ])();
}

function randomScorecard(dices: Dice, features: readonly RandomFeature[], sign: 1 | -1) {
  const { chance, pick, shuffled, whole } = dices;
  const points = () => (chance(0.01) ? pick([-100_000, 100_000]) : whole(-40, 120));
  const reasonCode = () => (chance(0.2) ? { reasonCode: pick(CODES) } : {});
  const attributes = ({ feature, facts, anywhere, write, note }: RandomFeature): Attribute[] => {
    const own = (): Attribute[] => {
      if (facts.categories !== null) {
        const names = shuffled(facts.categories);
        const cut = whole(1, names.length - 1);
        return [names.slice(0, cut), names.slice(cut)].map((some) => ({
          values: facts.categories!.filter((name) => some.includes(name)),
          partialScore: points(),
          ...reasonCode(),
        }));
      }
      const lowest = facts.range[0] === null ? null : scaled(facts.range[0], facts.places);
      const cuts = [...new Set(Array.from({ length: whole(1, 5) }, anywhere))]
        .filter((cut) => lowest === null || cut > lowest)
        .toSorted((a, b) => (a < b ? -1 : 1));
      const written = cuts.map(write);
      written.forEach(note);
      return [null, ...written].map((from, index) => ({
        from,
        to: written[index] ?? null,
        partialScore: points(),
        ...reasonCode(),
      }));
    };
    const known = own();
    if (feature.missing !== 'SCORE') return known;
    const worst = Math.min(...known.map(({ partialScore }) => sign * partialScore)) - whole(0, 20);
    const least = Math.max(worst, -100_000);
    return [...known, { missing: true, partialScore: sign * least + 0, ...reasonCode() }];
  };
  const scored = features.filter((_, index) => index > 1 || chance(0.7));
  const twice = chance(0.1) ? [pick(scored)] : [];
  return {
    initialScore: 100,
    reasonCodeAlgorithm: sign === 1 ? ('pointsBelow' as const) : ('pointsAbove' as const),
    characteristics: [...(scored.length > 0 ? scored : features), ...twice].map((each, index) => ({
      name: `c${index}`,
      feature: each.feature.name,
      baselineScore: points(),
      reasonCode: pick(CODES),
      attributes: attributes(each),
      ...sourced,
    })),
  };
}

function randomRating(
  { chance, whole }: Dice,
  { initialScore, characteristics }: PolicyDocument['scorecard'],
  sign: 1 | -1,
): PolicyDocument['rating'] {
  let [worst, best] = [sign * initialScore, sign * initialScore];
  for (const { attributes } of characteristics) {
    const merits = attributes.map(({ partialScore }) => sign * partialScore);
    worst += Math.min(...merits);
    best += Math.max(...merits);
  }
  const lines = [
    ...new Set(Array.from({ length: whole(1, 3) }, () => whole(worst + 1, Math.max(best, worst + 1)))),
  ]
    .filter((merit) => merit > worst && merit <= best)
    .toSorted((a, b) => b - a);
  const refused = lines.length > 0 && chance(0.7);
  return [...lines, null].map((merit, index) => ({
    rating: `B${index}`,
    from: merit === null ? null : sign * merit + 0,
    admitted: index < lines.length || !refused,
  }));
}

function randomKnots({ chance, whole }: Dice, sign: 1 | -1) {
  if (chance(0.2)) return undefined;
  const scores = [
    ...new Set(Array.from({ length: whole(2, 8) }, () => whole(-300, 900))),
    1_000,
    -1_000,
  ].toSorted((a, b) => a - b);
  const risks = scores
    .map(() => whole(0, chance(0.1) ? 1_000_000 : 300_000))
    .toSorted((a, b) => sign * (b - a));
  return scores.map((score, index) => ({
    score,
    probability: `${Math.floor(risks[index]! / 1e6)}.${String(risks[index]! % 1e6).padStart(6, '0')}`,
  }));
}
