import { z } from 'zod';
import { PmmlInvalid } from '../error.ts';
import { checkFeatures, type Feature } from '../policy/feature.ts';
import { PROBLEMS, type Report } from '../policy/problem.ts';
import { OwnReason, ReasonName } from '../policy/reason.ts';
import { Reference, ReferenceId } from '../policy/reference.ts';
import { type Characteristic, checkScorecard, type Scorecard } from '../policy/scorecard.ts';
import { checkElements, childrenOf } from './elements.ts';
import { checkExtensions, extensionOf, extensionsOf } from './extension.ts';
import { readPoints } from './points.ts';
import { fieldsIn } from './predicate.ts';
import { PMML_PROBLEMS, type PmmlProblem, type PmmlReport } from './problem.ts';
import { readAttributes } from './read-attributes.ts';
import { type ReadField, readFields } from './read-fields.ts';
import { readXml, refused, type XmlElement } from './xml.ts';

export interface PmmlOptions {
  /** What fields of the document are, by their names there: a feature with its unit, places and range. */
  readonly fields?: Readonly<Record<string, Feature>>;
  /** The source of its numbers; else an entry `pmml` that names the document. */
  readonly reference?: Reference;
}

/** The parts of a policy that a PMML Scorecard holds. `reasons` lacks those whose words the document does not give. */
export interface PmmlScorecard {
  readonly modelName: string | null;
  readonly features: readonly Feature[];
  readonly scorecard: Scorecard;
  readonly reasons: readonly OwnReason[];
  readonly references: readonly Reference[];
}

/**
 * Reads a PMML 4.1 to 4.4 Scorecard as parts of a policy: features, scorecard, reasons and references.
 *
 * First-match order, predicates on missing values and open or closed ends are turned into intervals and lists that do
 * not overlap, exactly at the places of each feature. What a policy cannot say is refused, never left out.
 *
 * @see https://dmg.org/pmml/v4-4/Scorecard.html
 * @throws {PmmlInvalid} with every problem and its place.
 */
export function readPmml(xml: string, options: PmmlOptions = {}): PmmlScorecard {
  const root = readXml(xml);
  if (root.name !== 'PMML' || !/^4\.[1-4](\.[0-9]+)?$/.test(root.attributes.get('version') ?? ''))
    throw refused(root.path, 'NOT_PMML');
  const problems: PmmlProblem[] = [];
  const report: PmmlReport = (path, problem, more) => {
    const { zh, en } = PMML_PROBLEMS[problem];
    problems.push({
      path,
      problem,
      text: { zh: `${zh}${more?.zh ?? ''}`, en: more === undefined ? en : `${en} ${more.en}` },
    });
  };
  checkElements(root, report);

  const [model, second] = childrenOf(root, 'Scorecard');
  const [dictionary] = childrenOf(root, 'DataDictionary');
  const [schema] = model ? childrenOf(model, 'MiningSchema') : [];
  const [listed] = model ? childrenOf(model, 'Characteristics') : [];
  if (model === undefined || second !== undefined) report(root.path, 'MODEL_COUNT');
  for (const [part, path] of [
    [dictionary, `${root.path}/DataDictionary`],
    [schema, `${root.path}/Scorecard/MiningSchema`],
    [listed, `${root.path}/Scorecard/Characteristics`],
  ] as const)
    if (part === undefined) report(path, 'ELEMENT_ABSENT');
  if (!model || !dictionary || !schema || !listed) throw new PmmlInvalid(problems);

  checkExtensions(model, ['reason', 'reference'], report);
  for (const element of childrenOf(dictionary, 'DataField')) checkExtensions(element, ['feature'], report);
  const fields = readFields(dictionary, schema, options.fields ?? {}, report);
  const carried = extensionsOf(model, 'reference', Reference, report);
  const reasons = extensionsOf(model, 'reason', OwnReason, report);
  const fallback = options.reference ?? documentReference(root, model);
  const taken = new Set<string>();
  const elements = childrenOf(listed, 'Characteristic');
  if (elements.length === 0) report(`${listed.path}/Characteristic`, 'ELEMENT_ABSENT');
  const characteristics = elements.flatMap((element, index) => {
    const read = readCharacteristic(element, index, model, fields, taken, report);
    return read === undefined ? [] : [{ ...read, reference: read.reference ?? fallback.id }];
  });
  if (problems.length > 0) throw new PmmlInvalid(problems);

  const scorecard: Scorecard = {
    initialScore: readPoints(model, 'initialScore', report) ?? 0,
    reasonCodeAlgorithm: (model.attributes.get('reasonCodeAlgorithm') ?? 'pointsBelow') as 'pointsBelow',
    ...baselineMethodOf(model),
    characteristics,
  };
  const used = new Set(characteristics.map(({ feature }) => feature));
  const features = [...fields.values()].map(({ feature }) => settled(feature, characteristics));
  for (const element of childrenOf(schema, 'MiningField')) {
    const read = fields.get(element.attributes.get('name') ?? '');
    if (read === undefined) continue;
    if (!used.has(read.feature.name)) report(element.path, 'FIELD_UNUSED');
    const refused = element.attributes.get('missingValueTreatment') === 'returnInvalid';
    if (refused && scoresMissing(read.feature.name, characteristics))
      report(`${element.path}/@missingValueTreatment`, 'MISSING_CONTRADICTS');
  }
  const within =
    (part: string): Report =>
    (path, problem) =>
      report(`${model.path} (${z.core.toDotPath([part, ...path])})`, 'SCORECARD_REFUSED', PROBLEMS[problem]);
  checkFeatures(features, within('features'));
  checkScorecard(
    scorecard,
    new Map(
      [...fields.values()].map(({ feature, field }) => [
        feature.name,
        { ...field.facts, missing: settled(feature, characteristics).missing },
      ]),
    ),
    within('scorecard'),
  );
  if (problems.length > 0) throw new PmmlInvalid(problems);

  const cited = new Set(characteristics.map(({ reference }) => reference));
  const own = carried.filter(({ id }) => cited.has(id));
  return {
    modelName: model.attributes.get('modelName') ?? null,
    features,
    scorecard,
    reasons,
    references:
      cited.has(fallback.id) && !own.some(({ id }) => id === fallback.id) ? [...own, fallback] : own,
  };
}

