import type { DecisionReason } from '@xinqiao/contracts';
import { Dec } from '../decimal.ts';
import { pointsWithheld } from '../decision/best-score.ts';
import { decidingFeatures } from '../decision/decide.ts';
import { MOST_REASONS } from '../decision/score.ts';
import type { FeatureTest } from '../policy/admission.ts';
import { allFacts, type FeatureFacts } from '../policy/feature.ts';
import { scaled } from '../policy/limit-places.ts';
import type { Policy } from '../policy/policy.ts';
import { type Attribute, type Characteristic, meritSign, type Scorecard } from '../policy/scorecard.ts';
import { type Dialect, limitSources } from './limit-source.ts';

/** Makes a reason that results share. */
export type Reason = (code: string, pointsLost: number) => DecisionReason;

/** Source of the body of a function, and the table of constants it reads by place. */
export interface FunctionSource {
  readonly source: string;
  readonly table: readonly unknown[];
}

/** Numbers beyond it are not exact as floats. */
const MOST_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * Writes a checked policy as source. Of the author’s document it holds numbers, and names of features, which are
 * identifiers; categories, codes and words are constants of the table, read by place.
 */
export function functionSource(policy: Policy, reason: Reason): FunctionSource {
  const table: unknown[] = [];
  const constants: string[] = [];
  /** The name of a constant in the source. */
  const constant = (value: unknown): string => {
    const known = table.indexOf(value);
    if (known >= 0) return `c${known}`;
    const place = table.push(value) - 1;
    constants.push(`const c${place} = table[${place}];`);
    return `c${place}`;
  };
  const given = new Map<string, string>();
  const ruleReason = (code: string): string => {
    const name = given.get(code) ?? constant(reason(code, 0));
    given.set(code, name);
    return name;
  };
  const features = decidingFeatures(policy);
  const facts = allFacts(features);
  const places = new Map(features.map(({ name }, index) => [name, `f${index}`]));
  const local = (name: string) => places.get(name)!;
  const giveReason = (code: string) =>
    `if (!reasons.includes(${ruleReason(code)})) reasons.push(${ruleReason(code)});`;

  const body = [
    ...features.map(({ name }) => `const ${local(name)} = record.${name};`),
    'const missing = [], reasons = [];',
    'let declined = false, referred = false, blocked = false;',
    ...policy.admission.map(({ feature, test, onFail, reasonCode }) => {
      const passed = testSource(test, local(feature), facts.get(feature)!, constant);
      const verdict = onFail === 'DECLINE' ? 'declined = true;' : 'referred = true;';
      return `if (${local(feature)} !== null && !(${passed})) { ${verdict} ${giveReason(reasonCode)} }`;
    }),
    ...features.map(({ name, missing }) => {
      const verdict =
        missing === 'SCORE' ? '' : `blocked = true; ${missing === 'DECLINE' ? 'declined = true;' : ''}`;
      return `if (${local(name)} === null) { missing.push(${constant(name)}); ${verdict} }`;
    }),
    `if (blocked) { ${giveReason('DATA_MISSING')} }`,
    `if (blocked${policy.scoreDeclined === true ? '' : ' || declined'}) return result(declined ? 'DECLINED' : 'REFERRED', '0.00', null, null, null, null, null, reasons, missing);`,
    ...scoreLines(policy, local, facts, constant),
    ...offerLines(policy, local, facts, constant, giveReason),
    ...reasonLines(policy, reason, ruleReason, given, constant),
    'return result(outcome, limit, boundBy, rate, at.rating, score, at.probability, reasons, missing);',
  ];
  const { policyId, version } = policy;
  const source = [
    '"use strict";',
    ...constants,
    'let inexact = false;',
    `const exact = (x) => { if (x > ${MOST_EXACT} || x < -${MOST_EXACT}) inexact = true; return x; };`,
    `const result = (outcome, limit, limitBoundBy, annualRate, rating, score, defaultProbability, reasons, missing) => ({ policyId: ${JSON.stringify(policyId)}, policyVersion: ${JSON.stringify(version)}, outcome, limit, limitBoundBy, annualRate, rating, score, defaultProbability, reasons, missing });`,
    'return (record) => {',
    ...body,
    '};',
  ].join('\n');
  return { source, table };
}

