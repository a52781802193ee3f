import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../compile/compile-policy.ts';
import { decide } from '../../decision/decide.ts';
import type { Applicant } from '../../decision/feature-values.ts';
import { parsePolicy } from '../../policy/parse-policy.ts';
import type { PolicyDocument } from '../../policy/policy.ts';
import { policyDocument } from '../../testing/policy-document.ts';
import { warningsOf } from '../../warnings/warnings-of.ts';

/** What is said of limits and of warnings without naming a product: data for `parsePolicy` too, and no new code. */
const sourced = { reference: 'test' };
const text = (zh: string) => ({ zh, en: zh });
const own = (
  name: string,
  unit: 'AMOUNT' | 'RATIO' | 'COUNT' | 'DAYS',
  missing: 'REFER' | 'SCORE' = 'REFER',
): PolicyDocument['features'][number] => ({
  name,
  definition: { unit, name: text(name) },
  ...(unit === 'RATIO' ? {} : { range: unit === 'AMOUNT' ? ['0.00', null] : [0, null] }),
  missing,
});

describe('max(min(流入, 流出), 纳税额度), then the least of all caps, by steps of 1,000, 50,000 to 3,000,000 yuan', () => {
  const multiplied = (feature: string, multiple: string) => ({ feature, multiple });
  const policy = parsePolicy(
    policyDocument({
      features: [
        ...policyDocument().features,
        ...['inflow12', 'outflow12', 'corporateInflow12', 'peerLimit', 'currentAssets'].map((name) =>
          own(name, 'AMOUNT'),
        ),
        { ...own('taxStability', 'RATIO'), range: ['0', '1'] },
      ],
      limit: {
        terms: [
          {
            name: 'flow',
            leastOf: [multiplied('inflow12', '0.3'), multiplied('outflow12', '0.3')],
            ...sourced,
          },
          { name: 'tax', ...multiplied('vatPayable12', '7'), ...sourced },
        ],
        leastOf: [
          { name: 'flow-or-tax', greatestOf: [{ term: 'flow' }, { term: 'tax' }], ...sourced },
          {
            name: 'tax-stability',
            product: { of: { amount: '4000000.00' }, factors: [{ feature: 'taxStability' }] },
            ...sourced,
          },
          { name: 'corporate-transactions', ...multiplied('corporateInflow12', '0.5'), ...sourced },
          { name: 'history', capByRating: { A: '5000000.00', B: '600000.00' }, ...sourced },
          { name: 'peers', ...multiplied('peerLimit', '1.2'), ...sourced },
          { name: 'current-assets', ...multiplied('currentAssets', '0.5'), ...sourced },
          { name: 'most', amount: '3000000.00', ...sourced },
        ],
        roundDownTo: 1000,
        minimum: '50000.00',
        ...sourced,
      },
    }),
  );
  const firm: Applicant = {
    ageMonths: 60,
    taxCreditGrade: 'A',
    vatPayable12: '100000.00',
    vatSalesGrowth12: '0.1',
    inflow12: '9000000.00',
    outflow12: '8000000.00',
    corporateInflow12: '9000000.00',
    peerLimit: '5000000.00',
    currentAssets: '9000000.00',
    taxStability: '1',
  };

  it.each<[string, Applicant, string, string]>([
    ['the smaller of what comes in and goes out', {}, '2400000.00', 'flow-or-tax'],
    ['taxes, where they give more', { outflow12: '1000000.00' }, '700000.00', 'flow-or-tax'],
    ['unsteady taxes', { taxStability: '0.375' }, '1500000.00', 'tax-stability'],
    ['little by transfer', { corporateInflow12: '2000001.99' }, '1000000.00', 'corporate-transactions'],
    ['a worse history', { vatSalesGrowth12: '-0.1' }, '600000.00', 'history'],
    ['what peers have', { peerLimit: '1000000.00' }, '1200000.00', 'peers'],
    ['few current assets', { currentAssets: '1000000.00' }, '500000.00', 'current-assets'],
    ['the most there is', { inflow12: '99000000.00', outflow12: '99000000.00' }, '3000000.00', 'most'],
    ['the least there is', { currentAssets: '100000.00' }, '50000.00', 'current-assets'],
  ])('%s', (_, fact, limit, limitBoundBy) => {
    const compiled = compilePolicy(policy);
    const decided = compiled.decide(compiled.read({ ...firm, ...fact }), '2026-06-15');
    expect(decided).toMatchObject({ outcome: 'APPROVED', limit, limitBoundBy });
    expect(decided).toEqual(decide(policy, { ...firm, ...fact }, '2026-06-15'));
  });

  it('one yuan below the least: nothing', () => {
    const { outcome, limit } = decide(policy, { ...firm, currentAssets: '99999.98' }, '2026-06-15');
    expect([outcome, limit]).toEqual(['DECLINED', '0.00']);
  });
});

