import { type Month, monthsBetween } from '@xinqiao/contracts';
import type { EnterpriseFacts } from './facts.ts';
import { shareOf } from './fen.ts';
import { random } from './random.ts';

/** Sales that the month would have, before tax, in fen; 0 before the month after establishment. */
export function usualSales(facts: EnterpriseFacts, month: Month): number {
  const { trade, industry, establishedOn, storyMonth, stream } = facts;
  if (month <= establishedOn.slice(0, 7)) return 0;
  const season = industry.season[Number(month.slice(5)) - 1]!;
  const weather = random(stream, 'weather', month).between(0.92, 1.08);
  return shareOf(
    trade.monthlySales,
    grown(trade.growth, monthsBetween(storyMonth, month)) * season * slumpOf(facts, month) * weather,
  );
}

/** Sales of an average month at that time, in fen, without season and chance: what staff and stock are sized by. */
export const salesLevel = (facts: EnterpriseFacts, month: Month): number =>
  shareOf(
    facts.trade.monthlySales,
    grown(facts.trade.growth, monthsBetween(facts.storyMonth, month)) * slumpOf(facts, month),
  );

const slumpOf = ({ trade: { slump } }: EnterpriseFacts, month: Month): number =>
  slump && month >= slump.from ? slump.factor : 1;

/** Straight-line growth seen from the month of the story, always positive: 1 there. */
function grown(growth: number, months: number): number {
  const change = 1 + Math.abs(growth * months) / 12;
  return growth < 0 === months < 0 ? change : 1 / change;
}
