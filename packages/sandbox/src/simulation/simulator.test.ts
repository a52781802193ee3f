import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { APPLICANTS, WORLD } from './assumptions.ts';
import { figuresOf } from './figures.ts';
import { simulationResult } from './result.ts';
import { base, moves, scenarios } from './scenarios.ts';
import { type ApplicationRow, addTallies, simulator, type Tallies } from './simulator.ts';
import { decided, moneyOf, sumOf } from './tally.ts';

const APPLICATIONS = 2_000;
const rows: ApplicationRow[] = [];
let whole: Tallies[];
beforeAll(() => {
  whole = simulator('7', scenarios())(0, APPLICATIONS, (row) => rows.push(row));
});

const fen = (yuan: string): bigint => BigInt(yuan.replace('.', ''));
const added = (amounts: readonly string[]): bigint => amounts.reduce((sum, one) => sum + fen(one), 0n);
/** A quotient rounded half even, as whole units. */
const quotient = (part: bigint, of: bigint): bigint => {
  const [floor, twice] = [part / of, (part % of) * 2n];
  return floor + (twice > of || (twice === of && floor % 2n === 1n) ? 1n : 0n);
};
const decimal = (units: bigint, places: number): string => {
  const digits = String(units).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
};
const trimmed = (written: string): string => written.replace(/\.?0+$/, '');

describe('simulator', () => {
  it('granted, declined and referred are all applications, of every kind and month', () => {
    const { granted, declined, referred, approvals } = simulationResult(APPLICATIONS, [
      { seed: '7', tallies: whole },
    ]);
    expect(granted + declined + referred).toBe(APPLICATIONS);
    expect(sumOf(approvals.map(({ applications }) => applications))).toBe(APPLICATIONS);
    expect(granted).toBeGreaterThan(0);
  });

  it('the four figures are what a recount of its rows gives, to the fen', () => {
    const granted = rows.filter(({ outcome }) => outcome === 'APPROVED');
    const credit = added(granted.map(({ limit }) => limit));
    const owed = added(rows.map((row) => row.owed));
    const bad = added(rows.filter((row) => row.bad !== null).map((row) => row.owed));
    expect(bad).toBeGreaterThan(0n);
    expect(figuresOf(whole[0]!, WORLD, WORLD)).toEqual({
      grantedShare: trimmed(decimal(quotient(BigInt(granted.length) * 1_000_000n, BigInt(rows.length)), 6)),
      averageCredit: decimal(quotient(credit, BigInt(granted.length)), 2),
      totalCredit: decimal(credit, 2),
      badRate: trimmed(decimal(quotient(bad * 1_000_000n, owed), 6)),
    });
  });

  it('months, kinds and vintages of the result are those of the rows', () => {
    const { approvals, vintages, byApplicant } = simulationResult(APPLICATIONS, [
      { seed: '7', tallies: whole },
    ]);
    const granted = rows.filter(({ outcome }) => outcome === 'APPROVED');
    const in_ = (month: string, some: readonly ApplicationRow[]) =>
      some.filter((row) => row.month === month).length;
    expect(approvals.map(({ month, applications, approved }) => [month, applications, approved])).toEqual(
      approvals.map(({ month }) => [month, in_(month, rows), in_(month, granted)]),
    );
    expect(vintages.map(({ granted: month, ages }) => [month, ages.at(-1)!.bad])).toEqual(
      vintages.map(({ granted: month }) => [
        month,
        in_(
          month,
          granted.filter(({ bad }) => bad !== null),
        ),
      ]),
    );
    expect(byApplicant.map(({ applicant, applications }) => [applicant, applications])).toEqual(
      APPLICANTS.map((kind) => [kind, rows.filter(({ applicant }) => applicant === kind).length]),
    );
  });

  it('what was drawn and not repaid is outstanding, at the end of every month and to the fen', () => {
    for (const tallies of whole)
      for (const tally of Object.values(tallies)) {
        const [drawn, repaid, outstanding, bad] = (['drawn', 'repaid', 'outstanding', 'bad'] as const).map(
          (name) => moneyOf(tally, name),
        ) as [Float64Array, Float64Array, Float64Array, Float64Array];
        for (const month of outstanding.keys()) {
          const owed = sumOf(drawn.slice(0, month + 1)) - sumOf(repaid.slice(0, month + 1));
          expect(outstanding[month]).toBe(owed);
          expect(bad[month]).toBeLessThanOrEqual(owed);
        }
        const [due, paid] = [moneyOf(tally, 'interestDue'), moneyOf(tally, 'interestPaid')];
        expect(paid.every((fenPaid, month) => fenPaid <= due[month]!)).toBe(true);
      }
  });

  it('the same seed gives the same bytes, another seed others', () => {
    const run = (seed: string) => JSON.stringify(simulator(seed, [base()])(0, 100));
    expect(run('7')).toBe(run('7'));
    expect(run('8')).not.toBe(run('7'));
  });

  it('parts add up to the whole, wherever it is cut', () => {
    const simulate = simulator('7', [base()]);
    const [all] = simulate(0, 120);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120 }), (cut) => {
        const [first] = simulate(0, cut);
        const [second] = simulate(cut, 120);
        addTallies(second!, first!);
        expect(second).toEqual(all);
      }),
      { numRuns: 8 },
    );
  });

  it('a move looked at beside others is what it is alone', () => {
    const alone = moves().filter(({ id }) => id.startsWith('households.') || id === 'riskFactor=2');
    const together = simulator('7', [base(), ...alone])(0, 100);
    alone.forEach((move, at) => {
      expect(simulator('7', [base(), move])(0, 100)[1]).toEqual(together[at + 1]);
    });
  });

  it('where nobody defaults nothing is bad, and all interest is paid', () => {
    const world = { ...WORLD, riskFactor: 0 };
    const [tallies] = simulator('7', [{ ...base(), world }])(0, 200);
    for (const tally of Object.values(tallies!)) {
      expect(sumOf(moneyOf(tally, 'bad'))).toBe(0);
      expect(moneyOf(tally, 'interestPaid')).toEqual(moneyOf(tally, 'interestDue'));
    }
    expect(sumOf(Object.values(tallies!).map((tally) => decided(tally, 'APPROVED')))).toBeGreaterThan(0);
  });
});

describe('moves', () => {
  it('each changes the counts or the weights, and nothing that it does not say', () => {
    moves().forEach((move, at) => {
      const moved = figuresOf(whole[at + 1]!, move.world, WORLD);
      expect([move.id, moved]).not.toEqual([move.id, figuresOf(whole[0]!, WORLD, WORLD)]);
      expect(sumOf(APPLICANTS.map((kind) => sumOf(whole[at + 1]![kind].decisions)))).toBe(APPLICATIONS);
    });
  });

  it('only what moves the decision moves the first three figures', () => {
    const decides = (id: string) => /^(applicants|households|household|firm|referredGranted)/.test(id);
    moves().forEach((move, at) => {
      const { badRate: _, ...moved } = figuresOf(whole[at + 1]!, move.world, WORLD);
      const { badRate: __, ...before } = figuresOf(whole[0]!, WORLD, WORLD);
      if (!decides(move.id)) expect([move.id, moved]).toEqual([move.id, before]);
    });
  });
});
