import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AllocationProblem } from '../problem/allocation-problem.ts';
import { highsSolver } from '../solve/highs-solver.ts';
import type { Solver } from '../solve/solver.ts';
import { allocationProblem, candidate } from '../testing/allocation-problem.ts';
import { bruteForce } from '../testing/brute-force.ts';
import { CUMCM_RATES } from '../testing/cumcm-rates.ts';
import { knapsack } from '../testing/knapsack.ts';
import { allocate } from './allocate.ts';

const solver = await highsSolver();
const allocated = (part: Partial<AllocationProblem>) => allocate(allocationProblem(part), { solver });
const offersOf = async (part: Partial<AllocationProblem>) =>
  (await allocated(part)).offers.map(
    ({ firmId, amount, annualRate }) => `${firmId} ${amount} at ${annualRate}`,
  );

const share = fc.integer({ min: 0, max: 100 }).map((percent) => (percent / 100).toFixed(2));

/** Numbers of few places, so that the oracle is exact; sizes of one to three steps, so that it ends. */
const problems: fc.Arbitrary<AllocationProblem> = fc
  .record({
    budget: fc.integer({ min: 0, max: 90_000 }).map((tens) => `${tens * 10}.00`),
    budgetCounts: fc.constantFrom('OFFERED' as const, 'EXPECTED' as const),
    fundingCost: fc.constantFrom('0', '0.0175', '0.03'),
    lossGivenDefault: fc.constantFrom('0', '0.45', '1'),
    rates: fc
      .uniqueArray(fc.integer({ min: 300, max: 1500 }), { minLength: 1, maxLength: 3 })
      .chain((rates) =>
        fc.tuple(
          ...rates
            .toSorted((a, b) => a - b)
            .map((rate) =>
              fc
                .tuple(share, share)
                .map(([A, B]) => ({ annualRate: `0.${String(rate).padStart(4, '0')}`, churn: { A, B } })),
            ),
        ),
      ),
    firms: fc
      .array(
        fc.record({
          rating: fc.constantFrom('A', 'B'),
          industry: fc.constantFrom('C', 'F'),
          defaultProbability: fc.constantFrom('0', '0.004', '0.01', '0.03'),
          least: fc.integer({ min: 1, max: 25 }),
          room: fc.integer({ min: 0, max: 25 }),
        }),
        { maxLength: 4 },
      )
      .map((firms) =>
        firms.map(({ least, room, ...firm }, index) => ({
          ...firm,
          firmId: `F${index}`,
          lowest: `${least}0000.00`,
          highest: `${least + room}5000.00`,
        })),
      ),
    share,
    capped: fc.constantFrom('NONE', 'RATING', 'INDUSTRY', 'BOTH'),
  })
  .map(({ share, capped, ...part }) => {
    const caps: AllocationProblem['caps'] = [
      { over: 'RATING', name: part.firms[0]?.rating ?? 'A', atMost: { shareOfBudget: share } },
      { over: 'INDUSTRY', name: part.firms[0]?.industry ?? 'C', atMost: { amount: '200000.00' } },
    ];
    const used = caps.filter(({ over }) => capped === 'BOTH' || capped === over);
    return allocationProblem({ ...part, stepYuan: 100_000, caps: part.firms.length === 0 ? [] : used });
  });