const baselineMethodOf = (model: XmlElement): Pick<Scorecard, 'baselineMethod'> => {
  const method = model.attributes.get('baselineMethod');
  return method === undefined ? {} : { baselineMethod: method as NonNullable<Scorecard['baselineMethod']> };
};

function documentReference(root: XmlElement, model: XmlElement): Reference {
  const [header] = childrenOf(root, 'Header');
  const name = [model.attributes.get('modelName'), header?.attributes.get('description')]
    .filter((part) => part !== undefined && part.trim() !== '')
    .join('，');
  return {
    id: 'pmml',
    text: {
      zh: `由 PMML 评分卡导入${name === '' ? '' : `：${name}`}。`,
      en: `Imported from a PMML scorecard${name === '' ? '' : `: ${name}`}.`,
    },
  };
}

const scoresMissing = (feature: string, characteristics: readonly Characteristic[]): boolean =>
  characteristics.some(
    (each) => each.feature === feature && each.attributes.some((attribute) => 'missing' in attribute),
  );

/** Absence is scored where a characteristic says how, and referred where none does. */
function settled(feature: ReadField['feature'], characteristics: readonly Characteristic[]): Feature {
  const { name, definition, range, influence, missing } = feature;
  return {
    name,
    ...(definition === undefined ? {} : { definition }),
    ...(range === undefined ? {} : { range }),
    ...(influence === undefined ? {} : { influence }),
    missing: missing ?? (scoresMissing(name, characteristics) ? 'SCORE' : 'REFER'),
  };
}

function readCharacteristic(
  element: XmlElement,
  index: number,
  model: XmlElement,
  fields: ReadonlyMap<string, ReadField>,
  taken: Set<string>,
  report: PmmlReport,
): (Omit<Characteristic, 'reference'> & { reference: string | undefined }) | undefined {
  checkExtensions(element, ['reference'], report);
  const attributes = childrenOf(element, 'Attribute');
  const names = new Set(attributes.flatMap((attribute) => attribute.children.flatMap(fieldsIn)));
  const [fieldName, ...others] = names;
  if (fieldName === undefined || others.length > 0) {
    report(element.path, 'FIELDS_SEVERAL');
    return undefined;
  }
  const read = fields.get(fieldName);
  if (read === undefined) {
    report(element.path, 'FIELD_UNKNOWN');
    return undefined;
  }
  const baselineScore =
    readPoints(element, 'baselineScore', report) ?? readPoints(model, 'baselineScore', report);
  if (baselineScore === undefined) report(`${element.path}/@baselineScore`, 'ATTRIBUTE_ABSENT');
  const scored = readAttributes(element, attributes, read.field, report);
  const reasonCode = reasonOf(element, attributes, report);
  if (baselineScore === undefined || scored === undefined || reasonCode === undefined) return undefined;
  return {
    name: nameOf(element, index, taken),
    feature: read.feature.name,
    baselineScore,
    reasonCode,
    attributes: scored,
    reference: extensionOf(element, 'reference', ReferenceId, report),
  };
}

/** The code of the characteristic; where only its attributes have codes, that of the first. */
function reasonOf(
  element: XmlElement,
  attributes: readonly XmlElement[],
  report: PmmlReport,
): string | undefined {
  const own = element.attributes.get('reasonCode');
  const codes = attributes.map((attribute) => attribute.attributes.get('reasonCode'));
  const code = own ?? (codes.includes(undefined) ? undefined : codes[0]);
  if (code === undefined) {
    report(`${element.path}/@reasonCode`, 'REASON_ABSENT');
  } else if (!ReasonName.safeParse(code).success) {
    report(`${element.path}/@reasonCode`, 'REASON_FORM');
  } else {
    return code;
  }
  return undefined;
}

/** PMML’s names are for people: written in lower case with hyphens, and numbered where two would be the same. */
function nameOf(element: XmlElement, index: number, taken: Set<string>): string {
  const words = (element.attributes.get('name') ?? '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const base = words === '' ? `characteristic-${index + 1}` : words;
  let name = base;
  for (let next = 2; taken.has(name); next += 1) name = `${base}-${next}`;
  taken.add(name);
  return name;
}
