import { parentPort } from 'node:worker_threads';
import {
  type ApplicationRow,
  base,
  type Simulate,
  scenarios,
  simulator,
  type Tallies,
} from '@xinqiao/sandbox';
import { rowCsv } from './rows-csv.ts';

/** Some applications of a seed. */
export interface Task {
  readonly place: number;
  readonly seed: string;
  /** Whether every move is looked at, or the assumed world alone. */
  readonly moves: boolean;
  readonly from: number;
  readonly to: number;
  /** Whether each application is wanted as a line. */
  readonly rows: boolean;
}

export interface Done {
  readonly task: Task;
  readonly tallies: Tallies[];
  /** Lines of CSV; empty where none are wanted. */
  readonly rows: string;
}

const simulators = new Map<string, Simulate>();

parentPort?.on('message', (task: Task) => {
  const { seed, moves, from, to, rows } = task;
  const key = `${seed} ${moves}`;
  const simulate = simulators.get(key) ?? simulator(seed, moves ? scenarios() : [base()]);
  simulators.set(key, simulate);
  const lines: string[] = [];
  const onRow = rows ? (row: ApplicationRow) => lines.push(rowCsv(row)) : undefined;
  const done: Done = { task, tallies: simulate(from, to, onRow), rows: lines.join('') };
  parentPort?.postMessage(done);
});
