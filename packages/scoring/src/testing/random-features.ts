import { Dec } from '../decimal.ts';
import { type FeatureFacts, factsOf } from '../policy/feature.ts';
import { featureExtent, scaled } from '../policy/limit-places.ts';
import type { PolicyDocument } from '../policy/policy.ts';
import { writeUnits } from '../policy/write-units.ts';
import type { Dice } from './random.ts';

type Feature = PolicyDocument['features'][number];
export type Value = string | number;

const text = { zh: '随机', en: 'Random' };
/** Names that would break out of a literal, end a line, begin a comment or pass for something else. */
const NAMES = [
  ...['甲', "o'ne", 'two "2"', '`$' + '{x}`', '\\', "\\'", "';--", '*/', '$$', '%_', '🌾', '\u2028'],
  ...[
    '\u2029',
    'NULL',
    'null',
    '0',
    '-1',
    ' ',
    '\u00a0x',
    '__proto__',
    'constructor',
    '１２',
    'é',
    'e\u0301',
  ],
];

/** A random feature of the policy. */
export interface RandomFeature {
  readonly feature: Feature;
  readonly facts: FeatureFacts;
  /** Some number in its range, and noted as one where the policy changes its mind. */
  bound(): Value;
  /** A number of units in its range. */
  anywhere(): bigint;
  write(units: bigint): Value;
  note(bound: Value): void;
  /** A value of an applicant: more often than not on a bound or next to it; null = not known. */
  value(): Value | null;
}

/** Three to nine features; the first is an amount that must be known, the second a ratio. */
export function randomFeatures(dice: Dice): RandomFeature[] {
  const { whole, pick } = dice;
  const units = ['AMOUNT', 'RATIO', 'COUNT', 'MONTHS', 'GRADE', 'NUMBER', 'CATEGORY'] as const;
  return Array.from({ length: whole(3, 9) }, (_, index) => {
    const unit = index === 0 ? 'AMOUNT' : index === 1 ? 'RATIO' : pick(units);
    const definition: Feature['definition'] =
      unit === 'NUMBER'
        ? { unit, name: text, places: whole(0, 9) }
        : unit === 'CATEGORY'
          ? { unit, name: text, categories: dice.shuffled(NAMES).slice(0, whole(2, 6)) }
          : { unit, name: text };
    const feature: Feature = {
      name: `x${index}`,
      definition,
      missing: pick(index === 0 ? (['DECLINE', 'REFER'] as const) : (['DECLINE', 'REFER', 'SCORE'] as const)),
    };
    return randomFeature(dice, ranged(dice, feature));
  });
}

function ranged({ chance, whole }: Dice, feature: Feature): Feature {
  const facts = factsOf(feature)!;
  if (facts.categories !== null || chance(0.6)) return feature;
  const write = (units: number) => writeUnits(facts, BigInt(units))!;
  const lowest = chance(0.6) ? write(0) : write(-whole(1, 50) * 10 ** whole(0, 4));
  return { ...feature, range: [lowest, chance(0.5) ? null : write(whole(2, 80) * 10 ** whole(1, 6))] };
}

function randomFeature({ whole, pick, chance }: Dice, feature: Feature): RandomFeature {
  const facts = factsOf(feature)!;
  const { unit, places } = facts;
  const [lowest, highest] = facts.range.map((end) => (end === null ? null : scaled(end, places)));
  const extent = unit === 'COUNT' || unit === 'MONTHS' ? 2n ** 53n - 1n : featureExtent(facts).most;
  const most = unit === 'RATIO' ? extent : extent - 1n;
  const within = (units: bigint): bigint => {
    const least = lowest ?? -most;
    const greatest = highest ?? most;
    return units < least ? least : units > greatest ? greatest : units;
  };
  const bounds: Value[] = [];
  const write = (units: bigint): Value => writeUnits(facts, within(units))!;
  /** A NUMBER that is whole may also be written as JSON writes one. */
  const said = (units: bigint): Value => {
    const written = write(units);
    const isWhole = unit === 'NUMBER' && /^-?[0-9]+$/.test(String(written));
    return isWhole && chance(0.5) ? Number(written) : written;
  };
  const anywhere = () => within(BigInt(whole(-10, 80)) * 10n ** BigInt(whole(0, unit === 'AMOUNT' ? 10 : 4)));
  return {
    feature,
    facts,
    anywhere,
    write,
    note: (bound) => bounds.push(bound),
    bound() {
      const written = said(anywhere());
      bounds.push(written);
      return written;
    },
    value() {
      if (chance(0.05)) return null;
      if (facts.categories !== null) return pick(facts.categories);
      if (chance(0.02)) return said(pick([most, -most, most - 1n, 0n, 1n, -1n]));
      if (unit === 'AMOUNT' && chance(0.02)) return said(pick([900719925474099301n, -900719925474099301n]));
      if (bounds.length === 0 || chance(0.4)) return said(anywhere());
      return said(scaled(pick(bounds), places) + BigInt(whole(-1, 1)));
    },
  };
}

/** A decimal of an amount in yuan. */
export const yuan = ({ whole, pick }: Dice): string =>
  new Dec(whole(1, 900)).times(new Dec(10).pow(whole(0, 5))).toFixed() + pick(['.00', '.50', '.99']);
