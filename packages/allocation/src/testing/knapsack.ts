import type { AllocationProblem } from '../problem/allocation-problem.ts';

/**
 * The greatest expected profit where offers count against the budget, there is one rate and no cap, by dynamic programming
 * over the steps of the budget: an oracle for many firms that shares no code with the search.
 *
 * @returns In yuan × 10^18; shares and rates of at most 6 places.
 */
export function knapsack({ firms, rates, budget, stepYuan, ...costs }: AllocationProblem): bigint {
  const [rate] = rates;
  const room = Math.floor(Number(budget) / stepYuan);
  let best = Array.from({ length: room + 1 }, () => 0n);
  for (const { rating, defaultProbability, lowest, highest } of firms) {
    const [risk, stays] = [scaled(defaultProbability), UNIT - scaled(rate!.churn[rating]!)];
    const net =
      (UNIT - risk) * scaled(rate!.annualRate) -
      risk * scaled(costs.lossGivenDefault) -
      UNIT * scaled(costs.fundingCost);
    const step = stays * net * BigInt(stepYuan);
    const [least, most] = [Math.ceil(Number(lowest) / stepYuan), Math.floor(Number(highest) / stepYuan)];
    best = best.map((without, used) => {
      let greatest = without;
      for (let steps = least; steps <= Math.min(most, used); steps++) {
        const withIt = best[used - steps]! + step * BigInt(steps);
        if (withIt > greatest) greatest = withIt;
      }
      return greatest;
    });
  }
  return best[room]!;
}

const UNIT = 1_000_000n;

function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole) * UNIT + BigInt(fraction.padEnd(6, '0'));
}
