import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../compile/compile-policy.ts';
import { decide } from '../decision/decide.ts';
import type { Applicant } from '../decision/feature-values.ts';
import { FeatureInvalid, PolicyInvalid } from '../error.ts';
import { INVOICE_FLOW_2026_1 } from '../policies/invoice-flow.ts';
import { SHUI_RONG_TONG_2026_1 } from '../policies/shui-rong-tong.ts';
import { bestInvoicer, bestTaxpayer } from '../testing/indicators.ts';
import { policyDocument, rule, scorecard } from '../testing/policy-document.ts';
import { parsePolicy } from './parse-policy.ts';
import type { PolicyDocument } from './policy.ts';

/** The bad input that the engine must withstand, one test each; what else `parsePolicy` refuses is in its own tests. */
const problemsOf = (document: unknown): string[] => {
  try {
    parsePolicy(document);
  } catch (error) {
    if (error instanceof PolicyInvalid)
      return error.problems.map(({ path, problem }) => `${path} ${problem}`);
    throw error;
  }
  return [];
};
const growth = (from: string, points = 100): PolicyDocument['scorecard'] =>
  scorecard({
    growth: [
      { from: null, to: '0', partialScore: 40 },
      { from, to: null, partialScore: points },
      { missing: true, partialScore: 10 },
    ],
  });
const base = policyDocument();
const term = (name: string, of: string) => ({ name, sumOf: [{ term: of }], reference: 'test' });

