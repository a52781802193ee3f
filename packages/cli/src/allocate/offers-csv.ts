import type { Offer } from '@xinqiao/allocation';

const COLUMNS = 'firm_id,amount,annual_rate,expected_profit,expected_drawn,limit_price';

/** Offers as CSV, a line for each. The name of a firm begins with a letter or digit, so no spreadsheet takes it for a formula. */
export const offersCsv = (offers: readonly Offer[]): string =>
  [
    COLUMNS,
    ...offers.map(({ firmId, amount, annualRate, expectedProfit, expectedDrawn, limitPrice }) =>
      [quoted(firmId), amount, annualRate, expectedProfit, expectedDrawn, limitPrice ?? ''].join(','),
    ),
    '',
  ].join('\r\n');

const quoted = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
