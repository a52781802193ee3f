import { between, intersection, NO_VALUE, only, union, type ValueSet, without } from '../policy/value-set.ts';
import { childrenOf, predicatesOf } from './elements.ts';
import type { PmmlField } from './field.ts';
import { readNumber, unitsAbove, unitsBelow } from './number.ts';
import type { PmmlReport } from './problem.ts';
import type { XmlElement } from './xml.ts';

/** For which values a predicate is true, and what it is for a missing one: true, false, or null for unknown. */
export interface Meaning {
  readonly values: ValueSet;
  readonly missing: boolean | null;
}

const NEVER: Meaning = { values: NO_VALUE, missing: false };

/**
 * The meaning of a predicate on one field, by the three-valued logic of PMML: a comparison with a missing value is
 * unknown, and only what is true matches.
 *
 * Closed and open ends become half-open ones at the places of the feature: at 2 places, `≤ 5` is below 5.01.
 */
export function meaningOf(predicate: XmlElement, field: PmmlField, report: PmmlReport): Meaning {
  switch (predicate.name) {
    case 'True':
      return { values: field.every, missing: true };
    case 'SimplePredicate':
      return simple(predicate, field, report);
    case 'SimpleSetPredicate':
      return ofSet(predicate, field, report);
    case 'CompoundPredicate':
      return compound(predicate, field, report);
    default:
      return NEVER;
  }
}

/** Names of the fields a predicate reads. */
export const fieldsIn = (predicate: XmlElement): readonly string[] => [
  ...(predicate.attributes.has('field') ? [predicate.attributes.get('field')!] : []),
  ...predicatesOf(predicate).flatMap(fieldsIn),
];

function simple(predicate: XmlElement, field: PmmlField, report: PmmlReport): Meaning {
  const { attributes, path } = predicate;
  const operator = attributes.get('operator') ?? '';
  const value = attributes.get('value');
  if (operator === 'isMissing' || operator === 'isNotMissing') {
    if (value !== undefined) report(`${path}/@value`, 'ATTRIBUTE_UNSUPPORTED');
    const absent = operator === 'isMissing';
    return { values: absent ? NO_VALUE : field.every, missing: absent };
  }
  if (value === undefined) {
    report(`${path}/@value`, 'ATTRIBUTE_ABSENT');
    return NEVER;
  }
  const found = compare(operator, value, field);
  if (found === undefined) {
    const [at, problem] = wrong(operator, field);
    report(`${path}/@${at}`, problem);
  }
  return { values: found ?? NO_VALUE, missing: null };
}

const ORDERED = ['lessThan', 'lessOrEqual', 'greaterThan', 'greaterOrEqual'];

function wrong(operator: string, { facts }: PmmlField) {
  const ordered = ORDERED.includes(operator);
  const known = ordered || operator === 'equal' || operator === 'notEqual';
  if (!known || (ordered && facts.categories !== null)) return ['operator', 'ATTRIBUTE_UNSUPPORTED'] as const;
  return ['value', facts.categories === null ? 'NUMBER_INVALID' : 'CATEGORY_UNKNOWN'] as const;
}

/** @returns Undefined for an operator or a value that the field does not have. */
function compare(operator: string, value: string, field: PmmlField): ValueSet | undefined {
  if (operator === 'equal') return oneValue(value, field);
  if (operator === 'notEqual') {
    const equal = oneValue(value, field);
    return equal && without(field.every, equal);
  }
  const number = readNumber(value);
  if (field.facts.categories !== null || number === undefined) return undefined;
  const below = unitsBelow(number, field.facts.places);
  const above = unitsAbove(number, field.facts.places);
  if (below === above) field.written.set(above, value.trim());
  if (operator === 'lessThan') return between(null, above);
  if (operator === 'lessOrEqual') return between(null, below + 1n);
  if (operator === 'greaterThan') return between(below + 1n, null);
  return operator === 'greaterOrEqual' ? between(above, null) : undefined;
}

function oneValue(value: string, { facts, written }: PmmlField): ValueSet | undefined {
  if (facts.categories !== null) {
    const place = facts.categories.indexOf(value);
    return place < 0 ? undefined : only(BigInt(place));
  }
  const number = readNumber(value);
  if (number === undefined) return undefined;
  const below = unitsBelow(number, facts.places);
  // Between two values that the feature can have lies none.
  if (below !== unitsAbove(number, facts.places)) return NO_VALUE;
  written.set(below, value.trim());
  return only(below);
}

function ofSet(predicate: XmlElement, field: PmmlField, report: PmmlReport): Meaning {
  const { attributes, path } = predicate;
  const operator = attributes.get('booleanOperator') ?? '';
  const [array, second] = childrenOf(predicate, 'Array');
  if (array === undefined || second !== undefined)
    report(path, array ? 'ELEMENT_UNSUPPORTED' : 'ELEMENT_ABSENT');
  if (operator !== 'isIn' && operator !== 'isNotIn')
    report(`${path}/@booleanOperator`, 'ATTRIBUTE_UNSUPPORTED');
  if (array === undefined) return NEVER;
  const items = arrayItems(array.text);
  const stated = array.attributes.get('n');
  if (items === undefined || (stated !== undefined && stated !== String(items.length))) {
    report(array.path, 'NUMBER_INVALID');
    return NEVER;
  }
  const sets = items.map((item) => oneValue(item, field));
  if (sets.includes(undefined))
    report(array.path, field.facts.categories === null ? 'NUMBER_INVALID' : 'CATEGORY_UNKNOWN');
  const listed = union(...sets.map((set) => set ?? NO_VALUE));
  return { values: operator === 'isNotIn' ? without(field.every, listed) : listed, missing: null };
}

/** Items of an Array: divided by blanks, in quotes where they hold blanks; a quote within is written `\"`. */
export function arrayItems(text: string): string[] | undefined {
  const items: string[] = [];
  const rest = text.replaceAll(
    /\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)/g,
    (_, quoted?: string, bare?: string) => {
      items.push(bare ?? quoted!.replaceAll(/\\(["\\])/g, '$1'));
      return '';
    },
  );
  return rest.trim() === '' ? items : undefined;
}

function compound(predicate: XmlElement, field: PmmlField, report: PmmlReport): Meaning {
  const operator = predicate.attributes.get('booleanOperator') ?? '';
  const parts = predicatesOf(predicate).map((part) => meaningOf(part, field, report));
  if (parts.length < 2) report(predicate.path, 'ELEMENT_ABSENT');
  const values = parts.map((part) => part.values);
  const missing = parts.map((part) => part.missing);
  const unknown = missing.includes(null);
  if (operator === 'and')
    return {
      values: intersection(field.every, ...values),
      missing: missing.includes(false) ? false : unknown ? null : true,
    };
  if (operator === 'or')
    return { values: union(...values), missing: missing.includes(true) ? true : unknown ? null : false };
  if (operator === 'xor')
    return {
      values: values.reduce((one, other) => without(union(one, other), intersection(one, other)), NO_VALUE),
      missing: unknown ? null : missing.filter(Boolean).length % 2 === 1,
    };
  report(`${predicate.path}/@booleanOperator`, 'ATTRIBUTE_UNSUPPORTED');
  return NEVER;
}
