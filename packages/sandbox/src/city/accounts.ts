import { addMonths, type CalendarDate, lastDayOf, type Month, monthRange } from '@xinqiao/contracts';
import { type EnterpriseFacts, isIn } from './facts.ts';
import { shareOf } from './fen.ts';
import { random } from './random.ts';
import { salesLevel } from './usual-sales.ts';
import { dueAfter, filed, filedSales } from './vat-periods.ts';

/** Revenue in the books differs from the sales filed for VAT of the same months by this share at most. */
export const REVENUE_SPREAD = 0.02;

/** Corporate income tax is 25 % (企业所得税法 art. 4); of a small enterprise with little profit 5 % at present. */
const RATE = 0.25;
const SMALL_PROFIT_RATE = 0.05;
const SMALL_PROFIT = 300_000_000;

/** The books of a year up to a closing day, as filed: amounts in fen, since the begin of the year. */
export interface Accounts {
  readonly year: number;
  /** A prepayment closes a quarter; the settlement closes the year anew, by 31 May. */
  readonly kind: 'PREPAYMENT' | 'ANNUAL';
  readonly quarter: number;
  readonly closedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly filedOn: CalendarDate;
  readonly revenue: number;
  readonly cost: number;
  readonly profit: number;
  /** Tax after reductions. */
  readonly tax: number;
  readonly reduced: number;
}

/**
 * The closings of a year in order: those of quarters that are over on `asOf` and are filed then or later. A sole
 * trader has none: its income is taxed as its owner's.
 */
export function closings(facts: EnterpriseFacts, year: number, asOf: CalendarDate): Accounts[] {
  if (facts.type === 'SOLE_TRADER') return [];
  const books = random(facts.stream, 'accounts', year);
  const { purchaseShare } = facts.industry;
  const revenueShare = 1 + books.between(-REVENUE_SPREAD, REVENUE_SPREAD);
  const margin = (1 - purchaseShare) * books.between(0.5, 0.65);
  const expenseShare = (1 - purchaseShare) * books.between(0.3, 0.4);
  const correction = books.between(-0.004, 0.004);
  const sold = monthRange(`${year}-01`, `${year}-12`).map((month) =>
    month < asOf.slice(0, 7) ? filedSales(facts, month) : 0,
  );

  const close = (quarter: number, kind: Accounts['kind']): Accounts[] => {
    const month: Month = `${year}-${String(quarter * 3).padStart(2, '0')}`;
    if (month <= facts.establishedOn.slice(0, 7) || month >= asOf.slice(0, 7)) return [];
    const answersIn = kind === 'ANNUAL' ? addMonths(month, 4) : month;
    if ([month, answersIn].some((at) => facts.taxpayer.unfiled.some((spell) => isIn(at, spell)))) return [];
    const revenue = shareOf(sum(sold.slice(0, quarter * 3)), revenueShare);
    const cost = shareOf(revenue, 1 - margin + (kind === 'ANNUAL' ? correction : 0));
    const standing = shareOf(salesLevel(facts, month), 0.01) * quarter * 3;
    const profit = revenue - cost - shareOf(revenue, expenseShare) - standing;
    const dueOn = kind === 'ANNUAL' ? `${year + 1}-05-31` : dueAfter(month);
    const draw = random(facts.stream, 'closing', month, kind);
    const { filedOn } = filed(draw, facts.taxpayer.lateShare, dueOn);
    return [
      {
        ...{ year, kind, quarter, dueOn, filedOn, revenue, cost, profit },
        closedOn: lastDayOf(month),
        ...taxOf(facts, profit),
      },
    ];
  };
  return [...[1, 2, 3, 4].flatMap((quarter) => close(quarter, 'PREPAYMENT')), ...close(4, 'ANNUAL')];
}

/** Policy that a reduction of the income tax rests on. */
export const incomeTaxPolicy = (facts: EnterpriseFacts): string =>
  isFarming(facts) ? '农、林、牧、渔业项目所得减免' : '小型微利企业减免企业所得税';

/** What farming earns is exempt (企业所得税法 art. 27). */
const isFarming = ({ industry }: EnterpriseFacts): boolean => industry.exemptShare > 0.5;

function taxOf(facts: EnterpriseFacts, profit: number): Pick<Accounts, 'tax' | 'reduced'> {
  if (profit <= 0) return { tax: 0, reduced: 0 };
  const full = shareOf(profit, RATE);
  if (isFarming(facts)) return { tax: 0, reduced: full };
  const tax = profit <= SMALL_PROFIT ? shareOf(profit, SMALL_PROFIT_RATE) : full;
  return { tax, reduced: full - tax };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
