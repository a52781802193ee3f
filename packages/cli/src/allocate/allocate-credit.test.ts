import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AllocateOptions, allocateCredit } from './allocate-credit.ts';

const PROBLEM = {
  budget: '1500000.00',
  budgetCounts: 'OFFERED',
  fundingCost: '0.01',
  lossGivenDefault: '0.5',
  rateCeiling: '0.24',
  stepYuan: 10_000,
  rates: [
    { annualRate: '0.04', churn: { A: '0', B: '0' } },
    { annualRate: '0.08', churn: { A: '0.6', B: '0.2' } },
  ],
  caps: [{ over: 'RATING', name: 'B', atMost: { amount: '800000.00' } }],
};
const FIRMS = [
  'firmId,rating,industry,defaultProbability,lowest,highest',
  'E1,A,C,0,100000.00,1000000.00',
  '"谯城, 2",B,F,0.01,100000.00,1000000.00',
  'E3,B,F,0.4,100000.00,1000000.00',
];

let folder: string;
let printed = '';
let told = '';
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const allocating = (fact: Partial<AllocateOptions> = {}) =>
  allocateCredit({
    file: file('problem.json', JSON.stringify(PROBLEM)),
    firms: file('firms.csv', `\uFEFF${FIRMS.join('\r\n')}\r\n`),
    seconds: '60',
    json: false,
    ...fact,
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-allocate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  printed = '';
  told = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

describe('xinqiao allocate', () => {
  it('prints the offers as CSV', async () => {
    await allocating();
    expect(printed.split('\r\n')).toEqual([
      'firm_id,amount,annual_rate,expected_profit,expected_drawn,limit_price',
      'E1,700000.00,0.04,21000.00,700000.00,0.000000',
      '"谯城, 2",800000.00,0.08,41088.00,640000.00,0.000000',
      '',
    ]);
  });

  it('tells the sum, what is left out and the shadow prices', async () => {
    await allocating();
    expect(told.split('\n')).toEqual([
      '2 firms are offered 1500000.00 yuan; 1340000.00 is expected to be taken',
      'expected profit 62088.00 yuan a year, proven to be the greatest',
      'without offer, UNPROFITABLE: 1',
      'shadow prices, in yuan for one more yuan (firms and rates fixed · at most, with whole numbers made continuous)',
      '  budget: 0.030000 · 0.030000',
      '  rating B, 800000.00 used: 0.021360 · 0.021360',
      '',
    ]);
  });

  it('--json prints everything in one line', async () => {
    await allocating({ json: true });
    expect(JSON.parse(printed)).toMatchObject({ ok: true, proven: true, expectedProfit: '62088.00' });
    expect(printed.trim()).not.toContain('\n');
  });

  it('names every wrong place', async () => {
    const firms = file('wrong.csv', [FIRMS[0], 'E1,D,C,0,1,2', 'E2,A,C,2,1.00,2.00'].join('\n'));
    await expect(allocating({ firms })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      errors: [
        { path: 'firms[0].lowest' },
        { path: 'firms[0].highest' },
        { path: 'firms[1].defaultProbability' },
      ],
    });
  });

  it.each([
    ['a problem that is not there', { file: 'nowhere.json' }],
    ['a table with ragged lines', { firms: 'RAGGED' }],
    ['no time', { seconds: '0' }],
    ['a time in words', { seconds: 'long' }],
  ])('%s is refused', async (_, fact: Partial<AllocateOptions>) => {
    const firms = fact.firms === undefined ? {} : { firms: file('ragged.csv', `${FIRMS[0]}\nE1,A`) };
    await expect(allocating({ ...fact, ...firms })).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
  });
});
