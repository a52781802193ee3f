import { describe, expect, it } from 'vitest';
import { inferRejects } from './reject-inference.ts';

const accepted = {
  risk: Array.from({ length: 200 }, (_, at) => (at < 100 ? 0.1 : 0.5)),
  bad: Array.from({ length: 200 }, (_, at) => (at < 100 ? Number(at < 10) : Number(at < 150))),
};
const share = (outcomes: Uint8Array) => outcomes.reduce((sum, one) => sum + one, 0) / outcomes.length;
const many = (risk: number) => new Array<number>(4000).fill(risk);

describe('inferRejects · parcelling, Siddiqi 2017', () => {
  it('holds as many bad as in the band of the accepted, times the factor', () => {
    expect(share(inferRejects(accepted, many(0.1), { factor: 1, bands: 2 }, 1))).toBeCloseTo(0.1, 1);
    expect(share(inferRejects(accepted, many(0.1), { factor: 2, bands: 2 }, 1))).toBeCloseTo(0.2, 1);
    expect(share(inferRejects(accepted, many(0.6), { factor: 1, bands: 2 }, 1))).toBeCloseTo(0.5, 1);
  });

  it('holds all bad where the factor says so, and draws the same for the same seed', () => {
    expect(share(inferRejects(accepted, many(0.5), { factor: 2, bands: 2 }, 1))).toBe(1);
    const draw = (seed: number) => inferRejects(accepted, many(0.1), { factor: 1, bands: 2 }, seed);
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
  });

  it('refuses a factor below 1: refused applicants are not held better', () => {
    expect(() => inferRejects(accepted, [0.1], { factor: 0.5, bands: 2 }, 1)).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID' }),
    );
  });
});
