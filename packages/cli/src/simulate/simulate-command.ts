import { type Command, Option } from 'commander';
import type { SimulateOptions } from './options.ts';
import { simulate } from './simulate.ts';

/** `xinqiao simulate`. */
export function addSimulateCommand(program: Command): void {
  program
    .command('simulate')
    .description(
      'Simulate the first sixteen months of a loan for households and firms against the seeded city.',
    )
    .option('--applications <count>', 'how many apply', '429988')
    .option('--seed <number>', 'the same seed gives the same bytes', '1')
    .option('--seeds <count>', 'how many seeds to go through, from that one, for the spread', '3')
    .option('--workers <count>', 'threads; default as many as the machine runs at once')
    .option('--rows <file>', 'write what became of every application of the first seed here (CSV)')
    .option('--report <file>', 'write the report here (HTML, one file)')
    .addOption(
      new Option('--language <language>', 'of summary and report').choices(['zh', 'en']).default('en'),
    )
    .option('--json', 'print one JSON object in place of the summary', false)
    .action((options: SimulateOptions) => simulate(options));
}