/** Whole yuan against a bound: as text where a float would not be exact. */
const atLeastYuan = (bound: string): string =>
  BigInt(bound) <= MOST_EXACT ? `mostYuan >= ${bound}` : `BigInt(most.slice(0, -3)) >= ${bound}n`;

type Constant = (value: unknown) => string;
type Local = (feature: string) => string;
type Facts = ReadonlyMap<string, FeatureFacts>;
type Referrals = NonNullable<Policy['referrals']>;

/** A whole number as source: a float where it is exact. */
const wholeNumber = (units: bigint): string =>
  units > MOST_EXACT || units < -MOST_EXACT ? `${units}n` : `${units}`;

function testSource(test: FeatureTest, value: string, facts: FeatureFacts, constant: Constant): string {
  const written = (given: string | number) =>
    facts.categories === null ? wholeNumber(scaled(given, facts.places)) : constant(String(given));
  const anyOf = (values: readonly (string | number)[]) =>
    values.map((one) => `${value} === ${written(one)}`).join(' || ');
  if ('atLeast' in test) return `${value} >= ${written(test.atLeast)}`;
  if ('atMost' in test) return `${value} <= ${written(test.atMost)}`;
  if ('equals' in test) return anyOf([test.equals]);
  return 'oneOf' in test ? anyOf(test.oneOf) : `!(${anyOf(test.noneOf)})`;
}

/** Finds the attribute of every characteristic, `a0` to `an`, and adds up their points. */
function scoreLines({ scorecard }: Policy, local: Local, facts: Facts, constant: Constant): string[] {
  return [
    `let score = ${scorecard.initialScore};`,
    ...scorecard.characteristics.flatMap((characteristic, index) => [
      `const a${index} = ${attributeSource(characteristic, local(characteristic.feature), facts.get(characteristic.feature)!, constant)};`,
      `score += ${constant(characteristic.attributes.map(({ partialScore }) => partialScore))}[a${index}];`,
    ]),
    'const at = atScore(score);',
  ];
}

/** The place of the attribute a value belongs to. */
function attributeSource(
  { attributes }: Characteristic,
  value: string,
  { categories, places }: FeatureFacts,
  constant: Constant,
): string {
  const missing = attributes.findIndex((attribute) => 'missing' in attribute);
  const absent = missing < 0 ? '' : `${value} === null ? ${missing} : `;
  if (categories !== null) {
    const placeOf = new Map(
      attributes.flatMap((attribute, place) =>
        'values' in attribute ? attribute.values.map((category) => [category, place] as const) : [],
      ),
    );
    return `${absent}${constant(placeOf)}.get(${value})`;
  }
  const bounded = attributes.flatMap((attribute, place) =>
    'from' in attribute ? [{ to: attribute.to, place }] : [],
  );
  const chain = bounded.map(({ to, place }) =>
    to === null ? `${place}` : `${value} < ${wholeNumber(scaled(to, places))} ? ${place} : `,
  );
  return absent + chain.join('');
}