describe('a bad policy is refused with its place and why', () => {
  it.each<[string, unknown, string[]]>([
    [
      'a gap in attributes',
      policyDocument({ scorecard: growth('0.01') }),
      ['scorecard.characteristics[1].attributes[1].from ATTRIBUTE_GAP'],
    ],
    [
      'an overlap in attributes',
      policyDocument({ scorecard: growth('-0.01') }),
      ['scorecard.characteristics[1].attributes[1].from ATTRIBUTE_OVERLAP'],
    ],
    [
      'an unreachable rule',
      policyDocument({ admission: [rule(), rule({ id: 'younger', test: { atLeast: 12 } })] }),
      ['admission[1] RULE_UNREACHABLE'],
    ],
    [
      'an unknown feature',
      policyDocument({ features: [...base.features, { name: 'zodiacSign', missing: 'REFER' }] }),
      ['features[4].name FEATURE_UNDEFINED', 'features[4] FEATURE_UNUSED'],
    ],
    [
      'a cyclic limit',
      policyDocument({
        limit: {
          ...base.limit,
          terms: [term('one', 'two'), term('two', 'one')],
          leastOf: [...base.limit.leastOf, term('three', 'one')],
        },
      }),
      ['limit.terms[0] LIMIT_CYCLIC', 'limit.terms[1] LIMIT_CYCLIC'],
    ],
    [
      'a rate above the ceiling, 金规〔2025〕9号',
      policyDocument({
        price: { ...base.price, annualRateByRating: { A: '0.05', B: '0.25' } } as PolicyDocument['price'],
      }),
      ['price.annualRateByRating.B RATE_ABOVE_CEILING'],
    ],
    [
      'an expired reference',
      policyDocument({
        references: [{ id: 'test', text: { zh: '旧文', en: 'Old notice' }, validTo: '2025-12-31' }],
      }),
      ['references[0].validTo REFERENCE_EXPIRED'],
    ],
  ])('%s', (_, document, problems) => {
    expect(problemsOf(document).toSorted()).toEqual(problems.toSorted());
  });

  it('10,000 rules, or 10,000 values in one', () => {
    const many = Array.from({ length: 10_000 }, (_, place) => place);
    const rules = many.map((place) => rule({ id: `rule-${place}`, test: { noneOf: [place] } }));
    expect(problemsOf(policyDocument({ admission: rules }))).toEqual(['admission SHAPE']);
    expect(problemsOf(policyDocument({ admission: [rule({ test: { noneOf: many } })] }))).toEqual([
      'admission[0].test.noneOf SHAPE',
    ]);
  });

  it('a limit nested 10,000 deep, or containing itself', () => {
    const deep = JSON.parse(`${'{"leastOf":['.repeat(10_000)}{"amount":"1.00"}${']}'.repeat(10_000)}`);
    const itself: { leastOf: unknown[] } = { leastOf: [] };
    itself.leastOf.push(itself);
    for (const amount of [deep, itself]) {
      const leastOf = [...base.limit.leastOf, { name: 'deep', reference: 'test', ...amount }];
      const [problem, ...others] = problemsOf({ ...base, limit: { ...base.limit, leastOf } });
      expect(problem).toMatch(/^limit\.leastOf\[2\](\.leastOf\[0\])+\S* NESTED_TOO_DEEP$/);
      expect(others).toEqual([]);
    }
  });

  it.each([
    ['onFail', 'admission[0].__proto__ KEY_FORBIDDEN'],
    ['annualRateByRating', 'price.__proto__ KEY_FORBIDDEN'],
    ['policyId', '__proto__ KEY_FORBIDDEN'],
  ])('a key __proto__ beside %s', (beside, problem) => {
    const text = JSON.stringify(base).replace(`"${beside}"`, `"__proto__":{"A":"0.01"},"${beside}"`);
    expect(problemsOf(JSON.parse(text))).toEqual([problem]);
  });

  it.each(['constructor', 'toString', '__proto__', 'a;b', 'a"b', 'a b', '名', 'a\u2028', 'x'.repeat(61)])(
    'a feature called %j',
    (name) => {
      const features = [
        ...base.features,
        { name, definition: { unit: 'COUNT', name: { zh: '数', en: 'Number' } }, missing: 'REFER' },
      ];
      expect(problemsOf({ ...base, features })).toContain('features[4].name SHAPE');
    },
  );

  it.each(['\0', 'a\nb', '\u200d', '\ud800', '', 'x'.repeat(61)])('a category called %j', (category) => {
    const definition = { unit: 'CATEGORY', name: { zh: '类', en: 'Kind' }, categories: ['A', category] };
    const features = [...base.features, { name: 'kind', definition, missing: 'REFER' }];
    expect(problemsOf({ ...base, features })).toContain('features[4].definition.categories[1] SHAPE');
  });

  it.each<[string, PolicyDocument['limit']['leastOf'][number], string[]]>([
    [
      'a worse rating with a higher cap',
      { name: 'own', capByRating: { A: '100000.00', B: '500000.00' }, reference: 'test' },
      ['limit.leastOf[2].capByRating RATING_ORDER'],
    ],
    [
      'a worse rating with a higher factor',
      {
        name: 'own',
        product: {
          of: { feature: 'vatPayable12', multiple: '1' },
          factors: [{ numberByRating: { A: '5', B: '6' } }],
        },
        reference: 'test',
      },
      ['limit.leastOf[2].product.factors[0].numberByRating RATING_ORDER'],
    ],
    [
      'a worse rating of which less is taken away',
      {
        name: 'own',
        difference: [
          { feature: 'vatPayable12', multiple: '9' },
          { capByRating: { A: '2000.00', B: '1000.00' } },
        ],
        reference: 'test',
      },
      ['limit.leastOf[2].difference[1].capByRating RATING_ORDER'],
    ],
    [
      'a sum in which a loss counts more at a better rating',
      {
        name: 'own',
        sumOf: [
          {
            product: {
              of: { difference: [{ feature: 'vatPayable12', multiple: '1' }, { amount: '50000.00' }] },
              factors: [{ numberByRating: { A: '6', B: '5' } }],
            },
          },
          { amount: '90000.00' },
        ],
        reference: 'test',
      },
      ['limit.leastOf[2].sumOf[0].product.factors[0].numberByRating RATING_FACTOR_SIGN'],
    ],
  ])('%s, by which absence would help', (_, own, problems) => {
    const limit = { ...base.limit, leastOf: [...base.limit.leastOf, own] };
    expect(problemsOf(policyDocument({ limit }))).toEqual(problems);
  });

  it('a worse rating that pays less', () => {
    const price = { ...base.price, annualRateByRating: { A: '0.06', B: '0.05' } } as PolicyDocument['price'];
    expect(problemsOf(policyDocument({ price }))).toEqual(['price.annualRateByRating RATING_ORDER']);
  });
});

