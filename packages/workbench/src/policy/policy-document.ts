import { type Policy, type PolicyDocument, parsePolicy } from '@xinqiao/scoring';
import { type ScaledCharacteristic, type ScaledScorecard, scoreOf } from '../model/points.ts';
import type { CategoryColumn } from '../table/column.ts';
import { attributesOf, namedCategories, seenMissing } from './attributes.ts';
import { type Calibration, calibratedRisk } from './calibrate.ts';
import { categoryNames, columnLabel, featureNames, hyphened } from './feature-names.ts';

/** What a table cannot say, and whoever lends has to decide. All of it is marked as assumed in the document. */
export interface Terms {
  /** Highest limit of each band, best first, in yuan. */
  readonly caps: readonly string[];
  /** Rate per year of each band. */
  readonly rates: readonly string[];
  readonly ceiling: string;
  readonly roundDownTo: number;
  readonly minimum: string;
}

export const ASSUMED_TERMS: Terms = {
  caps: ['1000000.00', '500000.00', '300000.00', '100000.00'],
  rates: ['0.0485', '0.0585', '0.0725', '0.0925'],
  ceiling: '0.24',
  roundDownTo: 1000,
  minimum: '10000.00',
};

export interface PolicyOptions {
  readonly policyId: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** First day, `YYYY-MM-DD`. */
  readonly validFrom: string;
  readonly calibration: Calibration;
  /** What was fitted on, for the references. */
  readonly source: { readonly zh: string; readonly en: string };
  readonly terms?: Terms;
}

const RATINGS = ['A', 'B', 'C', 'D', 'E'] as const;
/** Share of the training rows at or below the worst score of each band but the last. */
const BAND_SHARES = [0.8, 0.6, 0.4, 0.2] as const;
const FITTED = 'fitted';
const ASSUMED = 'assumed-terms';
const CEILING = 'rate-ceiling';
/** Asked for by the applicant; no table has it. */
const REQUESTED = 'requestedAmount';

/**
 * A fitted scorecard as a policy: features with their columns’ names, attributes with points, bands at fifths of the
 * training scores of which the worst is refused, and the calibrated curve. Limits and rates no table can tell: those are
 * stated terms, and the document says so. `parsePolicy` has accepted what is returned.
 *
 * @param rows Training rows.
 * @throws {PolicyInvalid} where a column’s values are such as no policy can hold
 */
export function policyOf(scorecard: ScaledScorecard, rows: Int32Array, options: PolicyOptions): Policy {
  const { terms = ASSUMED_TERMS, policyId, name, validFrom } = options;
  const { characteristics } = scorecard;
  const names = featureNames([
    REQUESTED,
    ...characteristics.map(({ fitted }) => fitted.fit.feature.column.name),
  ]);
  const named = characteristics.map((characteristic, at) => ({ characteristic, name: names[at + 1]! }));
  const bands = bandsOf(scorecard, rows);
  const admitted = bands.filter((band) => band.admitted).map(({ rating }) => rating);
  const byRating = (values: readonly string[]) =>
    Object.fromEntries(admitted.map((rating, at) => [rating, values[Math.min(at, values.length - 1)]!]));
  const document: PolicyDocument = {
    policyId,
    version: `${validFrom.slice(0, 4)}-1`,
    name,
    validFrom,
    validTo: null,
    references: references(options),
    reasons: named.map(({ name: own, characteristic }) => ({
      code: reasonCode(own),
      text: {
        zh: `“${labelOf(characteristic)}”的取值使评分降低。`,
        en: `The value of “${labelOf(characteristic)}” lowers the score.`,
      },
    })),
    features: [
      ...named.map(({ name: own, characteristic }) => featureOf(own, characteristic)),
      {
        name: REQUESTED,
        definition: { unit: 'AMOUNT', name: { zh: '申请金额', en: 'Amount applied for' } },
        range: ['0.01', null],
        missing: 'REFER',
      },
    ],
    admission: [],
    scorecard: {
      initialScore: scorecard.initialScore,
      reasonCodeAlgorithm: 'pointsBelow',
      characteristics: named.map(({ name: own, characteristic }) => {
        const attributes = attributesOf(characteristic);
        return {
          name: hyphened(own),
          feature: own,
          baselineScore: Math.max(...attributes.map(({ partialScore }) => partialScore)),
          reasonCode: reasonCode(own),
          attributes,
          reference: FITTED,
        };
      }),
    },
    rating: bands,
    defaultProbability: { knots: knotsOf(scorecard, options.calibration), reference: FITTED },
    limit: {
      leastOf: [
        { name: 'amount-applied-for', feature: REQUESTED, multiple: '1', reference: ASSUMED },
        { name: 'cap', capByRating: byRating(terms.caps), reference: ASSUMED },
      ],
      roundDownTo: terms.roundDownTo,
      minimum: terms.minimum,
      reference: ASSUMED,
    },
    price: {
      annualRateByRating: byRating(terms.rates),
      ceiling: { annualRate: terms.ceiling, reference: CEILING },
      reference: ASSUMED,
    },
  };
  return parsePolicy(document);
}

