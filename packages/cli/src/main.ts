#!/usr/bin/env node
import { PlatformError } from '@xinqiao/contracts';
import { Command } from 'commander';
import { verifyLog } from './audit/verify-log.ts';
import { demo } from './demo/demo.ts';

const program = new Command('xinqiao').description(
  'Xinqiao 信桥: consented data for lending to small firms.',
);

program
  .command('demo')
  .description('Play the whole job: ask, agree, fetch, decide, prove, stop.')
  .option(
    '--data <dir>',
    'play it for real firms: a folder with 附件1_企业信息, _进项发票信息 and _销项发票信息 (.csv or .csv.gz)',
  )
  .option('--json', 'print one JSON object as the last line', false)
  .action((options: { data?: string; json: boolean }) => demo(options));

program
  .command('audit')
  .description('Work with the access log.')
  .command('verify')
  .description('Fetch the published tree of a platform and check it against its signed checkpoint.')
  .requiredOption('--url <url>', 'address of the platform')
  .option(
    '--key <vkey>',
    'verifier key of the log, as you recorded it; default the one the platform publishes',
  )
  .option('--json', 'print one JSON object as the last line', false)
  .action((options: { url: string; key?: string; json: boolean }) => verifyLog(options));

try {
  await program.parseAsync();
} catch (error) {
  const json = process.argv.includes('--json');
  const code = error instanceof PlatformError ? error.code : 'INTERNAL';
  process.stderr.write(`${explain(error)}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ ok: false, code })}\n`);
  process.exitCode = 1;
}

/** What happened and what to do next, without a stack for errors of ours. */
function explain(error: unknown): string {
  if (!(error instanceof PlatformError))
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const details = Object.entries(error.details).map(([name, value]) => `  ${name}: ${String(value)}`);
  const fields = error.errors.map(({ path, problem }) => `  ${path}: ${problem}`);
  return [`${error.code}: ${error.message}`, ...details, ...fields].join('\n');
}