describe('names of the author are never source', () => {
  const hostile = [
    "'); globalThis.taken = 1; //",
    ['$', '{globalThis.taken = 1}'].join(''),
    '`',
    "' OR ''='",
    '\u2028',
    '🌾',
    '\\',
  ];
  const policy = parsePolicy(
    policyDocument({
      name: { zh: '*/ globalThis.taken = 1; /*', en: '"; globalThis.taken = 1; "' },
      references: [{ id: 'test', text: { zh: "'); DROP TABLE firm; --", en: '\u2029' } }],
      reasons: [
        { code: 'KIND_REFUSED', text: { zh: ['`$', '{globalThis.taken = 1}`'].join(''), en: "'\n\u2028" } },
      ],
      features: [
        ...base.features,
        {
          name: 'kind',
          definition: { unit: 'CATEGORY', name: { zh: '类', en: "'" }, categories: hostile },
          missing: 'REFER',
        },
      ],
      admission: [
        rule(),
        rule({
          id: 'kind',
          feature: 'kind',
          test: { noneOf: hostile.slice(0, 3) },
          reasonCode: 'KIND_REFUSED',
        }),
      ],
    }),
  );
  const firm = { ageMonths: 30, taxCreditGrade: 'A', vatPayable12: '90000.00', vatSalesGrowth12: '0.2' };

  it.each(hostile)('a category %j is compared, not run', (kind) => {
    const compiled = compilePolicy(policy);
    const made = compiled.decide(compiled.read({ ...firm, kind }), '2026-06-15');
    expect(made).toEqual(decide(policy, { ...firm, kind }, '2026-06-15'));
    expect(made.outcome).toBe(hostile.indexOf(kind) < 3 ? 'DECLINED' : 'APPROVED');
    expect('taken' in globalThis).toBe(false);
  });
});