const reasonCode = (name: string): string => `WEAK_${name.toUpperCase()}`;

const labelOf = ({ fitted }: ScaledCharacteristic): string => columnLabel(fitted.fit.feature.column.name);

function namesOf(column: CategoryColumn): string[] {
  const names = categoryNames(column.categories);
  return namedCategories(column).map((category) => names[category]!);
}

function featureOf(name: string, characteristic: ScaledCharacteristic): PolicyDocument['features'][number] {
  const { fit } = characteristic.fitted;
  const { column } = fit.feature;
  const label = { zh: labelOf(characteristic), en: labelOf(characteristic) };
  return {
    name,
    definition:
      column.kind === 'CATEGORY'
        ? { unit: 'CATEGORY', name: label, categories: namesOf(column) }
        : { unit: 'NUMBER', name: label, places: column.places },
    missing: seenMissing(fit) ? 'SCORE' : 'REFER',
  };
}

/** Lowest and highest score that attributes can add up to. */
function rangeOf({ initialScore, characteristics }: ScaledScorecard): { lowest: number; highest: number } {
  const points = characteristics.map((one) => attributesOf(one).map(({ partialScore }) => partialScore));
  const total = (pick: (...points: number[]) => number) =>
    points.reduce((sum, own) => sum + pick(...own), initialScore);
  return { lowest: total(Math.min), highest: total(Math.max) };
}

function bandsOf(scorecard: ScaledScorecard, rows: Int32Array): PolicyDocument['rating'] {
  const { lowest, highest } = rangeOf(scorecard);
  const sorted = scoreOf(scorecard, rows).sort();
  const bounds = BAND_SHARES.map((share) => sorted[Math.floor(share * (sorted.length - 1))]!);
  const reachable = [...new Set(bounds)].filter((from) => from > lowest && from <= highest);
  return [...reachable, null].map((from, at) => ({
    rating: RATINGS[at]!,
    from,
    admitted: from !== null,
  }));
}

/** Most knots of the curve, and fewest points between two. */
const MOST_KNOTS = 60;
const LEAST_STEP = 10;

function knotsOf(scorecard: ScaledScorecard, calibration: Calibration) {
  const { lowest, highest } = rangeOf(scorecard);
  const step = Math.max(LEAST_STEP, Math.ceil((highest - lowest) / MOST_KNOTS));
  const scores = Array.from(
    { length: Math.max(2, Math.ceil((highest - lowest) / step) + 1) },
    (_, at) => lowest + at * step,
  );
  return scores.map((score) => ({
    score,
    probability: calibratedRisk(score, scorecard.scaling, calibration).toFixed(6),
  }));
}

function references({ source }: PolicyOptions): PolicyDocument['references'] {
  return [
    { id: FITTED, text: source },
    {
      id: ASSUMED,
      text: {
        zh: '假定：额度上限、利率与评级界线没有数据依据，投产前须由信贷委员会决定。',
        en: 'Assumed: caps, rates and the bounds of the bands rest on no data; the credit committee must decide them before use.',
      },
    },
    {
      id: CEILING,
      text: {
        zh: '假定的综合融资成本年化上限；使用前须由合规人员核对现行规定。',
        en: 'Assumed ceiling of the yearly total cost of credit; compliance staff must check the rule in force before use.',
      },
    },
  ];
}
