import type { Indicators, IndicatorValue } from '@xinqiao/contracts';

type Random = () => number;

/** Numbers in [0, 1) that are the same in every run (Marsaglia’s xorshift, 32 bits). */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/**
 * Made-up applicants with the indicators of 税融通: more than half pass admission, a tenth of the amounts and ratios lie
 * on a bound of the policy, and few are not known.
 */
export function applicants(count: number, seed = 20_261_121): Indicators[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => ({
    registrationActive: rarely(random, 0.02, 1, 0),
    ageMonths: rarely(random, 0.005, whole(random, 18, 120), null),
    openAbnormalListings: rarely(random, 0.02, 0, 1),
    openEnforcements: rarely(random, 0.02, 0, 2),
    openArrears: rarely(random, 0.02, '0.00', '0.01'),
    taxCreditGrade: 'AAABBBBMMC'[whole(random, 0, 9)] ?? 'D',
    vatPayable12: amount(
      random,
      [8_000, 900_000],
      ['9999.99', '10000.00', '30000.00', '100000.00', '300000.00'],
    ),
    legalRepresentativeMonths: whole(random, 6, 80),
    vatSalesGrowth12: rarely(
      random,
      0.03,
      ratio(random, -0.6, 0.6, ['-0.4', '-0.2', '0', '-0.200001']),
      null,
    ),
    zeroFilingMonths12: rarely(random, 0.2, 0, whole(random, 1, 7)),
    vatFiledMonths12: rarely(random, 0.2, 12, whole(random, 0, 12)),
    lateFilings12: rarely(random, 0.3, 0, whole(random, 1, 4)),
    invoicedSales12: amount(
      random,
      [100_000, 30_000_000],
      ['300000.00', '999999.99', '1000000.00', '3000000.00'],
    ),
    longestInvoiceGap24: rarely(random, 0.03, whole(random, 0, 7), null),
    topTenCustomerShare12: rarely(random, 0.03, ratio(random, 0.2, 1, ['0.5', '0.8', '0.95', '1']), null),
  }));
}

const rarely = (
  random: Random,
  share: number,
  usual: IndicatorValue,
  rare: IndicatorValue,
): IndicatorValue => (random() < share ? rare : usual);

/** Both ends included. */
const whole = (random: Random, lowest: number, highest: number): number =>
  lowest + Math.floor(random() * (highest - lowest + 1));

const onBound = (random: Random, bounds: readonly string[]): string | undefined =>
  random() < 0.1 ? bounds[whole(random, 0, bounds.length - 1)] : undefined;

/** Yuan, evenly spread over the orders of magnitude. */
function amount(
  random: Random,
  [lowest, highest]: readonly [number, number],
  bounds: readonly string[],
): string {
  const fen = Math.floor(100 * lowest * (highest / lowest) ** random());
  return onBound(random, bounds) ?? `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

const ratio = (random: Random, lowest: number, highest: number, bounds: readonly string[]): string =>
  onBound(random, bounds) ?? String(whole(random, lowest * 1_000_000, highest * 1_000_000) / 1_000_000);
