import {
  addMonths,
  type CalendarDate,
  type HousingFundMonth,
  type Month,
  monthsBetween,
  type SocialInsuranceMonth,
  type UtilityMonth,
} from '@xinqiao/contracts';
import { type EnterpriseFacts, isIn } from './facts.ts';
import { shareOf, yuan } from './fen.ts';
import { random } from './random.ts';
import { salesLevel, usualSales } from './usual-sales.ts';

/** Yearly sales to one employee by section of GB/T 4754, in fen; invented, of a plausible size. */
const SALES_TO_ONE: Readonly<Record<string, number>> = {
  A: 60_000_000,
  C: 70_000_000,
  E: 90_000_000,
  F: 120_000_000,
  G: 70_000_000,
  H: 28_000_000,
  I: 45_000_000,
};
const USUAL_SALES_TO_ONE = 80_000_000;

/** Contributions of one insured month, in fen: 25.5 % of the least basis at present, a little more every year. */
const contribution = (month: Month): number => shareOf(110_000, 1 + monthsBetween('2026-01', month) * 0.003);
const DEPOSIT = 52_000;

/** Days after which the agencies know a month: they collect in the next. */
const isKnown = (month: Month, asOf: CalendarDate): boolean => `${addMonths(month, 1)}-10` <= asOf;

/** Whether money was short in a month: taxes were not paid, and so is not all else. */
const isShort = ({ taxpayer }: EnterpriseFacts, month: Month): boolean =>
  taxpayer.unpaid.some((spell) => isIn(month, spell));

/** Whether nothing is sold in a month and nothing of it filed: the business rests. */
const isIdle = ({ trade }: EnterpriseFacts, month: Month): boolean =>
  trade.silences.some((spell) => spell.filedShare === 0 && isIn(month, spell));

/** Persons insured in a month; 0 before the first full one, and in one that is not filed for any more. */
function insuredIn(facts: EnterpriseFacts, month: Month): number {
  const { stream, industry, establishedOn, taxpayer } = facts;
  if (month <= establishedOn.slice(0, 7) || taxpayer.unfiled.some((spell) => isIn(month, spell))) return 0;
  const lean = random(stream, 'insured').between(0.7, 1.2);
  const toOne = SALES_TO_ONE[industry.code.charAt(0)] ?? USUAL_SALES_TO_ONE;
  const staff = ((salesLevel(facts, month) * 12) / toOne) * lean;
  const working = isIdle(facts, month) ? staff * 0.3 : staff;
  const coming = working > 6 ? random(stream, 'insured', month).int(-1, 1) : 0;
  return Math.max(1, Math.round(working) + coming);
}

/** Undefined where nobody is insured, or the agency does not know the month yet. */
export function socialInsurance(
  facts: EnterpriseFacts,
  month: Month,
  asOf: CalendarDate,
): SocialInsuranceMonth | undefined {
  const insured = insuredIn(facts, month);
  if (insured === 0 || !isKnown(month, asOf)) return undefined;
  const due = insured * contribution(month);
  return {
    ...{ month, insured, due: yuan(due) },
    paid: yuan(isShort(facts, month) ? shareOf(due, 0.5) : due),
  };
}

/** Companies with three insured and more pay in for most of them; in a month short of money for none. */
export function housingFund(
  facts: EnterpriseFacts,
  month: Month,
  asOf: CalendarDate,
): HousingFundMonth | undefined {
  const insured = insuredIn(facts, month);
  const draw = random(facts.stream, 'housing-fund');
  const [pays, share] = [draw.chance(0.8), draw.between(0.5, 1)];
  if (facts.type === 'SOLE_TRADER' || !pays || insured < 3 || !isKnown(month, asOf)) return undefined;
  const depositors = isShort(facts, month) ? 0 : Math.max(1, Math.floor(insured * share));
  return { month, depositors, paid: yuan(depositors * DEPOSIT) };
}

/** What ten thousand yuan of sales use in water and gas (cubic metres) and electricity (kilowatt-hours), by section. */
const USE: Readonly<Record<string, readonly [number, number, number]>> = {
  A: [9, 0, 60],
  C: [4, 3, 190],
  H: [6, 12, 240],
};
const USUAL_USE = [0.8, 0, 35] as const;
const UTILITIES = [
  { utility: 'WATER', price: 320 },
  { utility: 'GAS', price: 345 },
  { utility: 'ELECTRICITY', price: 68 },
] as const;

/** Water, gas and electricity of a month: a little stands, the rest goes with the sales of the season. */
export function utilityUsage(facts: EnterpriseFacts, month: Month, asOf: CalendarDate): UtilityMonth[] {
  const { stream, industry, establishedOn, taxpayer } = facts;
  if (month <= establishedOn.slice(0, 7) || !isKnown(month, asOf)) return [];
  if (taxpayer.unfiled.some((spell) => isIn(month, spell))) return [];
  const draw = random(stream, 'utility', month);
  const sold = isIdle(facts, month) ? 0 : usualSales(facts, month);
  const tenThousands = (salesLevel(facts, month) * 0.1 + sold * 0.9) / 1_000_000;
  const use = USE[industry.code.charAt(0)] ?? USUAL_USE;
  return UTILITIES.flatMap(({ utility, price }, at): UtilityMonth[] => {
    const units = Math.round(tenThousands * use[at]! * draw.between(0.9, 1.1));
    if (use[at] === 0) return [];
    const billed = units * price;
    return [
      {
        ...{ month, utility, quantity: String(units), billed: yuan(billed) },
        overdue: yuan(isShort(facts, month) ? billed : 0),
      },
    ];
  });
}
