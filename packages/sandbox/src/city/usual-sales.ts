import { type Month, monthsBetween } from '@xinqiao/contracts';
import type { EnterpriseFacts } from './facts.ts';
import { shareOf } from './fen.ts';
import { random } from './random.ts';

/** Sales that the month would have, before tax, in fen; 0 before the month after establishment. */
export function usualSales(
  { trade, industry, establishedOn, storyMonth, stream }: EnterpriseFacts,
  month: Month,
): number {
  if (month <= establishedOn.slice(0, 7)) return 0;
  const season = industry.season[Number(month.slice(5)) - 1]!;
  const slump = trade.slump && month >= trade.slump.from ? trade.slump.factor : 1;
  const weather = random(stream, 'weather', month).between(0.92, 1.08);
  return shareOf(
    trade.monthlySales,
    grown(trade.growth, monthsBetween(storyMonth, month)) * season * slump * weather,
  );
}

/** Straight-line growth seen from the month of the story, always positive: 1 there. */
function grown(growth: number, months: number): number {
  const change = 1 + Math.abs(growth * months) / 12;
  return growth < 0 === months < 0 ? change : 1 / change;
}
