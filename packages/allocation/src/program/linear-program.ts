/** A column of a program: a number to find, from `lower` to `upper`. */
export interface Column {
  /** What one unit adds to the objective, in yuan. */
  readonly profit: number;
  readonly lower: number;
  readonly upper: number;
  readonly integer: boolean;
}

/** A row of a program: Σ value × column ≤ atMost. */
export interface Row {
  readonly atMost: number;
  readonly entries: readonly { readonly column: number; readonly value: number }[];
}

/** Maximise Σ profit × column under rows that are all upper limits. */
export interface LinearProgram {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}
