/** A column of numbers. Dates are days since 1970-01-01. */
export interface NumberColumn {
  readonly kind: 'NUMBER' | 'DATE';
  readonly name: string;
  /** By row; NaN where there is no ordinary number. */
  readonly values: Float64Array;
  /** By row: 0 = an ordinary number, 1 = missing, 2 and above = `specials[code − 2]`. */
  readonly codes: Uint8Array;
  /** Codes that stand for no amount, such as `-999` or `refused`, as they are written. */
  readonly specials: readonly string[];
  /** Of each code the number that it reads as, of no more digits than the others; NaN for a word. */
  readonly amounts: readonly number[];
  /** Places after the point that its numbers are rounded to. */
  readonly places: number;
}

/** A column of names. */
export interface CategoryColumn {
  readonly kind: 'CATEGORY';
  readonly name: string;
  /** By row: place in `categories`; −1 = missing. */
  readonly codes: Int32Array;
  readonly categories: readonly string[];
}

export type Column = NumberColumn | CategoryColumn;

/** Why a column is no feature. */
export type UnusableReason = 'EMPTY' | 'CONSTANT' | 'IDENTIFIER';

export interface UnusableColumn {
  readonly name: string;
  readonly reason: UnusableReason;
}
