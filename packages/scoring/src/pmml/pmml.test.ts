import { describe, expect, it } from 'vitest';
import { decide } from '../decision/decide.ts';
import { scoreApplicant } from '../decision/score-applicant.ts';
import { PmmlInvalid } from '../error.ts';
import { EXAMPLE_POLICIES } from '../policies/examples/index.ts';
import { POLICIES } from '../policies/policies.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { policyDocument, scorecard } from '../testing/policy-document.ts';
import { randomPolicy } from '../testing/random-policy.ts';
import { type PmmlOptions, readPmml } from './read-pmml.ts';
import { writePmml } from './write-pmml.ts';

/** The parts of a policy that PMML holds. */
const scored = ({ features, scorecard, reasons = [], references }: Policy) => {
  const read = new Set(scorecard.characteristics.map(({ feature }) => feature));
  const codes = JSON.stringify(scorecard);
  return {
    features: features.filter(({ name }) => read.has(name)),
    scorecard,
    reasons: reasons.filter(({ code }) => codes.includes(`"${code}"`)),
    references: references.filter(({ id }) => codes.includes(`"${id}"`)),
  };
};

describe('PMML 4.4 Scorecard, written and read again', () => {
  it.each([...POLICIES, ...EXAMPLE_POLICIES])('%s is the same', (name, policy) => {
    expect(readPmml(writePmml(policy))).toEqual({ modelName: name, ...scored(policy) });
  });

  it('random policies are the same, whatever their categories are called', () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const policy = parsePolicy(randomPolicy(seed).document);
      const { modelName, ...read } = readPmml(writePmml(policy));
      expect({ seed, ...read }).toEqual({ seed, ...scored(policy) });
      expect(modelName).toBe(`random-${seed}@2026-1`);
    }
  });

  it('words with characters that no XML holds come back as they were', () => {
    const [policy] = [...EXAMPLE_POLICIES.values()];
    const strange = { zh: '\u0001\ud800\ufffe\uffff', en: '\ud83c\udf3e\u2028\u007f' };
    const references = policy!.references.map((reference) => ({ ...reference, text: strange }));
    const document = parsePolicy({ ...policy, name: strange, references });
    const xml = writePmml(document);
    expect(readPmml(xml).references).toEqual(scored(document).references);
    expect(xml).toContain('<Header description="\ufffd\ufffd\ufffd\ufffd / ');
  });

  it('a scorecard in another order keeps every score and every reason', () => {
    const definition = {
      unit: 'CATEGORY' as const,
      name: { zh: '类', en: 'Kind' },
      categories: ['a', 'b', 'c'],
    };
    const [grade] = scorecard().characteristics;
    const attributes = [
      { missing: true as const, partialScore: 1, reasonCode: 'DATA_MISSING' },
      { values: ['c', 'a'], partialScore: 100 },
      { values: ['b'], partialScore: 5 },
    ];
    const base = policyDocument();
    const policy = parsePolicy({
      ...base,
      features: [
        ...base.features.filter(({ name }) => name !== 'vatSalesGrowth12'),
        { name: 'kind', definition, missing: 'SCORE' },
      ],
      scorecard: {
        ...base.scorecard,
        characteristics: [grade!, { ...grade!, name: 'kind', feature: 'kind', attributes }],
      },
    });
    const read = parsePolicy({ ...policy, scorecard: readPmml(writePmml(policy)).scorecard });
    for (const kind of ['a', 'b', 'c', null]) {
      const firm = { ageMonths: 30, taxCreditGrade: 'C', vatPayable12: '90000.00', kind };
      expect(decide(read, firm, '2026-06-15')).toEqual(decide(policy, firm, '2026-06-15'));
    }
  });

  it.each([...POLICIES, ...EXAMPLE_POLICIES])('%s gives the same text again', (_, policy) => {
    const text = writePmml(policy);
    expect(writePmml(parsePolicy({ ...policy, scorecard: readPmml(text).scorecard }))).toBe(text);
  });
});

