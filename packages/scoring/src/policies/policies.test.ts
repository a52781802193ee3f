import { describe, expect, it } from 'vitest';
import { Dec } from '../decimal.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import { policyDocument } from '../testing/policy-document.ts';
import { latestPolicy, POLICIES } from './policies.ts';

describe('POLICIES', () => {
  it('are found by id and version', () => {
    expect([...POLICIES.keys()]).toEqual([
      'shui-rong-tong@2026-1',
      'shui-rong-tong@2026-2',
      'invoice-flow@2026-1',
      'invoice-flow@2026-2',
    ]);
  });

  it.each([...POLICIES])('%s survives JSON and a second check', (_, policy) => {
    expect(parsePolicy(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
  });

  it.each([...POLICIES])('%s: baselines are best attributes and add up to 1,000', (_, { scorecard }) => {
    const best = scorecard.characteristics.map(({ attributes }) =>
      Math.max(...attributes.map(({ partialScore }) => partialScore)),
    );
    expect(scorecard.characteristics.map(({ baselineScore }) => baselineScore)).toEqual(best);
    expect(best.reduce((sum, points) => sum + points, scorecard.initialScore)).toBe(1000);
  });

  it.each([...POLICIES])('%s: a lower rating never has a higher cap or a lower rate', (_, policy) => {
    const ratings = policy.rating.filter(({ admitted }) => admitted).map(({ rating }) => rating);
    const caps = policy.limit.leastOf.flatMap((term) =>
      'capByRating' in term ? [ratings.map((rating) => new Dec(term.capByRating[rating]!).toNumber())] : [],
    );
    const { price } = policy;
    const rates =
      'byRisk' in price ? [] : ratings.map((rating) => new Dec(price.annualRateByRating[rating]!).toNumber());
    expect(caps).toEqual(caps.map((cap) => cap.toSorted((a, b) => b - a)));
    expect(rates).toEqual(rates.toSorted((a, b) => a - b));
  });

  it.each([...POLICIES])('%s: the ceiling is 24 %%, 金规〔2025〕9号', (_, { price, references }) => {
    expect(price.ceiling.annualRate).toBe('0.24');
    expect(references.find(({ id }) => id === price.ceiling.reference)?.text.zh).toMatch(/金规〔2025〕9号/);
  });

  it.each([...POLICIES])('%s: every source is cited', (_, policy) => {
    const cited = JSON.stringify({ ...policy, references: [] });
    expect(policy.references.filter(({ id }) => !cited.includes(`"reference":"${id}"`))).toEqual([]);
  });
});

describe('latestPolicy', () => {
  const version = (version: string, validFrom: string, validTo: string | null) =>
    [`small@${version}`, parsePolicy(policyDocument({ version, validFrom, validTo }))] as const;
  const policies = new Map([
    version('2027-1', '2027-01-01', null),
    version('2026-1', '2026-01-01', '2026-12-31'),
    version('2026-2', '2026-07-01', '2026-12-31'),
  ]);

  it.each([
    ['2025-12-31', undefined],
    ['2026-01-01', '2026-1'],
    ['2026-06-30', '2026-1'],
    ['2026-07-01', '2026-2'],
    ['2026-12-31', '2026-2'],
    ['2027-01-01', '2027-1'],
  ])('on %s it is %s', (day, expected) => {
    expect(latestPolicy('small', day, policies)?.version).toBe(expected);
  });

  it.each([
    ['2026-11-22', '2026-1'],
    ['2026-11-23', '2026-2'],
  ])('税融通 on %s is %s, of those that are shipped', (day, expected) => {
    expect(latestPolicy('shui-rong-tong', day)?.version).toBe(expected);
  });

  it('knows no policy by another name', () => {
    expect(latestPolicy('shui-rong-tong@2026-1', '2026-11-21')).toBeUndefined();
  });

  it.each(['shui-rong-tong', 'invoice-flow'])('%s is in force on 2026-11-21', (policyId) => {
    expect(latestPolicy(policyId, '2026-11-21')?.policyId).toBe(policyId);
  });

  it('refuses a day that is none', () => {
    expect(() => latestPolicy('shui-rong-tong', '21.11.2026')).toThrow(
      expect.objectContaining({ code: 'DATE_INVALID' }),
    );
  });
});
