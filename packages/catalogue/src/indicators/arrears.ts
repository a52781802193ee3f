import { sumAmounts } from '@xinqiao/contracts';
import { amountFigure } from './figure.ts';
import type { Formulas } from './formula.ts';

/** Indicators of `tax.arrears`. */
export const arrearsFormulas = {
  /**
   * Sum of `amount`, late fees apart, of arrears due before `asOf` and not settled on or before it: on the
   * day it is due a tax may still be paid. State on `asOf`. An empty list is 0.00; never null.
   */
  openArrears: {
    months: 0,
    value: (arrears, asOf) =>
      amountFigure(
        sumAmounts(
          arrears
            .filter(({ dueOn, settledOn }) => dueOn < asOf && (settledOn === null || settledOn > asOf))
            .map(({ amount }) => amount),
        ),
      ),
  },
} as const satisfies Formulas<'tax.arrears'>;