/** Sets outcome, limit and rate of whoever is scored. */
function offerLines(
  { limit, rating, referrals = [], scorecard, scoreDeclined }: Policy,
  local: Local,
  facts: Facts,
  constant: Constant,
  giveReason: (code: string) => string,
): string[] {
  const bands = (units: Readonly<Record<string, bigint>>) => {
    const all = rating.map((band) => Number(units[band.rating] ?? 0n));
    const source = `${constant(all)}[at.band]`;
    return all.every(Number.isSafeInteger) ? source : `exact(${source})`;
  };
  const dialect: Dialect = {
    feature: local,
    literal: (units) => (units > MOST_EXACT ? 'exact(Infinity)' : `${units}`),
    byRating: bands,
    least: (parts) => `Math.min(${parts.join(', ')})`,
    greatest: (parts) => `Math.max(${parts.join(', ')})`,
    exact: (source) => `exact(${source})`,
  };
  const { places, terms } = limitSources(limit, facts, dialect);
  const used = [...new Set(JSON.stringify(terms.map(({ source }) => source)).match(/\bf[0-9]+\b/g))];
  const yuan = 10n ** BigInt(places);
  const step = BigInt(limit.roundDownTo) * yuan;
  const minimum = scaled(limit.minimum, places);
  // Where the step itself is not exact, nothing is computed in floats.
  const large = step > MOST_EXACT || minimum > MOST_EXACT;
  const whenReferred = referrals.map(({ when, reasonCode }) => {
    const holds =
      'limitAtLeast' in when
        ? atLeastYuan(new Dec(when.limitAtLeast).ceil().toFixed())
        : 'ratingIn' in when
          ? when.ratingIn
              .map((name) => rating.findIndex((band) => band.rating === name))
              .map((band) => `(best.band <= ${band} && ${band} <= at.band)`)
              .join(' || ')
          : `at.millionths >= ${scaled(when.probabilityAtLeast, 6)}`;
    return `if (${holds}) { referred = true; ${giveReason(reasonCode)} }`;
  });
  return [
    "let outcome = 'DECLINED', limit = '0.00', boundBy = null, rate = null;",
    ...(scoreDeclined === true ? ['if (declined) {} else'] : []),
    `if (!at.admitted) { ${giveReason('RATING_NOT_ADMITTED')} }`,
    'else {',
    'let least = 0, by = 0, yuan = -1;',
    `inexact = ${[large, ...used.map((name) => `typeof ${name} !== 'number'`)].join(' || ')};`,
    'if (!inexact) {',
    ...terms.map(({ source }, index) =>
      index === 0
        ? `least = ${source};`
        : `{ const term = ${source}; if (term < least) { least = term; by = ${index}; } }`,
    ),
    '}',
    'if (inexact) { const one = largeLimit(record, at.rating); if (one !== null) { yuan = one.yuan; by = one.by; limit = one.text; } }',
    large
      ? ''
      : `else { const rounded = least - least % ${step}; if (rounded >= ${minimum}) { yuan = rounded / ${yuan}; limit = yuan + '.00'; } }`,
    `if (yuan < 0) { ${giveReason('LIMIT_TOO_SMALL')} }`,
    `else if (at.annualRate === null) { ${giveReason('RATE_ABOVE_CEILING')} limit = '0.00'; }`,
    'else {',
    ...bestLines(scorecard, referrals, local),
    ...whenReferred,
    "if (referred) { outcome = 'REFERRED'; limit = '0.00'; }",
    `else { outcome = 'APPROVED'; rate = at.annualRate; boundBy = ${constant(terms.map(({ name }) => name))}[by]; }`,
    '} }',
  ];
}

/** What referrals test: the offer, or where scored values are not known what the best of them would have made of it. */
function bestLines(scorecard: Scorecard, referrals: Referrals, local: Local): string[] {
  if (referrals.length === 0) return [];
  const withheld = [...pointsWithheld(scorecard)].filter(([, points]) => points !== 0);
  const absent = withheld.map(
    ([index, points]) => `(${local(scorecard.characteristics[index]!.feature)} === null ? ${points} : 0)`,
  );
  const same = 'let mostYuan = yuan, most = limit;';
  if (absent.length === 0) return ['const best = at;', same];
  return [
    `const withheld = ${absent.join(' + ')};`,
    'const best = withheld === 0 ? at : atScore(score + withheld);',
    same,
    'if (best.band !== at.band) { const one = largeLimit(record, best.rating); mostYuan = one.yuan; most = one.text; }',
  ];
}

/**
 * Ranks the losses: each as one number, its points before its place in the policy, the greatest four kept in order.
 * Losses of several characteristics under one code are added up first and stand where the first of them stood.
 */
