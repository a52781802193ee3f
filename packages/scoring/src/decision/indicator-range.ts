import type { IndicatorName } from '@xinqiao/contracts';
import { Dec } from '../decimal.ts';

/** Lowest and highest value that a formula of the catalogue can give; null = no such end. */
type Range = readonly [lowest: number | null, highest: number | null];

const ANY: Range = [null, null];
const NOT_NEGATIVE: Range = [0, null];
const SHARE: Range = [0, 1];
const YEAR: Range = [0, 12];

/**
 * A value out of range is an error in the data, however good it looks: arrears of −1 yuan must not pass for
 * none, 99 months of 12 not for the best of payers. Net sales and tax can truly be negative.
 */
const RANGES: Record<IndicatorName, Range> = {
  registrationActive: [0, 1],
  ageMonths: NOT_NEGATIVE,
  legalRepresentativeMonths: NOT_NEGATIVE,
  openAbnormalListings: NOT_NEGATIVE,
  vatFiledMonths12: YEAR,
  vatSales12: ANY,
  vatSalesGrowth12: ANY,
  vatPayable12: ANY,
  zeroFilingMonths12: YEAR,
  longestZeroFilingStreak12: YEAR,
  lateFilings12: YEAR,
  taxCreditGrade: ANY,
  openArrears: NOT_NEGATIVE,
  invoicedSales12: ANY,
  invoicedSalesGrowth12: ANY,
  invoicedMonths12: YEAR,
  longestInvoiceGap24: [0, 24],
  voidShare12: SHARE,
  redShare12: NOT_NEGATIVE,
  customers12: NOT_NEGATIVE,
  topTenCustomerShare12: SHARE,
  invoicedPurchases12: ANY,
  openEnforcements: NOT_NEGATIVE,
};

export function inRange(indicator: IndicatorName, value: Dec): boolean {
  const [lowest, highest] = RANGES[indicator];
  return (lowest === null || value.gte(new Dec(lowest))) && (highest === null || value.lte(new Dec(highest)));
}
