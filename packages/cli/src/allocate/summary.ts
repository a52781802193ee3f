import type { Allocation, ShadowPrice } from '@xinqiao/allocation';

/** What a person reads first: how much, how good, and what the limits cost. */
export function summaryOf(allocation: Allocation): string {
  const { proven, expectedProfit, upperBound, offered, expectedDrawn, offers, withoutOffer } = allocation;
  const { budget, caps } = allocation.shadowPrices;
  const lines = [
    `${offers.length} firms are offered ${offered} yuan; ${expectedDrawn} is expected to be taken`,
    `expected profit ${expectedProfit} yuan a year, ${proven ? 'proven to be the greatest' : `not proven in the time given: none is above ${upperBound}`}`,
    ...tally(withoutOffer.map(({ reason }) => reason)),
    'shadow prices, in yuan for one more yuan (firms and rates fixed · at most, with whole numbers made continuous)',
    `  budget: ${pair(budget)}`,
    ...caps.map(
      (cap) =>
        `  ${cap.over === 'RATING' ? 'rating' : 'industry'} ${cap.name}, ${cap.used} used: ${pair(cap)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

const pair = ({ amongChosen, atMost }: ShadowPrice): string => `${amongChosen ?? '–'} · ${atMost ?? '–'}`;

const tally = (reasons: readonly string[]): string[] =>
  [...new Set(reasons)].map(
    (reason) => `without offer, ${reason}: ${reasons.filter((one) => one === reason).length}`,
  );
