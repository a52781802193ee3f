import type { LinearProgram } from '../program/linear-program.ts';

export interface IntegerSolution {
  /** As the columns; whole numbers where the column is integer, to the solver’s tolerance. Null where none was found. */
  readonly values: readonly number[] | null;
  /** No solution has a greater objective, in yuan; below any where there is no solution. */
  readonly bound: number;
  /** Whether the solution was shown to be the best, to half a fen, or that there is none; false where it was not in time. */
  readonly proven: boolean;
  /** How long it took. */
  readonly seconds: number;
}

export interface LinearSolution {
  /** As the columns, few of them between their ends; null where the method gives no such solution. */
  readonly values: readonly number[] | null;
  /** As the rows: what one more unit of `atMost` is worth, in yuan. */
  readonly prices: readonly number[];
  /** How long it took. */
  readonly seconds: number;
}

/** What solves programs. Port, so that another library can take its place. */
export interface Solver {
  /** @param seconds Longest it may take. */
  integer(program: LinearProgram, seconds: number): IntegerSolution;
  /** Solves with every column continuous. @returns Undefined where it found no answer in time */
  linear(program: LinearProgram, seconds: number): LinearSolution | undefined;
}
