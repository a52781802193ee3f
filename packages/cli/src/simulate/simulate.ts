import { closeSync, openSync, writeFileSync } from 'node:fs';
import { addTallies, type SimulationResult, simulationResult, type Tallies } from '@xinqiao/sandbox';
import { assertWritable, type Plan, planOf, type SimulateOptions, writing } from './options.ts';
import { progress } from './progress.ts';
import { simulationReport } from './report.ts';
import { ROWS_HEAD } from './rows-csv.ts';
import { runTasks } from './run-tasks.ts';
import { summaryOf } from './summary.ts';
import type { Task } from './worker.ts';

/**
 * Simulates the first months of a loan for households and firms against the seeded city, and prints what came of it beside
 * what was published. The same options give the same bytes, on however many threads.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID` for an option out of its range or a file that cannot be written
 */
export async function simulate(options: SimulateOptions): Promise<void> {
  const plan = planOf(options);
  const { rows, report, language, json } = options;
  assertWritable('--report', report);
  assertWritable('--rows', rows);
  const file = rows === undefined ? undefined : openSync(rows, 'w');
  try {
    const write = (text: string) => {
      if (file !== undefined) writing('--rows', () => writeFileSync(file, text));
    };
    write(ROWS_HEAD);
    const result = await simulated(plan, file !== undefined, write);
    if (report !== undefined)
      writing('--report', () => writeFileSync(report, simulationReport(result, language)));
    process.stdout.write(json ? `${JSON.stringify({ ok: true, ...result })}\n` : summaryOf(result, language));
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

async function simulated(
  plan: Plan,
  rows: boolean,
  onRows: (lines: string) => void,
): Promise<SimulationResult> {
  const { applications, seeds, workers } = plan;
  const tallies = new Map<string, Tallies[]>();
  const shown = progress(applications * seeds.length);
  await runTasks(tasksOf(plan, rows), workers, (done) => {
    const { seed, from, to } = done.task;
    const sums = tallies.get(seed);
    if (sums === undefined) tallies.set(seed, done.tallies);
    else for (const [at, sum] of sums.entries()) addTallies(sum, done.tallies[at]!);
    if (done.rows !== '') onRows(done.rows);
    shown.advance(to - from);
  });
  shown.end();
  return simulationResult(
    applications,
    seeds.map((seed) => ({ seed, tallies: tallies.get(seed)! })),
  );
}

/** Most applications of one task: some tenths of a second of work. */
const MOST = 1000;

function* tasksOf({ applications, seeds, workers }: Plan, rows: boolean): Generator<Task> {
  const size = Math.min(MOST, Math.ceil(applications / workers));
  let place = 0;
  for (const [at, seed] of seeds.entries())
    for (let from = 0; from < applications; from += size)
      yield {
        place: place++,
        seed,
        moves: at === 0,
        from,
        to: Math.min(from + size, applications),
        rows: rows && at === 0,
      };
}
