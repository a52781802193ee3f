#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import type { Findings } from './area.ts';
import { AREAS } from './areas/index.ts';
import { ROUNDS } from './harness/measure.ts';

interface Options {
  readonly json: boolean;
  readonly seconds: number;
}

const program = new Command('bench')
  .description('Measures one area of Xinqiao 信桥: ratios beside peers and physical limits.')
  .argument('[area]', 'what to measure; without it the areas are listed')
  .option('--json', 'print one JSON object as the last line of stdout', false)
  .option('--seconds <n>', 'seconds to measure, warm-up included', wholeSeconds, 40)
  .action(bench);

async function bench(name: string | undefined, { json, seconds }: Options): Promise<void> {
  const area = name !== undefined && Object.hasOwn(AREAS, name) ? AREAS[name] : undefined;
  if (area === undefined) {
    const problem =
      name === undefined ? 'Name an area' : `There is no area ${JSON.stringify(name)}. Name one`;
    process.stderr.write(`${problem}: npm run bench -- <area>\n${listAreas()}`);
    if (json) process.stdout.write(`${JSON.stringify({ ok: false, areas: Object.keys(AREAS) })}\n`);
    process.exitCode = 1;
    return;
  }
  process.stderr.write(`${name}: ${area.about}\n${ROUNDS} rounds in ${seconds} s …\n`);
  const found = await area.run(seconds);
  process.stderr.write(describe(found));
  const { node, v8 } = process.versions;
  const { figures = {}, ...measured } = found;
  if (json)
    process.stdout.write(
      `${JSON.stringify({ ...figures, ok: true, area: name, seconds, rounds: ROUNDS, node, v8, ...measured })}\n`,
    );
}

const listAreas = () =>
  Object.entries(AREAS)
    .map(([name, { about }]) => `  ${name.padEnd(10)}${about}\n`)
    .join('');

function describe({ perCpuSecond, ratios, figures = {} }: Findings): string {
  const count = (value: number) => Math.round(value).toLocaleString('en');
  const rates = Object.entries(perCpuSecond).map(
    ([name, { median, lowest, highest }]) =>
      `  ${name.padEnd(28)}${count(median).padStart(12)} /cpu-s  (${count(lowest)} to ${count(highest)})\n`,
  );
  const compared = ratios.map(
    ({ of, to, median, lowest, highest }) =>
      `  ${of} ÷ ${to} = ${median.toFixed(3)}  (${lowest.toFixed(3)} to ${highest.toFixed(3)})\n`,
  );
  const others = Object.entries(figures).map(([name, each]) => `  ${name}: ${JSON.stringify(each)}\n`);
  return [...rates, ...compared, ...others].join('');
}

function wholeSeconds(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('Write whole seconds, 1 to 99999.');
  return Number(text);
}

await program.parseAsync();