interface Parts {
  readonly fields?: string;
  readonly mining?: string;
  readonly model?: string;
  readonly before?: string;
  readonly characteristics?: string;
}

/** A document of another tool: one number, `age`, with two attributes. A test names only what it is about. */
const document = ({ fields, mining, model, before, characteristics }: Parts = {}) => `<?xml version="1.0"?>
<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4">
  <Header description="from elsewhere"><Application name="Tool"/></Header>
  <DataDictionary>${fields ?? '<DataField name="age" optype="continuous" dataType="double"/>'}</DataDictionary>
  <Scorecard functionName="regression" baselineScore="10" ${model ?? ''}>
    <MiningSchema>${mining ?? '<MiningField name="age"/>'}</MiningSchema>${before ?? ''}
    <Characteristics>${characteristics ?? characteristic(LOW + HIGH)}</Characteristics>
  </Scorecard>
</PMML>`;
const characteristic = (attributes: string, more = '') =>
  `<Characteristic name="AgeScore" reasonCode="AGE" ${more}>${attributes}</Characteristic>`;
const attribute = (points: number | string, predicate: string) =>
  `<Attribute partialScore="${points}">${predicate}</Attribute>`;
const compare = (operator: string, value?: string, field = 'age') =>
  `<SimplePredicate field="${field}" operator="${operator}"${value === undefined ? '' : ` value="${value}"`}/>`;
const LOW = attribute(1, compare('lessThan', '30'));
const HIGH = attribute(2, compare('greaterOrEqual', '30'));

const REFUSED = '<MiningField name="age" missingValueTreatment="returnInvalid"/>';

/** Places 2, so that one unit is 0.01. */
const cents: PmmlOptions = {
  fields: {
    age: {
      name: 'age',
      definition: { unit: 'NUMBER', name: { zh: '年', en: 'age' }, places: 2 },
      missing: 'SCORE',
    },
  },
};
const attributesOf = (parts: Parts, options?: PmmlOptions) =>
  readPmml(document(parts), options).scorecard.characteristics[0]!.attributes.map((one) =>
    'from' in one
      ? `[${one.from},${one.to}) ${one.partialScore}`
      : 'values' in one
        ? `${one.values} ${one.partialScore}`
        : `missing ${one.partialScore}`,
  );
const of = (...attributes: string[]) => ({ characteristics: characteristic(attributes.join('')) });

