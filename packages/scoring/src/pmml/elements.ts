import type { PmmlReport } from './problem.ts';
import type { XmlElement } from './xml.ts';

/** What an element of the part of PMML that a policy can say may hold; all else is reported, never dropped. */
interface Allowed {
  readonly needed?: readonly string[];
  readonly attributes?: readonly string[];
  readonly children?: readonly string[];
}

const PREDICATES = ['SimplePredicate', 'CompoundPredicate', 'SimpleSetPredicate', 'True', 'False'] as const;

const ALLOWED: Readonly<Record<string, Allowed>> = {
  PMML: { needed: ['version'], children: ['Header', 'DataDictionary', 'Scorecard'] },
  DataDictionary: { attributes: ['numberOfFields'], children: ['DataField'] },
  DataField: {
    needed: ['name', 'optype', 'dataType'],
    attributes: ['displayName', 'isCyclic'],
    children: ['Extension', 'Interval', 'Value'],
  },
  Interval: { needed: ['closure'], attributes: ['leftMargin', 'rightMargin'] },
  Value: { needed: ['value'], attributes: ['displayValue', 'property'] },
  Scorecard: {
    needed: ['functionName'],
    attributes: [
      'modelName',
      'algorithmName',
      'initialScore',
      'useReasonCodes',
      'reasonCodeAlgorithm',
      'baselineScore',
      'baselineMethod',
      'isScorable',
    ],
    children: ['Extension', 'MiningSchema', 'Output', 'Characteristics'],
  },
  MiningSchema: { children: ['MiningField'] },
  MiningField: {
    needed: ['name'],
    attributes: [
      'usageType',
      'optype',
      'importance',
      'outliers',
      'missingValueTreatment',
      'invalidValueTreatment',
    ],
  },
  Output: { children: ['OutputField'] },
  OutputField: {
    needed: ['name'],
    attributes: ['displayName', 'optype', 'dataType', 'feature', 'rank', 'isFinalResult'],
  },
  Characteristics: { children: ['Characteristic'] },
  Characteristic: {
    attributes: ['name', 'reasonCode', 'baselineScore'],
    children: ['Extension', 'Attribute'],
  },
  Attribute: { needed: ['partialScore'], attributes: ['reasonCode'], children: PREDICATES },
  SimplePredicate: { needed: ['field', 'operator'], attributes: ['value'] },
  CompoundPredicate: { needed: ['booleanOperator'], children: PREDICATES },
  SimpleSetPredicate: { needed: ['field', 'booleanOperator'], children: ['Array'] },
  Array: { needed: ['type'], attributes: ['n'] },
  True: {},
  False: {},
  Extension: { needed: ['name', 'value'], attributes: ['extender'] },
};

/** Attributes whose value changes the model, with those values that a policy can say. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'DataField isCyclic': ['0'],
  'Value property': ['valid'],
  'Scorecard functionName': ['regression'],
  'Scorecard useReasonCodes': ['true', '1'],
  'Scorecard isScorable': ['true', '1'],
  'Scorecard reasonCodeAlgorithm': ['pointsAbove', 'pointsBelow'],
  'Scorecard baselineMethod': ['max', 'min', 'mean', 'neutral', 'other'],
  'MiningField usageType': ['active', 'target', 'predicted'],
  'MiningField outliers': ['asIs'],
  'MiningField missingValueTreatment': ['asIs', 'returnInvalid'],
  'MiningField invalidValueTreatment': ['returnInvalid'],
  'OutputField feature': ['predictedValue', 'reasonCode'],
  'OutputField rank': ['1', '2', '3', '4'],
};

/** Reports every element, attribute and text below `element` that a policy has no words for. Headers are not model. */
export function checkElements(element: XmlElement, report: PmmlReport): void {
  if (element.name === 'Header') return;
  const { needed = [], attributes = [], children = [] } = ALLOWED[element.name] ?? {};
  for (const name of needed)
    if (!element.attributes.has(name)) report(`${element.path}/@${name}`, 'ATTRIBUTE_ABSENT');
  for (const [name, value] of element.attributes) {
    const known = needed.includes(name) || attributes.includes(name);
    const values = VALUES[`${element.name} ${name}`];
    if (!known || (values !== undefined && !values.includes(value)))
      report(`${element.path}/@${name}`, 'ATTRIBUTE_UNSUPPORTED');
  }
  if (element.name !== 'Array' && element.text.trim() !== '') report(element.path, 'TEXT_UNEXPECTED');
  for (const child of element.children) {
    if (children.includes(child.name)) checkElements(child, report);
    else report(child.path, 'ELEMENT_UNSUPPORTED');
  }
}

export const childrenOf = (element: XmlElement, ...names: readonly string[]): readonly XmlElement[] =>
  element.children.filter(({ name }) => names.includes(name));

/** The predicates right below an element. */
export const predicatesOf = (element: XmlElement): readonly XmlElement[] =>
  childrenOf(element, ...PREDICATES);
