import { describe, expect, it } from 'vitest';
import { policyOf } from '../policy/policy-document.ts';
import { readOutcomes } from '../table/read-table.ts';
import { madeUpCsv, madeUpTable } from '../testing/made-up-table.ts';
import { assess, backtest, compareModels, validatePolicy } from './assess.ts';
import { study } from './study.ts';

const found = study(madeUpTable(500), { folds: 4, repeats: 1, seed: 1 });
const policy = policyOf(found.scaled, found.rows, {
  policyId: 'made-up',
  name: { zh: '虚构', en: 'Made up' },
  validFrom: '2026-01-01',
  calibration: found.curve,
  source: { zh: '虚构数据', en: 'Made-up data' },
});
const outcomes = (csv: string) =>
  readOutcomes(new TextEncoder().encode(csv), { target: 'outcome', bad: 'bad' });

describe('validatePolicy', () => {
  it('holds on new rows of the same kind, about as cross-validation promised', () => {
    const { auc, rows, invalid } = validatePolicy(policy, outcomes(madeUpCsv(800, 2)));
    expect(Math.abs(auc - found.validation.auc)).toBeLessThan(0.06);
    expect({ rows, invalid }).toEqual({ rows: 800, invalid: 0 });
  });
});

describe('a table of which the policy can score no row', () => {
  const strange = outcomes(madeUpCsv(50, 2).replace(/trade|farm|build/g, 'space'));
  const unfit = expect.objectContaining({ code: 'POLICY_UNFIT', place: expect.stringContaining('sector') });

  it('is refused for that, and not for its outcomes, by validation', () =>
    expect(() => validatePolicy(policy, strange)).toThrow(unfit));

  it('is refused by a backtest', () => expect(() => backtest(policy, strange, 'group')).toThrow(unfit));
});

describe('compareModels', () => {
  const bad = Uint8Array.of(1, 1, 0, 0, 0, 1, 0, 0);
  const good = Float64Array.of(0.9, 0.8, 0.1, 0.2, 0.1, 0.7, 0.2, 0.3);
  const poor = Float64Array.of(0.1, 0.8, 0.9, 0.2, 0.1, 0.7, 0.2, 0.3);

  it('by hand: who is approved by one model only, at the same share', () => {
    const { difference, swap } = compareModels(
      { risk: poor, isProbability: true },
      { risk: good, isProbability: true },
      bad,
      0.5,
    );
    expect(difference).toBeCloseTo(1 - 8.5 / 15, 12);
    // Approved by the champion: rows 0, 4, 3, 6; by the challenger: rows 2, 4, 3, 6.
    expect(swap).toEqual({
      approved: 0.5,
      onlyChampion: { rows: 1, badRate: 1 },
      onlyChallenger: { rows: 1, badRate: 0 },
    });
  });

  it('shares rows of one risk out at the cut-off, whatever their order', () => {
    const tied = Float64Array.of(0.5, 0.5, 0.5, 0.5, 0.1, 0.9, 0.9, 0.9);
    const sharp = Float64Array.of(0.4, 0.7, 0.7, 0.7, 0.1, 0.7, 0.7, 0.7);
    for (const own of [bad, Uint8Array.of(1, 0, 1, 0, 0, 1, 0, 0)]) {
      const { swap } = compareModels(
        { risk: tied, isProbability: true },
        { risk: sharp, isProbability: true },
        own,
        0.25,
      );
      // Of rows 0 to 3 the champion approves a quarter each, the challenger row 0.
      expect(swap.onlyChampion).toEqual({ rows: 0.75, badRate: expect.closeTo(1 / 3, 12) });
      expect(swap.onlyChallenger).toEqual({ rows: 0.75, badRate: 1 });
    }
  });

  it.each([80, 0, 1, Number.NaN])('refuses %d as the share that both approve', (approved) => {
    const model = { risk: good, isProbability: true };
    expect(() => compareModels(model, model, bad, approved)).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID' }),
    );
  });

  it('refuses rows of one kind only', () => {
    expect(() => assess(good, new Uint8Array(8), true)).toThrow(
      expect.objectContaining({ code: 'TARGET_INVALID' }),
    );
  });
});

describe('backtest', () => {
  it('shows each month, in order, with what was expected and what came', () => {
    const [head, ...lines] = madeUpCsv(600, 4).trim().split('\n');
    const dated = lines.map((line, row) => `${line},2025-${String((row % 3) + 10)}-05`);
    const vintages = backtest(policy, outcomes([`${head},day`, ...dated].join('\n')), 'day');
    expect(vintages.map(({ period, rows }) => [period, rows])).toEqual([
      ['2025-10', 200],
      ['2025-11', 200],
      ['2025-12', 200],
    ]);
    expect(vintages[0]!.psi).toBe(0);
    for (const { z, light } of vintages) {
      expect(Math.abs(z!)).toBeLessThan(4);
      expect(light).not.toBe('RED');
    }
  });

  it('sees a score that drifts', () => {
    const [head, ...lines] = madeUpCsv(600, 4).trim().split('\n');
    const drifting = lines.map((line, row) =>
      row < 300 ? `${line},1` : `${line.replace(/^[^,]*/, '0.99')},2`,
    );
    const [, second] = backtest(policy, outcomes([`${head},year`, ...drifting].join('\n')), 'year');
    expect(second!.light).toBe('RED');
  });
});
