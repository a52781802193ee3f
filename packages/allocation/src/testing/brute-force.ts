import type { AllocationProblem, Candidate } from '../problem/allocation-problem.ts';

/** Places that numbers are scaled by; the oracle takes shares and rates of at most 6 places and a budget in fen. */
const UNIT = 1_000_000n;

/**
 * The greatest expected profit by trying every size at every rate for every firm: an oracle that shares no code with the
 * program, in whole numbers throughout.
 *
 * @returns In yuan × 10^18.
 */
export function bruteForce(problem: AllocationProblem): bigint {
  const { firms, caps, budgetCounts } = problem;
  const budget = fen(problem.budget);
  const capped = caps.map(({ over, name, atMost }) => ({
    holds: (firm: Candidate) => (over === 'RATING' ? firm.rating : firm.industry) === name,
    most: 'amount' in atMost ? fen(atMost.amount) : (budget * scaled(atMost.shareOfBudget)) / UNIT,
  }));

  const best = (at: number, used: bigint, under: readonly bigint[]): bigint => {
    const firm = firms[at];
    if (firm === undefined) return 0n;
    let most = best(at + 1, used, under);
    for (const { amount, draws, profit } of sizesOf(firm, problem)) {
      const nowUsed = used + (budgetCounts === 'OFFERED' ? amount * UNIT : draws);
      const nowUnder = under.map((sum, index) => sum + (capped[index]!.holds(firm) ? amount : 0n));
      if (nowUsed > budget * UNIT || nowUnder.some((sum, index) => sum > capped[index]!.most)) continue;
      const total = profit + best(at + 1, nowUsed, nowUnder);
      if (total > most) most = total;
    }
    return most;
  };
  return best(
    0,
    0n,
    capped.map(() => 0n),
  );
}

/** Amounts in fen, draws in fen × 10^6. */
function sizesOf(firm: Candidate, problem: AllocationProblem) {
  const step = BigInt(problem.stepYuan) * 100n;
  const [loss, cost] = [scaled(problem.lossGivenDefault), scaled(problem.fundingCost)];
  const risk = scaled(firm.defaultProbability);
  const sizes: { amount: bigint; draws: bigint; profit: bigint }[] = [];
  for (const { annualRate, churn } of problem.rates) {
    const stays = UNIT - scaled(churn[firm.rating]!);
    const net = (UNIT - risk) * scaled(annualRate) - risk * loss - UNIT * cost;
    for (let steps = 1n; steps * step <= fen(firm.highest); steps++) {
      if (steps * step < fen(firm.lowest)) continue;
      const yuan = steps * BigInt(problem.stepYuan);
      sizes.push({ amount: steps * step, draws: steps * stays * step, profit: stays * net * yuan });
    }
  }
  return sizes;
}

const fen = (amount: string): bigint => BigInt(amount.replace('.', ''));

function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole) * UNIT + BigInt(fraction.padEnd(6, '0'));
}
