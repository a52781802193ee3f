import {
  type CounterpartyConcentration,
  type DateRange,
  type InvoiceDirection,
  type InvoiceLine,
  type InvoiceMonth,
  type InvoiceSummary,
  type Month,
  monthRange,
  rangeContains,
  sumAmounts,
  toAmountCny,
} from '@xinqiao/contracts';
import { ratioFigure, sumOf } from './indicators/figure.ts';
import { coversMonth, monthOfDate } from './indicators/window.ts';

const DIRECTIONS: readonly InvoiceDirection[] = ['OUT', 'IN'];

/**
 * Invoices by month, as `invoice.summary` delivers them: voids and red invoices apart, no counterparty named.
 *
 * Lines outside the range count nowhere, so the months add up to the lines delivered for the same range;
 * a month that the range covers in part holds the days inside it only. Counterparties and the share of the
 * ten largest are those of valid blue invoices in the last twelve whole months of the range, fewer when
 * the range has fewer.
 *
 * @param lines In any order.
 * @throws {ValueError} `AMOUNT_OUT_OF_RANGE` when a month's sum exceeds 16 integer digits.
 */
export function summariseInvoices(lines: readonly InvoiceLine[], range: DateRange): InvoiceSummary {
  const inRange = lines.filter(({ issuedOn }) => rangeContains(range, issuedOn));
  const groups = Map.groupBy(inRange, ({ issuedOn, direction }) => `${monthOfDate(issuedOn)} ${direction}`);
  const months = monthRange(monthOfDate(range.from), monthOfDate(range.to));
  const whole = new Set(months.filter(coversMonth(range)).slice(-12));
  const recent = inRange.filter((line) => isBlue(line) && whole.has(monthOfDate(line.issuedOn)));

  return {
    months: months.flatMap((month) =>
      DIRECTIONS.flatMap((direction) => {
        const group = groups.get(`${month} ${direction}`);
        return group ? [invoiceMonth(month, direction, group)] : [];
      }),
    ),
    concentration: DIRECTIONS.map((direction) =>
      concentrationOf(
        direction,
        recent.filter((line) => line.direction === direction),
      ),
    ),
  };
}

function invoiceMonth(
  month: Month,
  direction: InvoiceDirection,
  lines: readonly InvoiceLine[],
): InvoiceMonth {
  const valid = lines.filter(({ status }) => status === 'VALID');
  const blue = valid.filter(isBlue);
  const red = valid.filter((line) => !isBlue(line));
  return {
    month,
    direction,
    count: blue.length,
    amount: toAmountCny(sumAmounts(blue.map(({ amount }) => amount))),
    tax: toAmountCny(sumAmounts(valid.map(({ tax }) => tax))),
    redCount: red.length,
    redAmount: toAmountCny(sumAmounts(red.map(({ amount }) => amount)).abs()),
    voidCount: lines.length - valid.length,
  };
}

function concentrationOf(
  direction: InvoiceDirection,
  blue: readonly InvoiceLine[],
): CounterpartyConcentration {
  const byCounterparty = Map.groupBy(blue, ({ counterparty }) => counterparty);
  const amounts = [...byCounterparty.values()]
    .map((lines) => sumOf(lines.map(({ amount }) => amount)))
    .sort((a, b) => (a < b ? 1 : -1));
  const sum = (figures: readonly bigint[]) => figures.reduce((total, figure) => total + figure, 0n);
  return {
    direction,
    counterparties: amounts.length,
    topTenShare: ratioFigure(sum(amounts.slice(0, 10)), sum(amounts)),
  };
}

const isBlue = ({ status, amount }: InvoiceLine): boolean => status === 'VALID' && !amount.startsWith('-');
