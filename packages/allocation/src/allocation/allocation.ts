import type { AmountCny } from '@xinqiao/contracts';
import type { Cap } from '../problem/allocation-problem.ts';
import type { Hopeless } from '../program/offer-line.ts';

/** An offer to one firm. */
export interface Offer {
  readonly firmId: string;
  /** In yuan, a multiple of the step. */
  readonly amount: AmountCny;
  /** Rate per year, as the table of rates writes it. */
  readonly annualRate: string;
  /** Rounded half even to the fen. */
  readonly expectedProfit: AmountCny;
  /** What the firm is expected to take: amount × (1 − churn); rounded up to the fen. */
  readonly expectedDrawn: AmountCny;
  /**
   * What one more yuan of the firm’s own limit would be worth; null where the offer has only one size, or as {@link ShadowPrice}.
   */
  readonly limitPrice: string | null;
}

export interface NoOffer {
  readonly firmId: string;
  /**
   * UNPROFITABLE no rate leaves a profit, NO_WHOLE_STEP no multiple of the step lies between its least and its limit,
   * NOT_CHOSEN others make better use of the budget and the caps.
   */
  readonly reason: Hopeless | 'NOT_CHOSEN';
}

/**
 * What one more yuan of a limit would add to the expected profit, in yuan at 6 places (影子价格).
 *
 * A program with whole numbers has no dual prices of its own, so two linear programs give them. Prices are marginal: they
 * hold for small changes, and where limits bind at once one of several right answers is given. Null where the time ran
 * out before the program was solved.
 */
export interface ShadowPrice {
  /** With the chosen firms and rates fixed, and their amounts free: more money for those who have an offer. */
  readonly amongChosen: string | null;
  /**
   * With every whole number made continuous: no choice of firms gains more for each further yuan, counted from the bound
   * that program gives. From the allocation itself one yuan can gain more: it may be what a whole offer lacked.
   */
  readonly atMost: string | null;
}

export interface Allocation {
  /** Whether none is better by more than half a fen; false where the solver did not show it in its time. */
  readonly proven: boolean;
  /** Rounded half even to the fen. */
  readonly expectedProfit: AmountCny;
  /** No allocation has a greater expected profit than this. */
  readonly upperBound: AmountCny;
  readonly offered: AmountCny;
  /** Of all offers together: their exact sum, rounded half even to the fen. */
  readonly expectedDrawn: AmountCny;
  /** In the order of the firms. */
  readonly offers: readonly Offer[];
  /** In the order of the firms. */
  readonly withoutOffer: readonly NoOffer[];
  readonly shadowPrices: {
    readonly budget: ShadowPrice;
    /** As the caps of the problem. */
    readonly caps: readonly (Pick<Cap, 'over' | 'name'> & { used: AmountCny } & ShadowPrice)[];
  };
}