describe('bad data are refused or referred, never approved, by both readers', () => {
  const AS_OF = '2026-11-21';
  const both = (policy: typeof SHUI_RONG_TONG_2026_1, applicant: Applicant) => {
    const compiled = compilePolicy(policy);
    const plain = () => decide(policy, applicant, AS_OF);
    const fast = () => compiled.decide(compiled.read(applicant), AS_OF);
    return [plain, fast];
  };

  it.each<[string, Applicant, string]>([
    ['NaN as a number', { ageMonths: Number.NaN }, 'ageMonths'],
    ['NaN as text', { vatPayable12: 'NaN' }, 'vatPayable12'],
    ['1e308 as a number', { ageMonths: 1e308 }, 'ageMonths'],
    ['1e308 as text', { vatPayable12: '1e308' }, 'vatPayable12'],
    ['an amount of 400 digits', { vatPayable12: `${'9'.repeat(400)}.00` }, 'vatPayable12'],
    ['400 months of data in a window of 12', { vatFiledMonths12: 400 }, 'vatFiledMonths12'],
    ['a firm born tomorrow, −1 months old', { ageMonths: -1 }, 'ageMonths'],
    ['Infinity as a number', { ageMonths: Number.POSITIVE_INFINITY }, 'ageMonths'],
    ['Infinity as text', { vatPayable12: 'Infinity' }, 'vatPayable12'],
    ['1e-400 as text, which a float would take for 0', { openArrears: '1e-400' }, 'openArrears'],
    ['a number of times between two', { lateFilings12: 5e-324 }, 'lateFilings12'],
    ['minus zero as text', { openArrears: '-0.00' }, 'openArrears'],
    ['a number with a blank', { vatPayable12: ' 500000.00' }, 'vatPayable12'],
    ['a number with a line end', { vatPayable12: '500000.00\n' }, 'vatPayable12'],
    ['fullwidth digits', { vatPayable12: '５00000.00' }, 'vatPayable12'],
    ['thousands with commas', { vatPayable12: '500,000.00' }, 'vatPayable12'],
    ['an exponent', { vatPayable12: '5e5' }, 'vatPayable12'],
    ['hexadecimal digits', { vatPayable12: '0x7A120' }, 'vatPayable12'],
    ['leading zeros', { vatPayable12: '0500000.00' }, 'vatPayable12'],
    ['a plus sign', { vatPayable12: '+500000.00' }, 'vatPayable12'],
    ['three places of yuan', { vatPayable12: '500000.001' }, 'vatPayable12'],
    ['an amount as a number', { vatPayable12: 500_000 }, 'vatPayable12'],
    ['months as text', { ageMonths: '60' }, 'ageMonths'],
    ['a count that no float holds', { lateFilings12: 2 ** 53 }, 'lateFilings12'],
    ['a grade in small letters', { taxCreditGrade: 'a' }, 'taxCreditGrade'],
    ['a grade with a blank', { taxCreditGrade: 'A ' }, 'taxCreditGrade'],
    ['a share above one', { topTenCustomerShare12: '1.000001' }, 'topTenCustomerShare12'],
    ['arrears below nothing', { openArrears: '-0.01' }, 'openArrears'],
  ])('%s', (_, fact, feature) => {
    for (const read of both(SHUI_RONG_TONG_2026_1, { ...bestTaxpayer(), ...fact }))
      expect(read).toThrow(expect.objectContaining({ name: FeatureInvalid.name, features: [feature] }));
  });

  it.each<[string, unknown]>([
    ['true', true],
    ['a bigint', 60n],
    ['an object that says 60', { valueOf: () => 60 }],
    ['a list of one', [60]],
    ['an empty text', ''],
  ])('%s where a number is due', (_, value) => {
    for (const read of both(SHUI_RONG_TONG_2026_1, { ...bestTaxpayer(), ageMonths: value as number }))
      expect(read).toThrow(expect.objectContaining({ features: ['ageMonths'] }));
  });

  it.each<[string, string | number]>([
    ['a number of 9 places with seven digits before them, written whole', 1_000_000],
    ['the same as text', '1000000'],
    ['a number of 9 places below zero', -1_000_000],
  ])('%s, which no float holds in units', (_, own) => {
    const definition = { unit: 'NUMBER', name: { zh: '数', en: 'Number' }, places: 9 } as const;
    const policy = parsePolicy(
      policyDocument({
        features: [...base.features, { name: 'own', definition, missing: 'REFER' }],
        admission: [rule(), rule({ id: 'own', feature: 'own', test: { atLeast: 1 } })],
      }),
    );
    const firm = { ageMonths: 30, taxCreditGrade: 'A', vatPayable12: '90000.00', vatSalesGrowth12: '0.2' };
    for (const read of both(policy, { ...firm, own }))
      expect(read).toThrow(expect.objectContaining({ features: ['own'] }));
    const [plain, fast] = both(policy, { ...firm, own: 999_999 });
    expect(fast!()).toEqual(plain!());
  });

  it('minus zero is zero', () => {
    const zero = both(SHUI_RONG_TONG_2026_1, bestTaxpayer({ lateFilings12: 0 })).map((read) => read());
    const minus = both(SHUI_RONG_TONG_2026_1, bestTaxpayer({ lateFilings12: -0 })).map((read) => read());
    expect(minus).toEqual(zero);
  });

  it('what is only inherited, or stands under __proto__, is not known', () => {
    const { ageMonths, ...rest } = bestTaxpayer();
    const sources = [
      Object.assign(Object.create({ ageMonths }), rest),
      JSON.parse(`${JSON.stringify(rest).slice(0, -1)},"__proto__":{"ageMonths":60}}`),
    ];
    for (const source of sources)
      for (const read of both(SHUI_RONG_TONG_2026_1, source))
        expect(read()).toMatchObject({ outcome: 'REFERRED', missing: ['ageMonths'] });
  });

  it('a firm born tomorrow whose age its source leaves out goes to a person', () => {
    for (const read of both(SHUI_RONG_TONG_2026_1, bestTaxpayer({ ageMonths: null })))
      expect(read()).toMatchObject({ outcome: 'REFERRED', missing: ['ageMonths'], limit: '0.00' });
  });

  it('negative sales, more red than blue, are true and get nothing', () => {
    for (const read of both(INVOICE_FLOW_2026_1, bestInvoicer({ invoicedSales12: '-5000000.00' })))
      expect(read()).toMatchObject({ outcome: 'DECLINED', limit: '0.00' });
    for (const read of both(SHUI_RONG_TONG_2026_1, bestTaxpayer({ invoicedSales12: '-5000000.00' })))
      expect(read()).toMatchObject({ outcome: 'DECLINED', limit: '0.00' });
  });

  it('400 months of age are many and no error', () => {
    for (const read of both(
      SHUI_RONG_TONG_2026_1,
      bestTaxpayer({ ageMonths: 400, legalRepresentativeMonths: 400 }),
    ))
      expect(read().outcome).toBe('APPROVED');
  });
});