describe('allocate', () => {
  it('finds what trying everything finds', async () => {
    await fc.assert(
      fc.asyncProperty(problems, async (problem) => {
        const { expectedProfit, proven } = await allocate(problem, { solver });
        const best = Number(bruteForce(problem)) / 1e18;
        expect(proven).toBe(true);
        expect(Math.abs(Number(expectedProfit) - best)).toBeLessThanOrEqual(0.0101);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps budget, caps and limits to the fen, and offers each firm one loan', async () => {
    await fc.assert(
      fc.asyncProperty(problems, async (problem) => {
        const { offers, offered, expectedDrawn, shadowPrices, withoutOffer } = await allocate(problem, {
          solver,
        });
        const used = problem.budgetCounts === 'OFFERED' ? offered : expectedDrawn;
        expect(Number(used)).toBeLessThanOrEqual(Number(problem.budget));
        shadowPrices.caps.forEach((cap, index) => {
          const { atMost } = problem.caps[index]!;
          const most =
            'amount' in atMost
              ? Number(atMost.amount)
              : Number(atMost.shareOfBudget) * Number(problem.budget);
          expect(Number(cap.used)).toBeLessThanOrEqual(most + 1e-6);
        });
        for (const { firmId, amount } of offers) {
          const firm = problem.firms.find((one) => one.firmId === firmId)!;
          expect(Number(amount)).toBeGreaterThanOrEqual(Number(firm.lowest));
          expect(Number(amount)).toBeLessThanOrEqual(Number(firm.highest));
          expect(Number(amount) % problem.stepYuan).toBe(0);
        }
        const named = [...offers, ...withoutOffer].map(({ firmId }) => firmId);
        expect(named.toSorted()).toEqual(problem.firms.map(({ firmId }) => firmId));
      }),
      { numRuns: 80 },
    );
  });

  it('finds of a hundred firms what dynamic programming finds', async () => {
    const firm = fc.record({
      risk: fc.integer({ min: 0, max: 60_000 }),
      least: fc.integer({ min: 1, max: 12 }),
      room: fc.integer({ min: 0, max: 20 }),
    });
    const many = fc.record({
      steps: fc.integer({ min: 0, max: 600 }),
      firms: fc.array(firm, { minLength: 60, maxLength: 100 }),
    });
    await fc.assert(
      fc.asyncProperty(many, async ({ steps, firms }) => {
        const problem = allocationProblem({
          budget: `${steps * 10_000}.00`,
          rates: [{ annualRate: '0.08', churn: { A: '0.3' } }],
          lossGivenDefault: '0.5',
          fundingCost: '0.02',
          firms: firms.map(({ risk, least, room }, at) =>
            candidate({
              firmId: `F${at}`,
              defaultProbability: `0.${String(risk).padStart(6, '0')}`,
              lowest: `${least}0000.00`,
              highest: `${least + room}0000.00`,
            }),
          ),
        });
        const { expectedProfit, proven } = await allocate(problem, { solver });
        expect(proven).toBe(true);
        expect(Math.abs(Number(expectedProfit) - Number(knapsack(problem)) / 1e18)).toBeLessThanOrEqual(
          0.0101,
        );
      }),
      { numRuns: 12 },
    );
  });

  it('ten thousand firms under twenty caps are allocated, and proven', { timeout: 120_000 }, async () => {
    const firms = Array.from({ length: 10_000 }, (_, at) =>
      candidate({
        firmId: `F${at}`,
        rating: 'AB'[at % 2]!,
        industry: `I${(at * 7) % 20}`,
        defaultProbability: `0.0${String((at * 7919) % 300).padStart(3, '0')}`,
        highest: `${10 + ((at * 31) % 90)}0000.00`,
      }),
    );
    const caps = Array.from({ length: 20 }, (_, at) => ({
      over: 'INDUSTRY' as const,
      name: `I${at}`,
      atMost: { shareOfBudget: '0.06' },
    }));
    const { proven, offered } = await allocated({ firms, caps, budget: '2000000000.00' });
    expect(proven).toBe(true);
    expect(Number(offered)).toBeLessThanOrEqual(2e9);
    expect(Number(offered)).toBeGreaterThan(1.99e9);
  });

  it('the same problem gives the same answer', async () => {
    const firms = Array.from({ length: 30 }, (_, index) =>
      candidate({ firmId: `F${index}`, rating: index % 2 === 0 ? 'A' : 'B' }),
    );
    const answer = async () =>
      JSON.stringify(await allocate(allocationProblem({ firms, budget: '7770000.00' })));
    expect(await answer()).toBe(await answer());
  });

  it('lends to the better firm first, and the rest to the next', async () => {
    const firms = [candidate({ firmId: 'A1' }), candidate({ firmId: 'B1', rating: 'B' })];
    expect(await offersOf({ budget: '1500000.00', firms })).toEqual([
      'A1 500000.00 at 0.04',
      'B1 1000000.00 at 0.08',
    ]);
  });

  it('a least amount that no longer fits is not passed under', async () => {
    const firms = [candidate({ highest: '150000.00' }), candidate({ firmId: 'F2', lowest: '100000.00' })];
    expect(await offersOf({ budget: '90000.00', firms })).toEqual([]);
  });

  it('rounds limits of firms to whole steps inwards', async () => {
    const firms = [candidate({ lowest: '95000.01', highest: '129999.99' })];
    expect(await offersOf({ firms })).toEqual(['F1 120000.00 at 0.04']);
  });

  it('says why a firm gets no offer', async () => {
    const { withoutOffer } = await allocated({
      budget: '150000.00',
      fundingCost: '0.01',
      firms: [
        candidate({ firmId: 'RISKY', defaultProbability: '0.5' }),
        candidate({ firmId: 'NARROW', lowest: '101000.00', highest: '109000.00' }),
        candidate({ firmId: 'GOOD' }),
        candidate({ firmId: 'LATE', defaultProbability: '0.01' }),
      ],
    });
    expect(withoutOffer).toEqual([
      { firmId: 'RISKY', reason: 'UNPROFITABLE' },
      { firmId: 'NARROW', reason: 'NO_WHOLE_STEP' },
      { firmId: 'LATE', reason: 'NOT_CHOSEN' },
    ]);
  });

  it('lends nothing where there is no money, and none where there is no firm', async () => {
    expect((await allocated({ budget: '0.00' })).offered).toBe('0.00');
    expect((await allocated({ firms: [] })).expectedProfit).toBe('0.00');
  });

  it('where the budget counts what is taken, a short budget makes dearer offers to more', async () => {
    const short = { rates: [...CUMCM_RATES], budget: '500000.00' };
    expect(await offersOf({ ...short, budgetCounts: 'OFFERED' })).toEqual(['F1 500000.00 at 0.0465']);
    expect(await offersOf({ ...short, budgetCounts: 'EXPECTED' })).toEqual(['F1 1000000.00 at 0.0745']);
  });

  it('what is expected to be taken is counted exactly, however small the step', async () => {
    const part = { stepYuan: 1, budgetCounts: 'EXPECTED' as const, budget: '39110.00' };
    const rates = [{ annualRate: '0.04', churn: { A: '0.6089' } }];
    expect(
      await offersOf({ ...part, rates, firms: [candidate({ lowest: '1.00', highest: '200000.00' })] }),
    ).toEqual(['F1 100000.00 at 0.04']);
  });

  it('a cap of an industry moves money to another, at its price', async () => {
    const firms = [
      candidate({ firmId: 'B1', rating: 'B', industry: 'C' }),
      candidate({ firmId: 'A1', industry: 'F' }),
    ];
    const caps: AllocationProblem['caps'] = [
      { over: 'INDUSTRY', name: 'C', atMost: { shareOfBudget: '0.3' } },
      { over: 'RATING', name: 'A', atMost: { amount: '900000.00' } },
    ];
    const { offers, shadowPrices } = await allocated({ firms, caps });
    expect(offers.map(({ amount }) => amount)).toEqual(['300000.00', '700000.00']);
    expect(shadowPrices.caps.map(({ name, used, amongChosen }) => [name, used, amongChosen])).toEqual([
      ['C', '300000.00', '0.024000'],
      ['A', '700000.00', '0.000000'],
    ]);
  });
});

describe('allocate · dual prices', () => {
  const firms = [candidate({ firmId: 'A1' }), candidate({ firmId: 'B1', rating: 'B' })];

  it('another yuan goes to the firm that has room, the limit of the better is worth the difference', async () => {
    const { shadowPrices, offers } = await allocated({ budget: '1500000.00', firms });
    expect(shadowPrices.budget).toEqual({ amongChosen: '0.040000', atMost: '0.040000' });
    expect(offers.map(({ firmId, limitPrice }) => [firmId, limitPrice])).toEqual([
      ['A1', '0.000000'],
      ['B1', '0.024000'],
    ]);
  });

  it('money that nobody can use is worth nothing, the limits are worth what they earn', async () => {
    const { shadowPrices, offers } = await allocated({ budget: '5000000.00', firms });
    expect(shadowPrices.budget).toEqual({ amongChosen: '0.000000', atMost: '0.000000' });
    expect(offers.map(({ limitPrice }) => limitPrice)).toEqual(['0.040000', '0.064000']);
  });

  it('a firm left out for its least amount has no part in the first price, only in the second', async () => {
    const all = { lowest: '1000000.00' };
    const { shadowPrices } = await allocated({
      budget: '1500000.00',
      firms: [candidate({ firmId: 'A1', ...all }), candidate({ firmId: 'B1', rating: 'B', ...all })],
    });
    expect(shadowPrices.budget).toEqual({ amongChosen: '0.000000', atMost: '0.040000' });
  });
});

describe('allocate · whatever the solver says', () => {
  const saying = (fact: Partial<Solver>) => ({ solver: { ...solver, ...fact } });
  /** Half of the money has a home by shares alone: what to do with the rest is open. */
  const open: Partial<AllocationProblem> = {
    budget: '1500000.00',
    firms: ['F1', 'F2', 'F3'].map((firmId, at) =>
      candidate({ firmId, defaultProbability: `0.00${at}`, lowest: '600000.00', highest: '700000.00' }),
    ),
  };

  it('where the time runs out before anything is solved, what fits is offered and nothing is said to be proven', async () => {
    const answer = await allocate(allocationProblem(open), saying({ linear: () => undefined }));
    expect(answer).toMatchObject({
      proven: false,
      offered: '1400000.00',
      shadowPrices: { budget: { amongChosen: null, atMost: null } },
    });
    expect(Number(answer.upperBound)).toBeGreaterThan(Number(answer.expectedProfit));
    expect(answer.offers.map(({ limitPrice }) => limitPrice)).toEqual([null, null]);
  });

  it('where the time runs out on what is open, what was known stands with its bound', async () => {
    const nothing: Solver['integer'] = () => ({
      values: null,
      bound: Number.POSITIVE_INFINITY,
      proven: false,
      seconds: 0,
    });
    const answer = await allocate(allocationProblem(open), saying({ integer: nothing }));
    const best = await allocate(allocationProblem(open), { solver });
    expect(answer.proven).toBe(false);
    expect(Number(answer.upperBound)).toBeGreaterThanOrEqual(Number(best.expectedProfit));
    expect(Number(answer.expectedProfit)).toBeLessThanOrEqual(Number(best.expectedProfit));
  });

  it('a solver that uses up all it is given has no more than the time stated, prices included', async () => {
    let used = 0;
    const linear: Solver['linear'] = (program, seconds) => {
      used += used === 0 ? 1 : seconds;
      return { ...solver.linear(program, 60)!, seconds: 1 };
    };
    const integer: Solver['integer'] = (_, seconds) => {
      used += seconds;
      return { values: null, bound: Number.POSITIVE_INFINITY, proven: false, seconds };
    };
    await allocate(allocationProblem(open), { ...saying({ linear, integer }), seconds: 40 });
    expect(used).toBeCloseTo(40);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('%s seconds are refused', async (seconds) => {
    await expect(allocate(allocationProblem(open), { seconds })).rejects.toThrow(RangeError);
  });

  it('an answer that passes a limit is never given, and proves nothing', async () => {
    const wrong: Solver['integer'] = ({ columns }) => ({
      values: columns.map(({ upper }) => upper),
      bound: 1e9,
      proven: true,
      seconds: 0,
    });
    const answer = await allocate(allocationProblem(open), saying({ integer: wrong }));
    expect(Number(answer.offered)).toBeLessThanOrEqual(1_500_000);
    expect(answer.proven).toBe(false);
  });

  it.each([
    ['too high', 1],
    ['too low', 0.01],
    ['of nothing', 0],
  ])('the answer is right though prices are %s', async (_, factor) => {
    const linear: Solver['linear'] = (program, seconds) => {
      const solved = solver.linear(program, seconds)!;
      return { ...solved, prices: solved.prices.map((price) => (factor === 1 ? price + 1 : price * factor)) };
    };
    await fc.assert(
      fc.asyncProperty(problems, async (problem) => {
        const { expectedProfit, proven } = await allocate(problem, saying({ linear }));
        expect(proven).toBe(true);
        expect(Math.abs(Number(expectedProfit) - Number(bruteForce(problem)) / 1e18)).toBeLessThanOrEqual(
          0.0101,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('no bound lies below what can be had, whatever the prices', async () => {
    const prices = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(problems, prices, async (problem, given) => {
        const linear: Solver['linear'] = ({ rows }) => ({
          values: null,
          prices: rows.map((_, row) => given[row % given.length]!),
          seconds: 1e9,
        });
        const { upperBound } = await allocate(problem, saying({ linear }));
        expect(Number(upperBound)).toBeGreaterThanOrEqual(Number(bruteForce(problem)) / 1e18 - 0.0051);
      }),
      { numRuns: 60 },
    );
  });
});