function reasonLines(
  { scorecard }: Policy,
  reason: Reason,
  ruleReason: (code: string) => string,
  given: ReadonlyMap<string, string>,
  constant: Constant,
): string[] {
  const { characteristics } = scorecard;
  const sign = meritSign(scorecard);
  const width = Math.max(...characteristics.map(({ attributes }) => attributes.length));
  const span = characteristics.length * width;
  const rest = (index: number, place: number) => (characteristics.length - 1 - index) * width + place;
  const lossOf = ({ baselineScore }: Characteristic, { partialScore }: Attribute) =>
    sign * (baselineScore - partialScore);
  const codeOf = ({ reasonCode }: Characteristic, attribute: Attribute) => attribute.reasonCode ?? reasonCode;

  const users = new Map<string, Set<number>>();
  characteristics.forEach((characteristic, index) => {
    for (const attribute of characteristic.attributes)
      if (lossOf(characteristic, attribute) > 0) {
        const code = codeOf(characteristic, attribute);
        users.set(code, (users.get(code) ?? new Set()).add(index));
      }
  });
  const shared = [...users].filter(([, indexes]) => indexes.size > 1).map(([code]) => code);
  const byRest: (DecisionReason | string | null)[] = Array.from({ length: span }, () => null);
  const keep =
    'if (k > k3) { if (k > k1) { if (k > k0) { k3 = k2; k2 = k1; k1 = k0; k0 = k; } else { k3 = k2; k2 = k1; k1 = k; } } else if (k > k2) { k3 = k2; k2 = k; } else k3 = k; }';
  const unlessGiven = (code: string, act: string) =>
    given.has(code) ? `if (!reasons.includes(${ruleReason(code)})) { ${act} }` : act;

  const lines = [
    'let k = 0, k0 = 0, k1 = 0, k2 = 0, k3 = 0;',
    ...shared.map((_, j) => `let s${j} = 0, p${j} = 0;`),
  ];
  characteristics.forEach((characteristic, index) => {
    const keys = characteristic.attributes.map((attribute, place) => {
      const [loss, code] = [lossOf(characteristic, attribute), codeOf(characteristic, attribute)];
      if (loss <= 0 || shared.includes(code)) return 0;
      byRest[rest(index, place)] = reason(code, loss);
      return loss * span + rest(index, place);
    });
    const own = [...new Set(characteristic.attributes.map((attribute) => codeOf(characteristic, attribute)))];
    const guarded = own.filter((code) => given.has(code) && !shared.includes(code));
    if (keys.some((key) => key > 0)) {
      lines.push(`k = ${constant(keys)}[a${index}];`);
      lines.push(
        guarded.length === 0
          ? keep
          : `if (k > 0 && !(reasons.length > 0 && isGiven(reasons, k % ${span}))) ${keep}`,
      );
    }
    characteristic.attributes.forEach((attribute, place) => {
      const [loss, code] = [lossOf(characteristic, attribute), codeOf(characteristic, attribute)];
      const j = shared.indexOf(code);
      if (loss <= 0 || j < 0) return;
      byRest[rest(index, place)] = code;
      lines.push(
        `if (a${index} === ${place}) { if (s${j} === 0) p${j} = ${rest(index, place)}; s${j} += ${loss}; }`,
      );
    });
  });
  shared.forEach((code, j) => {
    lines.push(unlessGiven(code, `k = s${j} === 0 ? 0 : s${j} * ${span} + p${j}; ${keep}`));
  });
  const all = constant(byRest);
  const codes = constant(
    byRest.map((each) => (each === null ? null : typeof each === 'string' ? each : each.code)),
  );
  lines.unshift(
    `const isGiven = (reasons, rest) => { for (let i = 0; i < reasons.length; i++) if (reasons[i].code === ${codes}[rest]) return true; return false; };`,
    `const add = (key) => { const one = ${all}[key % ${span}]; reasons.push(typeof one === 'string' ? reason(one, (key - key % ${span}) / ${span}) : one); };`,
  );
  for (let place = 0; place < MOST_REASONS; place++) lines.push(`if (k${place} > 0) add(k${place});`);
  return lines;
}