describe('readPmml, of a document from elsewhere', () => {
  it('gives features, scorecard and a reference', () => {
    expect(readPmml(document())).toEqual({
      modelName: null,
      features: [
        {
          name: 'age',
          definition: { unit: 'NUMBER', name: { zh: 'age', en: 'age' }, places: 6 },
          missing: 'REFER',
        },
      ],
      scorecard: {
        initialScore: 0,
        reasonCodeAlgorithm: 'pointsBelow',
        characteristics: [
          {
            name: 'age-score',
            feature: 'age',
            baselineScore: 10,
            reasonCode: 'AGE',
            attributes: [
              { from: null, to: '30', partialScore: 1 },
              { from: '30', to: null, partialScore: 2 },
            ],
            reference: 'pmml',
          },
        ],
      },
      reasons: [],
      references: [
        {
          id: 'pmml',
          text: {
            zh: '由 PMML 评分卡导入：from elsewhere。',
            en: 'Imported from a PMML scorecard: from elsewhere.',
          },
        },
      ],
    });
  });

  it.each<[string, string, string]>([
    ['below 5', compare('lessThan', '5'), '[null,5) 1'],
    ['5 and below', compare('lessOrEqual', '5'), '[null,5.01) 1'],
    ['below 5.005, which no value of 2 places is', compare('lessThan', '5.005'), '[null,5.01) 1'],
    ['below −5.005', compare('lessThan', '-5.005'), '[null,-5) 1'],
    ['5 and below, in another way of writing', compare('lessOrEqual', '0.5E1'), '[null,5.01) 1'],
  ])('at 2 places: %s', (_, predicate, expected) => {
    const missing = attribute(0, compare('isMissing'));
    const rest = attribute(2, '<True/>');
    expect(attributesOf(of(missing, attribute(1, predicate), rest), cents)[0]).toBe(expected);
  });

  it.each([
    ['openOpen', 'greaterThan', 'lessThan', '[null,18.01) 9', '[18.01,60) 1'],
    ['openClosed', 'greaterThan', 'lessOrEqual', '[null,18.01) 9', '[18.01,60.01) 1'],
    ['closedOpen', 'greaterOrEqual', 'lessThan', '[null,18) 9', '[18,60) 1'],
    ['closedClosed', 'greaterOrEqual', 'lessOrEqual', '[null,18) 9', '[18,60.01) 1'],
  ])('%s from 18 to 60 is one half-open interval', (_, lower, upper, before, expected) => {
    const inside = `<CompoundPredicate booleanOperator="and">${compare(lower, '18')}${compare(upper, '60')}</CompoundPredicate>`;
    const attributes = attributesOf(
      of(attribute(0, compare('isMissing')), attribute(1, inside), attribute(9, compare('isNotMissing'))),
      cents,
    );
    expect(attributes.slice(0, 2)).toEqual([before, expected]);
  });

  it.each([
    ['openOpen', '18.000001', '59.999999'],
    ['openClosed', '18.000001', '60'],
    ['closedOpen', '18', '59.999999'],
    ['closedClosed', '18', '60'],
  ])('an Interval %s of the field is its range, exactly at 6 places', (closure, lowest, highest) => {
    const interval = `<Interval closure="${closure}" leftMargin="18" rightMargin="60"/>`;
    const fields = `<DataField name="age" optype="continuous" dataType="double">${interval}</DataField>`;
    expect(readPmml(document({ fields })).features[0]?.range).toEqual([lowest, highest]);
  });

  it('the first attribute that matches counts, so a later one keeps what is left', () => {
    expect(
      attributesOf(
        of(
          attribute(3, compare('lessThan', '20')),
          attribute(2, compare('lessThan', '40')),
          attribute(1, '<True/>'),
        ),
      ),
    ).toEqual(['[null,20) 3', '[20,40) 2', '[40,null) 1', 'missing 1']);
  });

  it('one attribute may be several intervals', () => {
    expect(
      attributesOf(of(attribute(5, compare('equal', '20')), attribute(1, compare('isNotMissing')))),
    ).toEqual(['[null,20) 1', '[20,20.000001) 5', '[20.000001,null) 1']);
  });

  it.each<[string, number, string, string[]]>([
    [
      'or',
      1,
      `${compare('lessThan', '1')}${compare('isMissing')}`,
      ['[null,1) 1', '[1,null) 2', 'missing 1'],
    ],
    [
      'xor',
      5,
      `${compare('lessThan', '3')}${compare('lessThan', '1')}`,
      ['[null,1) 2', '[1,3) 5', '[3,null) 2', 'missing 2'],
    ],
  ])('%s by three-valued logic', (operator, points, parts, expected) => {
    const first = attribute(
      points,
      `<CompoundPredicate booleanOperator="${operator}">${parts}</CompoundPredicate>`,
    );
    expect(attributesOf(of(first, attribute(2, '<True/>')))).toEqual(expected);
  });

  it.each([
    ['isIn', ['a b,c" 1', 'd 2']],
    ['isNotIn', ['d 1', 'a b,c" 2']],
  ])('%s a set of names with blanks and quotes', (operator, expected) => {
    const fields =
      '<DataField name="kind" optype="categorical" dataType="string"><Value value="a b"/><Value value="c&quot;"/><Value value="d"/></DataField>';
    const first = `<SimpleSetPredicate field="kind" booleanOperator="${operator}"><Array n="2" type="string">"a b" "c\\"" </Array></SimpleSetPredicate>`;
    const characteristics = characteristic(
      attribute(1, first) + attribute(2, compare('isNotMissing', undefined, 'kind')),
    );
    const parts = { fields, mining: '<MiningField name="kind"/>', characteristics };
    expect(attributesOf(parts)).toEqual(expected);
  });

  it('what no attribute covers is a gap, save what the range of the field refuses', () => {
    const attributes = of(
      attribute(1, compare('lessThan', '30')),
      attribute(2, compare('lessOrEqual', '60')),
    );
    const fields =
      '<DataField name="age" optype="continuous" dataType="integer"><Interval closure="closedClosed" leftMargin="0" rightMargin="60"/></DataField>';
    expect(attributesOf({ ...attributes, fields })).toEqual(['[null,30) 1', '[30,null) 2']);
    expect(problemsOf(document(attributes))).toEqual([`${AT} ATTRIBUTE_GAP`]);
  });

  it('missing values that are refused are referred where no attribute scores them', () => {
    expect(readPmml(document({ mining: REFUSED })).features[0]?.missing).toBe('REFER');
  });

  it('codes may stand at the attributes, and the baseline at the characteristic', () => {
    const characteristics = `<Characteristic baselineScore="7">
      <Attribute partialScore="1" reasonCode="YOUNG">${compare('lessThan', '30')}</Attribute>
      <Attribute partialScore="2" reasonCode="OLD">${compare('greaterOrEqual', '30')}</Attribute></Characteristic>`;
    expect(readPmml(document({ characteristics })).scorecard.characteristics[0]).toMatchObject({
      name: 'characteristic-1',
      baselineScore: 7,
      reasonCode: 'YOUNG',
      attributes: [{ reasonCode: 'YOUNG' }, { reasonCode: 'OLD' }],
    });
  });

  it('keeps initialScore, algorithm and baseline method', () => {
    const model =
      'modelName="m" initialScore="600.0" reasonCodeAlgorithm="pointsAbove" baselineMethod="neutral"';
    expect(readPmml(document({ model })).scorecard).toMatchObject({
      initialScore: 600,
      reasonCodeAlgorithm: 'pointsAbove',
      baselineMethod: 'neutral',
    });
  });

  it('a field of the catalogue is its indicator', () => {
    const fields = '<DataField name="age" optype="continuous" dataType="integer"/>';
    expect(readPmml(document({ fields }).replaceAll('"age"', '"ageMonths"')).features).toEqual([
      { name: 'ageMonths', missing: 'REFER' },
    ]);
  });

  it('a field is called as the document shows it', () => {
    const fields = '<DataField name="age" displayName="年龄" optype="continuous" dataType="integer"/>';
    expect(readPmml(document({ fields })).features[0]?.definition?.name).toEqual({ zh: '年龄', en: '年龄' });
  });
});

