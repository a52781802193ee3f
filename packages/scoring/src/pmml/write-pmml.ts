import { allFacts, type Feature, type FeatureFacts } from '../policy/feature.ts';
import type { Policy } from '../policy/policy.ts';
import { platformReason } from '../policy/reason.ts';
import type { Attribute, Characteristic } from '../policy/scorecard.ts';
import { EXTENDER } from './extension.ts';
import { escapeXml } from './xml.ts';

type Attributes = Readonly<Record<string, string | number | null | undefined>>;

/** One element; attributes that are undefined or null are left out. */
const element = (name: string, attributes: Attributes, children: readonly string[] = []): string => {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('');
  if (children.length === 0) return `<${name}${written}/>`;
  // Line feeds only: U+2028 begins a line to a regular expression, and may stand in a name.
  const inner = children.map((child) => `  ${child.replaceAll('\n', '\n  ')}`).join('\n');
  return `<${name}${written}>\n${inner}\n</${name}>`;
};

/** JSON writes most of what XML cannot hold by its number, and here the rest. */
const extension = (name: string, value: unknown): string =>
  element('Extension', {
    extender: EXTENDER,
    name,
    value: JSON.stringify(value).replaceAll(
      /[\ufffe\uffff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16)}`,
    ),
  });

/**
 * The scorecard of a policy as a PMML 4.4 document that any engine for Scorecard can run. Rules, rating, limit and
 * price have no place in PMML. What PMML has no words for (references, units, words of reasons) stands in
 * extensions.
 *
 * `readPmml` gives back a scorecard of the same score and the same reasons for every applicant, with the same
 * features, and the reasons and references the scorecard names. Of its writing, `missing` then stands last, categories
 * stand in the order of their feature, and a NUMBER is text. Characters that XML cannot hold are kept in extensions; in
 * the description and the names shown they are written as U+FFFD.
 *
 * @see https://dmg.org/pmml/v4-4/Scorecard.html
 */
export function writePmml(policy: Policy): string {
  const { scorecard, references, reasons = [], name } = policy;
  const { characteristics } = scorecard;
  const read = new Set(characteristics.map(({ feature }) => feature));
  const features = policy.features.filter((feature) => read.has(feature.name));
  const facts = allFacts(features);
  const cited = new Set(characteristics.map(({ reference }) => reference));
  const codes = new Set(
    characteristics.flatMap(({ reasonCode, attributes }) => [
      reasonCode,
      ...attributes.flatMap((attribute) => attribute.reasonCode ?? []),
    ]),
  );
  const title = `${policy.policyId}@${policy.version}`;
  const document = element('PMML', { xmlns: 'http://www.dmg.org/PMML-4_4', version: '4.4' }, [
    element('Header', { description: `${name.zh} / ${name.en}` }, [
      element('Application', { name: 'Xinqiao' }),
    ]),
    element(
      'DataDictionary',
      { numberOfFields: features.length },
      features.map((feature) => dataField(feature, facts.get(feature.name)!)),
    ),
    element(
      'Scorecard',
      {
        modelName: title,
        functionName: 'regression',
        initialScore: scorecard.initialScore,
        useReasonCodes: 'true',
        reasonCodeAlgorithm: scorecard.reasonCodeAlgorithm,
        baselineMethod: scorecard.baselineMethod,
      },
      [
        ...references.filter(({ id }) => cited.has(id)).map((reference) => extension('reference', reference)),
        ...reasons
          .filter(({ code }) => codes.has(code) && platformReason(code) === undefined)
          .map((reason) => extension('reason', reason)),
        element('MiningSchema', {}, features.map(miningField)),
        element('Output', {}, [
          element('OutputField', {
            name: 'score',
            feature: 'predictedValue',
            optype: 'continuous',
            dataType: 'double',
          }),
          ...[1, 2, 3, 4].map((rank) =>
            element('OutputField', {
              name: `reason${rank}`,
              feature: 'reasonCode',
              rank,
              optype: 'categorical',
              dataType: 'string',
            }),
          ),
        ]),
        element(
          'Characteristics',
          {},
          characteristics.map((each) => characteristic(each, facts.get(each.feature)!)),
        ),
      ],
    ),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document}\n`;
}

function dataField(
  feature: Feature,
  { unit, categories, places, range: [lowest, highest] }: FeatureFacts,
): string {
  const bounded = lowest !== null || highest !== null;
  const whole = unit !== 'NUMBER' && places === 0;
  return element(
    'DataField',
    {
      name: feature.name,
      displayName: feature.definition?.name.zh,
      optype: categories === null ? 'continuous' : 'categorical',
      dataType: categories !== null ? 'string' : whole ? 'integer' : 'double',
    },
    [
      extension('feature', feature),
      ...(bounded
        ? [element('Interval', { closure: 'closedClosed', leftMargin: lowest, rightMargin: highest })]
        : []),
      ...(categories ?? []).map((value) => element('Value', { value })),
    ],
  );
}

const miningField = ({ name, missing }: Feature): string =>
  element('MiningField', {
    name,
    usageType: 'active',
    invalidValueTreatment: 'returnInvalid',
    missingValueTreatment: missing === 'SCORE' ? 'asIs' : 'returnInvalid',
  });

const characteristic = (
  { name, feature, baselineScore, reasonCode, reference, attributes }: Characteristic,
  { categories }: FeatureFacts,
): string =>
  element('Characteristic', { name, reasonCode, baselineScore }, [
    extension('reference', reference),
    ...attributes.map((attribute) =>
      element('Attribute', { partialScore: attribute.partialScore, reasonCode: attribute.reasonCode }, [
        predicate(feature, attribute, categories ?? []),
      ]),
    ),
  ]);

function predicate(field: string, attribute: Attribute, categories: readonly string[]): string {
  const simple = (operator: string, value?: string | number) =>
    element('SimplePredicate', { field, operator, value });
  if ('missing' in attribute) return simple('isMissing');
  if ('values' in attribute) {
    const { values } = attribute;
    if (values.length === categories.length) return simple('isNotMissing');
    const [first] = values;
    if (values.length === 1) return simple('equal', first);
    // How an Array writes quotes and backslashes is not told alike everywhere: such names are compared one by one.
    if (values.some((value) => /["\\]/.test(value)))
      return element(
        'CompoundPredicate',
        { booleanOperator: 'or' },
        values.map((value) => simple('equal', value)),
      );
    const array = values.map((value) => `"${escapeXml(value)}"`).join(' ');
    return `<SimpleSetPredicate field="${escapeXml(field)}" booleanOperator="isIn">\n  <Array n="${values.length}" type="string">${array}</Array>\n</SimpleSetPredicate>`;
  }
  const { from, to } = attribute;
  if (from === null) return to === null ? simple('isNotMissing') : simple('lessThan', to);
  if (to === null) return simple('greaterOrEqual', from);
  return element('CompoundPredicate', { booleanOperator: 'and' }, [
    simple('greaterOrEqual', from),
    simple('lessThan', to),
  ]);
}
