import { decide, SHUI_RONG_TONG_2026_1 } from '@xinqiao/scoring';
import { describe, expect, it } from 'vitest';
import { applicants } from './applicants.ts';
import { differences, engines } from './contenders.ts';
import { modelApplicants } from './model/applicants.ts';
import { byHand } from './peers/by-hand.ts';
import { assertSameDecisions } from './scoring.ts';

describe('the yardstick of the scoring benchmark', () => {
  it('decides as 税融通 2026-1 does: outcome, limit, rate, rating, score, reasons and what is missing', () => {
    expect(() => assertSameDecisions(2_000, 7)).not.toThrow();
  });

  it('is asked about applicants of every outcome and rating', () => {
    const results = applicants(2_000).map((indicators) =>
      decide(SHUI_RONG_TONG_2026_1, indicators, '2026-11-21'),
    );
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(
      new Set(['APPROVED', 'DECLINED', 'REFERRED']),
    );
    const ratings = ['AAA', 'AA', 'A', 'BBB', 'BB', 'C', null];
    expect(new Set(results.map(({ rating }) => rating))).toEqual(new Set(ratings));
  });

  it('gets the same applicants in every run', () => {
    expect(applicants(50)).toEqual(applicants(50));
    expect(applicants(50, 1)).not.toEqual(applicants(50, 2));
  });
});

describe('the comparison with other engines', () => {
  it('has the same answer from every one: rules, score, limit, rate and ranked reasons', async () => {
    const { all, close } = engines(300);
    expect(await differences(all, 300)).toBe(0);
    close();
  });

  it('is about applicants of several ratings, refused by all rules but two', () => {
    const results = modelApplicants(3_000).map((one) => byHand('BigInt')(one));
    expect(new Set(results.map(({ rating }) => rating))).toEqual(new Set(['A', 'B', 'C', 'D']));
    // Late filings and months without sales stay within what rules A04 and A06 allow.
    expect(new Set(results.flatMap(({ codes }) => codes)).size).toBe(10);
    expect(results.some(({ limit }) => limit > 0)).toBe(true);
  });
});