const AT = '/PMML/Scorecard/Characteristics/Characteristic[1]';

function problemsOf(xml: string, options?: PmmlOptions): string[] {
  try {
    readPmml(xml, options);
  } catch (error) {
    if (error instanceof PmmlInvalid) return error.problems.map(({ path, problem }) => `${path} ${problem}`);
    throw error;
  }
  return [];
}

describe('readPmml refuses', () => {
  const age = (inner: string, more = '') =>
    `<DataField name="age" optype="continuous" dataType="double" ${more}>${inner}</DataField>`;
  const field = '/PMML/DataDictionary/DataField[1]';
  const mining = '/PMML/Scorecard/MiningSchema/MiningField[1]';

  it.each<[string, string, string[]]>([
    ['what is no XML', '<PMML', [' XML_MALFORMED']],
    ['nothing', '', [' XML_MALFORMED']],
    ['another document', '<html xmlns="http://www.dmg.org/PMML-4_4"/>', ['/html[1] NOT_PMML']],
    ['PMML 3', document().replace('version="4.4"', 'version="3.2"'), ['/PMML NOT_PMML']],
    [
      'PMML of no namespace',
      document().replace('http://www.dmg.org/PMML-4_4', 'urn:other'),
      ['/{urn:other}PMML[1] NOT_PMML'],
    ],
    [
      'a document type (XXE)',
      `<!DOCTYPE PMML [<!ENTITY x SYSTEM "file:///etc/passwd">]>${document().slice(21)}`,
      [' XML_DOCTYPE'],
    ],
    [
      'entities within entities (billion laughs)',
      `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${document({ model: 'modelName="&b;"' }).slice(21)}`,
      [' XML_DOCTYPE'],
    ],
    ['an entity nobody declared', document({ model: 'modelName="&b;"' }), ['/PMML XML_MALFORMED']],
    [
      'a model of trees',
      document().replaceAll('Scorecard', 'TreeModel'),
      [
        '/PMML/TreeModel[1] ELEMENT_UNSUPPORTED',
        '/PMML MODEL_COUNT',
        '/PMML/Scorecard/MiningSchema ELEMENT_ABSENT',
        '/PMML/Scorecard/Characteristics ELEMENT_ABSENT',
      ],
    ],
    [
      'a complex partial score',
      document(of(attribute(1, `${compare('lessThan', '30')}<ComplexPartialScore/>`), HIGH)),
      [`${AT}/Attribute[1]/ComplexPartialScore[1] ELEMENT_UNSUPPORTED`],
    ],
    [
      'derived fields',
      document({ before: '<LocalTransformations/>' }),
      ['/PMML/Scorecard/LocalTransformations[1] ELEMENT_UNSUPPORTED'],
    ],
    [
      'targets, which rescale the score',
      document({ before: '<Targets/>' }),
      ['/PMML/Scorecard/Targets[1] ELEMENT_UNSUPPORTED'],
    ],
    [
      'an extension of another tool',
      document({ before: '<Extension name="x" value="1"/>' }),
      ['/PMML/Scorecard/Extension[1] ELEMENT_UNSUPPORTED'],
    ],
    [
      'an attribute PMML does not have',
      document({ model: 'colour="red"' }),
      ['/PMML/Scorecard/@colour ATTRIBUTE_UNSUPPORTED'],
    ],
    [
      'a model that is not to be scored',
      document({ model: 'isScorable="false"' }),
      ['/PMML/Scorecard/@isScorable ATTRIBUTE_UNSUPPORTED'],
    ],
    [
      'a replacement for missing values',
      document({ mining: '<MiningField name="age" missingValueReplacement="40"/>' }),
      [`${mining}/@missingValueReplacement ATTRIBUTE_UNSUPPORTED`],
    ],
    [
      'missing values by their mean',
      document({ mining: '<MiningField name="age" missingValueTreatment="asMean"/>' }),
      [`${mining}/@missingValueTreatment ATTRIBUTE_UNSUPPORTED`],
    ],
    [
      'missing values that are refused and scored by isMissing',
      document({
        mining: REFUSED,
        ...of(attribute(0, compare('isMissing')), LOW, HIGH),
      }),
      [`${mining}/@missingValueTreatment MISSING_CONTRADICTS`],
    ],
    [
      'missing values that are refused and scored by True',
      document({ mining: REFUSED, ...of(LOW, attribute(1, '<True/>')) }),
      [`${mining}/@missingValueTreatment MISSING_CONTRADICTS`],
    ],
    [
      'no characteristics',
      document({ characteristics: ' ' }),
      ['/PMML/Scorecard/Characteristics/Characteristic ELEMENT_ABSENT'],
    ],
    [
      'words of a reason that are no JSON',
      document({ before: '<Extension extender="xinqiao" name="reason" value="{"/>' }),
      ['/PMML/Scorecard/Extension[1]/@value ATTRIBUTE_UNSUPPORTED'],
    ],
    [
      'invalid values as missing',
      document({ mining: '<MiningField name="age" invalidValueTreatment="asMissing"/>' }),
      [`${mining}/@invalidValueTreatment ATTRIBUTE_UNSUPPORTED`],
    ],
    [
      'outliers at the bounds',
      document({ mining: '<MiningField name="age" outliers="asExtremeValues"/>' }),
      [`${mining}/@outliers ATTRIBUTE_UNSUPPORTED`],
    ],
    [
      'a value that means missing',
      document({ fields: age('<Value value="-99" property="missing"/>') }),
      [
        `${field}/Value[1]/@property ATTRIBUTE_UNSUPPORTED`,
        `${field} FIELD_CONTRADICTS`,
        `${AT} FIELD_UNKNOWN`,
      ],
    ],
    [
      'cyclic values',
      document({ fields: age('', 'isCyclic="1"') }),
      [`${field}/@isCyclic ATTRIBUTE_UNSUPPORTED`],
    ],
    [
      'dates',
      document({ fields: '<DataField name="age" optype="continuous" dataType="date"/>' }),
      [`${field}/@dataType ATTRIBUTE_UNSUPPORTED`, `${AT} FIELD_UNKNOWN`],
    ],
    [
      'two ranges with a hole',
      document({
        fields: age(
          '<Interval closure="closedOpen" rightMargin="1"/><Interval closure="openOpen" leftMargin="2"/>',
        ),
      }),
      [`${field} FIELD_CONTRADICTS`, `${AT} FIELD_UNKNOWN`],
    ],
    [
      'a range that starts at NaN',
      document({ fields: age('<Interval closure="closedOpen" leftMargin="NaN"/>') }),
      [`${field}/Interval[1]/@leftMargin NUMBER_INVALID`],
    ],
    [
      'a field no model lists',
      document({ fields: `${age('')}<DataField name="spare" optype="continuous" dataType="double"/>` }),
      ['/PMML/DataDictionary/DataField[2] FIELD_UNUSED'],
    ],
    [
      'a field the dictionary lacks',
      document({ mining: '<MiningField name="age"/><MiningField name="ghost"/>' }),
      ['/PMML/Scorecard/MiningSchema/MiningField[2]/@name FIELD_UNKNOWN'],
    ],
    [
      'names of fields that no feature can have',
      document().replaceAll('"age"', '"年龄"'),
      [`${field}/@name FIELD_NAME`, `${AT} FIELD_UNKNOWN`],
    ],
    [
      'categories without a list',
      document({ fields: '<DataField name="age" optype="categorical" dataType="string"/>' }),
      [`${field} CATEGORIES_ABSENT`, `${AT} FIELD_UNKNOWN`],
    ],
    [
      'points in halves',
      document(of(attribute('1.5', compare('lessThan', '30')), HIGH)),
      [`${AT}/Attribute[1]/@partialScore POINTS_NOT_WHOLE`],
    ],
    [
      'points of 1e308',
      document(of(attribute('1e308', compare('lessThan', '30')), HIGH)),
      [`${AT}/Attribute[1]/@partialScore POINTS_NOT_WHOLE`],
    ],
    [
      'a bound of 1e308',
      document(of(attribute(1, compare('lessThan', '1e308')), HIGH)),
      [`${AT}/Attribute[1]/SimplePredicate[1]/@value NUMBER_INVALID`],
    ],
    [
      'a bound no number of 6 places has',
      document(
        of(attribute(1, compare('lessThan', '1e12')), attribute(2, compare('greaterOrEqual', '1e12'))),
      ),
      [`${AT}/Attribute[1] NUMBER_INVALID`, `${AT}/Attribute[2] NUMBER_INVALID`],
    ],
    [
      'an operator of its own',
      document(of(attribute(1, compare('near', '30')), HIGH)),
      [`${AT}/Attribute[1]/SimplePredicate[1]/@operator ATTRIBUTE_UNSUPPORTED`],
    ],
    [
      'surrogates',
      document(
        of(
          attribute(
            1,
            `<CompoundPredicate booleanOperator="surrogate">${compare('lessThan', '1')}<True/></CompoundPredicate>`,
          ),
          attribute(2, '<True/>'),
        ),
      ),
      [`${AT}/Attribute[1]/CompoundPredicate[1]/@booleanOperator ATTRIBUTE_UNSUPPORTED`],
    ],
    [
      'what is both missing and below 3',
      document(
        of(
          attribute(
            1,
            `<CompoundPredicate booleanOperator="and">${compare('lessThan', '3')}${compare('isMissing')}</CompoundPredicate>`,
          ),
          attribute(2, '<True/>'),
        ),
      ),
      [`${AT}/Attribute[1] ATTRIBUTE_UNREACHABLE`],
    ],
    [
      'an attribute that is never reached',
      document(of(LOW, HIGH, attribute(3, compare('equal', '5')))),
      [`${AT}/Attribute[3] ATTRIBUTE_UNREACHABLE`],
    ],
    ['no baseline', document().replace('baselineScore="10"', ''), [`${AT}/@baselineScore ATTRIBUTE_ABSENT`]],
    [
      'no reason code',
      document({ characteristics: `<Characteristic>${LOW}${HIGH}</Characteristic>` }),
      [`${AT}/@reasonCode REASON_ABSENT`],
    ],
    [
      'a reason code in small letters',
      document().replace('"AGE"', '"age-low"'),
      [`${AT}/@reasonCode REASON_FORM`],
    ],
    ['no field at all', document(of(attribute(1, '<True/>'))), [`${AT} FIELDS_SEVERAL`]],
    ['text between elements', document({ before: 'stray' }), ['/PMML/Scorecard TEXT_UNEXPECTED']],
    [
      'missing that earns more than a value',
      document(of(attribute(5, compare('isMissing')), LOW, HIGH)),
      ['/PMML/Scorecard (scorecard.characteristics[0].attributes[2].partialScore) SCORECARD_REFUSED'],
    ],
  ])('%s', (_, xml, problems) => {
    expect(problemsOf(xml)).toEqual(problems);
  });

  it('a million laughs of depth: elements within elements', () => {
    expect(problemsOf(`${'<a>'.repeat(100_000)}`).map((problem) => problem.split(' ').at(-1))).toEqual([
      'XML_TOO_LARGE',
    ]);
  });

  it('a document of nine million characters', () => {
    expect(problemsOf(' '.repeat(9_000_000))).toEqual([' XML_TOO_LARGE']);
  });

  it('a range that contradicts the catalogue', () => {
    const interval = '<Interval closure="closedOpen" leftMargin="12"/>';
    const fields = `<DataField name="age" optype="continuous" dataType="integer">${interval}</DataField>`;
    expect(problemsOf(document({ fields }).replaceAll('"age"', '"ageMonths"'))).toEqual([
      `${field} FIELD_CONTRADICTS`,
      `${AT} FIELD_UNKNOWN`,
    ]);
  });
});

describe('a scorecard that was read', () => {
  it('scores as the document says, value by value', () => {
    const xml = document(
      of(
        attribute(4, compare('lessOrEqual', '18')),
        attribute(8, compare('lessThan', '60')),
        attribute(6, compare('isNotMissing')),
      ),
    );
    const { features, scorecard } = readPmml(xml);
    const policy = { features, scorecard } as unknown as Policy;
    const score = (age: string) => scoreApplicant(policy, { age })?.score;
    expect(['18', '18.000001', '59.999999', '60'].map(score)).toEqual([4, 8, 8, 6]);
    expect(scoreApplicant(policy, {})).toBeNull();
  });
});
