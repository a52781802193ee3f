import {
  type Feature,
  FeatureName,
  Feature as FeatureShape,
  factsOf,
  isIndicator,
} from '../policy/feature.ts';
import { between, isWithin, NO_VALUE, union, type ValueSet } from '../policy/value-set.ts';
import { childrenOf } from './elements.ts';
import { extensionOf } from './extension.ts';
import { type PmmlField, pmmlField, writeNumber } from './field.ts';
import { readNumber, unitsAbove, unitsBelow } from './number.ts';
import type { PmmlReport } from './problem.ts';
import type { XmlElement } from './xml.ts';

/** Places of a number whose field says none: a NUMBER of the policy has at most so many. */
const USUAL_PLACES = 6;
const CONTINUOUS = ['integer', 'float', 'double'];
const CATEGORICAL = ['string', 'boolean', 'integer'];

/** A field that the scorecard reads, as a feature; its `missing` is settled by the scorecard where the document is silent. */
export interface ReadField {
  readonly feature: Omit<Feature, 'missing'> & { missing?: Feature['missing'] };
  readonly field: PmmlField;
}

/**
 * The input fields of DataDictionary and MiningSchema, by their names in the document.
 *
 * What a field is comes first from `given`, then from an extension that `writePmml` left, then from the catalogue;
 * else a whole number is a COUNT, any other a NUMBER of 6 places, and names are a CATEGORY.
 */
export function readFields(
  dictionary: XmlElement,
  schema: XmlElement,
  given: Readonly<Record<string, Feature>>,
  report: PmmlReport,
): ReadonlyMap<string, ReadField> {
  const active = new Map<string, XmlElement>();
  for (const element of childrenOf(schema, 'MiningField')) {
    const name = element.attributes.get('name') ?? '';
    if (active.has(name)) report(`${element.path}/@name`, 'DUPLICATE');
    active.set(name, element);
  }
  const fields = new Map<string, ReadField>();
  const seen = new Set<string>();
  for (const element of childrenOf(dictionary, 'DataField')) {
    const name = element.attributes.get('name') ?? '';
    if (seen.has(name)) report(`${element.path}/@name`, 'DUPLICATE');
    seen.add(name);
    const mining = active.get(name);
    const input = (mining?.attributes.get('usageType') ?? 'active') === 'active';
    if (mining === undefined) report(element.path, 'FIELD_UNUSED');
    if (mining === undefined || !input) continue;
    const kind = mining.attributes.get('optype');
    if (kind !== undefined && kind !== element.attributes.get('optype'))
      report(`${mining.path}/@optype`, 'FIELD_CONTRADICTS');
    const read = readField(name, element, Object.hasOwn(given, name) ? given[name] : undefined, report);
    if (read !== undefined) fields.set(name, read);
  }
  for (const [name, element] of active) if (!seen.has(name)) report(`${element.path}/@name`, 'FIELD_UNKNOWN');
  return fields;
}

function readField(
  name: string,
  element: XmlElement,
  given: Feature | undefined,
  report: PmmlReport,
): ReadField | undefined {
  const type = element.attributes.get('dataType') ?? '';
  const continuous = element.attributes.get('optype') === 'continuous';
  if (!(continuous ? CONTINUOUS : CATEGORICAL).includes(type)) {
    report(`${element.path}/@dataType`, 'ATTRIBUTE_UNSUPPORTED');
    return undefined;
  }
  const known =
    given ??
    extensionOf(element, 'feature', FeatureShape, report) ??
    (isIndicator(name) ? { name } : undefined);
  const categories = childrenOf(element, 'Value').map(({ attributes }) => attributes.get('value') ?? '');
  if (known === undefined && !FeatureName.safeParse(name).success) {
    report(`${element.path}/@name`, 'FIELD_NAME');
    return undefined;
  }
  if (known === undefined && !continuous && categories.length === 0) {
    report(element.path, 'CATEGORIES_ABSENT');
    return undefined;
  }
  const feature = known ?? {
    name,
    ...derived(element.attributes.get('displayName') || name, type, continuous, categories),
  };
  const facts = factsOf({ missing: 'REFER', ...feature });
  if (
    facts === undefined ||
    (facts.categories === null) !== continuous ||
    (continuous && categories.length > 0)
  ) {
    report(element.path, 'FIELD_CONTRADICTS');
    return undefined;
  }
  const stated = new Set(categories);
  const listed = facts.categories ?? [];
  if (stated.size > 0 && (stated.size !== listed.length || !listed.every((category) => stated.has(category))))
    report(element.path, 'FIELD_CONTRADICTS');
  if (stated.size !== categories.length) report(element.path, 'DUPLICATE');
  return withIntervals(element, { feature, field: pmmlField(facts) }, known === undefined, report);
}

const derived = (called: string, type: string, continuous: boolean, categories: string[]) => {
  const text = { zh: called, en: called };
  if (!continuous) return { definition: { unit: 'CATEGORY' as const, name: text, categories } };
  if (type === 'integer') return { definition: { unit: 'COUNT' as const, name: text } };
  return { definition: { unit: 'NUMBER' as const, name: text, places: USUAL_PLACES } };
};

/** The intervals of a field say which data are true: the range of its feature, or the same as it. */
function withIntervals(
  element: XmlElement,
  { feature, field }: ReadField,
  own: boolean,
  report: PmmlReport,
): ReadField | undefined {
  const intervals = childrenOf(element, 'Interval');
  if (intervals.length === 0) return { feature, field };
  const allowed = union(...intervals.map((interval) => intervalValues(interval, field, report)));
  const [stretch, second] = allowed;
  if (stretch === undefined || second !== undefined || field.facts.categories !== null) {
    report(element.path, 'FIELD_CONTRADICTS');
    return undefined;
  }
  const same = isWithin(allowed, field.possible) && isWithin(field.possible, allowed);
  if (same) return { feature, field };
  if (!own) {
    report(element.path, 'FIELD_CONTRADICTS');
    return undefined;
  }
  const write = (units: bigint | null) => (units === null ? null : writeNumber(field, units));
  const [lowest, highest] = [write(stretch.from), write(stretch.to === null ? null : stretch.to - 1n)];
  if (lowest === undefined || highest === undefined) {
    report(element.path, 'NUMBER_INVALID');
    return undefined;
  }
  const ranged = { ...feature, range: [lowest, highest] as [typeof lowest, typeof highest] };
  return { feature: ranged, field: pmmlField(factsOf({ missing: 'REFER', ...ranged })!) };
}

/** The values of an Interval, of any closure, exactly at the places of the feature. */
function intervalValues(
  { attributes, path }: XmlElement,
  { facts: { places } }: PmmlField,
  report: PmmlReport,
): ValueSet {
  const closure = attributes.get('closure') ?? '';
  const [, left, right] = /^(open|closed)(Open|Closed)$/.exec(closure) ?? [];
  if (left === undefined) {
    report(`${path}/@closure`, 'ATTRIBUTE_UNSUPPORTED');
    return NO_VALUE;
  }
  const margin = (side: string) => {
    const text = attributes.get(side);
    const number = readNumber(text);
    if (text !== undefined && number === undefined) report(`${path}/@${side}`, 'NUMBER_INVALID');
    return number;
  };
  const [lower, upper] = [margin('leftMargin'), margin('rightMargin')];
  return between(
    lower === undefined
      ? null
      : left === 'closed'
        ? unitsAbove(lower, places)
        : unitsBelow(lower, places) + 1n,
    upper === undefined
      ? null
      : right === 'Closed'
        ? unitsBelow(upper, places) + 1n
        : unitsAbove(upper, places),
  );
}
