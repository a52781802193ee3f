import type { CitReturn, FinancialStatement } from '@xinqiao/contracts';
import type { Accounts } from './accounts.ts';
import type { EnterpriseFacts } from './facts.ts';
import { shareOf, yuan } from './fen.ts';
import { random } from './random.ts';
import { salesLevel } from './usual-sales.ts';

/** The return that a closing was filed with. `taxPayable` is what is left after reductions. */
export const citReturn = ({ kind, year, closedOn, filedOn, ...figures }: Accounts): CitReturn => ({
  kind,
  periodFrom: `${year}-01-01`,
  periodTo: closedOn,
  revenue: yuan(figures.revenue),
  cost: yuan(figures.cost),
  profit: yuan(figures.profit),
  taxPayable: yuan(figures.tax),
  filedOn,
});

/**
 * The statement that a closing was filed with. Every year opens with what the business needs, the rest having been
 * drawn or put in; within a year equity moves by what was earned.
 */
export function financialStatement(facts: EnterpriseFacts, closing: Accounts): FinancialStatement {
  const { kind, year, quarter, closedOn, revenue, cost, profit, tax } = closing;
  const firm = random(facts.stream, 'balance');
  const equityShare = firm.between(0.15, 0.45);
  const debtShare = firm.between(0.08, 0.4);
  const currentAssetShare = firm.between(0.5, 0.9);
  const currentDebtShare = firm.between(0.7, 1);

  const yearly = salesLevel(facts, `${year}-01`) * 12;
  const netProfit = profit - tax;
  const equity = shareOf(yearly, equityShare) + netProfit;
  const owed = shareOf(
    yearly,
    debtShare * random(facts.stream, 'balance', year, quarter).between(0.85, 1.15),
  );
  const liabilities = Math.max(owed, -equity);
  const assets = equity + liabilities;
  return {
    kind: kind === 'ANNUAL' ? 'YEAR' : 'QUARTER',
    periodTo: closedOn,
    totalAssets: yuan(assets),
    currentAssets: yuan(shareOf(assets, currentAssetShare)),
    totalLiabilities: yuan(liabilities),
    currentLiabilities: yuan(shareOf(liabilities, currentDebtShare)),
    equity: yuan(equity),
    revenue: yuan(revenue),
    cost: yuan(cost),
    netProfit: yuan(netProfit),
  };
}