describe('early warnings as they are published', () => {
  type Trigger = NonNullable<PolicyDocument['warnings']>[number];
  type Row = [
    said: string,
    feature: PolicyDocument['features'][number],
    when: Trigger['when'],
    severity: Trigger['severity'],
    deadlineHours: number,
    gives: string | number,
    gives_none: string | number,
  ];
  const indicator = (name: string) => ({ name, missing: 'SCORE' as const });
  const rows: Row[] = [
    [
      '申报收入 −62%',
      own('filedSalesChange', 'RATIO', 'SCORE'),
      { atMost: '-0.62' },
      'HIGH',
      24,
      '-0.62',
      '-0.619999',
    ],
    [
      '社保人数连续两月 −30%',
      own('insuredFallMonths', 'COUNT', 'SCORE'),
      { atLeast: 2 },
      'MEDIUM',
      168,
      2,
      1,
    ],
    ['新增被执行', indicator('enforcements1'), { atLeast: 1 }, 'CRITICAL', 24, 1, 0],
    ['新增限高', indicator('consumptionLimits1'), { atLeast: 1 }, 'CRITICAL', 24, 1, 0],
    ['资金挪用', own('misuseAlerts', 'COUNT', 'SCORE'), { atLeast: 1 }, 'CRITICAL', 4, 1, 0],
    ['税报断档 30 天', own('daysWithoutFiling', 'DAYS', 'SCORE'), { atLeast: 30 }, 'HIGH', 24, 30, 29],
    ['频繁变更法定代表人', indicator('legalRepresentativeChanges12'), { atLeast: 2 }, 'HIGH', 24, 2, 1],
    ['45 天未开票', own('daysWithoutInvoice', 'DAYS', 'SCORE'), { atLeast: 45 }, 'MEDIUM', 168, 45, 44],
    ['90 天未开票', own('daysWithoutInvoice', 'DAYS', 'SCORE'), { atLeast: 90 }, 'HIGH', 24, 90, 89],
    ['纳税信用降一级', indicator('taxCreditGradeStepsDown'), { atLeast: 1 }, 'MEDIUM', 168, 1, 0],
    [
      '纳税信用降为 D',
      { name: 'taxCreditGradeInForce', missing: 'SCORE' },
      { equals: 'D' },
      'HIGH',
      24,
      'D',
      'C',
    ],
    ['欠税大于 0', indicator('openArrears'), { atLeast: '0.01' }, 'HIGH', 24, '0.01', '0.00'],
    ['经营异常', indicator('openAbnormalListings'), { atLeast: 1 }, 'MEDIUM', 168, 1, 0],
    ['严重违法', own('seriousViolations', 'COUNT', 'SCORE'), { atLeast: 1 }, 'HIGH', 24, 1, 0],
  ];

  it.each(rows)('%s', (_, feature, when, severity, deadlineHours, gives, none) => {
    const policy = parsePolicy(
      policyDocument({
        features: [...policyDocument().features, feature],
        warnings: [
          {
            id: 'one',
            feature: feature.name,
            when,
            severity,
            deadlineHours,
            reasonCode: 'TAX_ARREARS',
            ...sourced,
          },
        ],
      }),
    );
    const warned = (value: string | number) =>
      warningsOf(policy, { [feature.name]: value }, '2026-06-15T00:00:00.000Z').warnings;
    const hours = ([one]: ReturnType<typeof warned>) =>
      (Date.parse(one!.dueAt) - Date.parse(one!.raisedAt)) / 3_600_000;
    expect(warned(gives)).toMatchObject([{ triggerId: 'one', severity }]);
    expect(hours(warned(gives))).toBe(deadlineHours);
    expect(warned(none)).toEqual([]);
  });
});
