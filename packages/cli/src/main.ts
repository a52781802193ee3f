#!/usr/bin/env node
import { IMPORT_KIND_NAMES, PlatformError } from '@xinqiao/contracts';
import { Command, Option } from 'commander';
import { type CheckOptions, checkAgency } from './agency/check-agency.ts';
import { type ServeOptions, serveAgencyFile } from './agency/serve-agency-file.ts';
import { writeSample } from './agency/write-sample.ts';
import { type AllocateOptions, allocateCredit } from './allocate/allocate-credit.ts';
import { verifyLog } from './audit/verify-log.ts';
import { type VerifyConsentOptions, verifyConsent } from './consents/verify-consent.ts';
import { openConsole } from './console/open-console.ts';
import { type ReplayOptions, replayDecision } from './decisions/replay-decision.ts';
import { demo } from './demo/demo.ts';
import { type ImportOptions, importFiles } from './import/import-files.ts';
import { type Binding, bindKey } from './keys/bind-key.ts';
import { createKey } from './keys/create-key.ts';
import { type VerifyPackageOptions, verifyPackage } from './packages/verify-package.ts';
import { addPolicyCommands } from './policy/policy-commands.ts';
import { type VerifyRegisterOptions, verifyRegisterOf } from './register/verify-register.ts';
import type { Caller } from './run/credentials.ts';
import { listOperations } from './run/list-operations.ts';
import { type RunOptions, run } from './run/run.ts';
import { addSimulateCommand } from './simulate/simulate-command.ts';
import { exportUsage } from './usage/export-usage.ts';

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
  .command('import')
  .description('Import files of source data; run again, it goes on where it stopped.')
  .argument('<paths...>', 'files (.csv, .csv.gz, .xlsx), or folders of such files')
  .option('--as <file>', 'credentials that may import; without it a trial on a server of its own')
  .option('--application <id>', 'application the key belongs to; default the one in the file')
  .option('--url <url>', 'address of the platform; default XINQIAO_URL or http://127.0.0.1:4600')
  .addOption(
    new Option('--kind <kind>', 'what the files hold; default what their headers say').choices(
      IMPORT_KIND_NAMES,
    ),
  )
  .option('--replaces <import>', 'import that the file corrects')
  .option('--json', 'print one JSON object as the last line', false)
  .action((paths: string[], options: Omit<ImportOptions, 'url'> & { url?: string }) =>
    importFiles(paths, { ...options, url: options.url ?? platformUrl() }),
  );

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

program
  .command('run')
  .description('Carry out one operation: name=text, name:=json, name:=@file.json; dots lead into objects.')
  .argument('<operation>', 'e.g. participants.apply; see xinqiao operations')
  .argument('[fields...]', 'input of the operation')
  .requiredOption('--as <file>', 'credentials of the application or staff tool that calls')
  .option('--application <id>', 'application the key belongs to; default the one in the file')
  .option('--url <url>', 'address of the platform; default XINQIAO_URL or http://127.0.0.1:4600')
  .option('--print <member>', 'print only this member of the answer, as bare text')
  .option('--idempotency-key <key>', 'name the act, so that repeating it does nothing twice')
  .action((operation: string, fields: string[], options: Partial<RunOptions> & { as: string }) =>
    run(operation, fields, { ...options, url: options.url ?? platformUrl() }),
  );

program
  .command('operations')
  .description('List the operations of the platform; with a full name, its fields.')
  .argument('[part]', 'part of the name')
  .action((part?: string) => listOperations(part));

program
  .command('register')
  .description('Work with the signed register of participants.')
  .command('verify')
  .description('Fetch the register of a platform, verify it and show who stands in it.')
  .option('--url <url>', 'address of the platform; default XINQIAO_URL or http://127.0.0.1:4600')
  .option('--history', 'fetch and check every version since the first', false)
  .option('--json', 'print one JSON object as the last line', false)
  .action((options: Omit<VerifyRegisterOptions, 'url'> & { url?: string }) =>
    verifyRegisterOf({ ...options, url: options.url ?? platformUrl() }),
  );

program
  .command('consent')
  .description('Work with consent artefacts.')
  .command('verify')
  .description('Verify an artefact, also years later and without the platform; see --keys.')
  .argument('<file>', 'the compact JWS, or a consent as the platform answers it (JSON)')
  .option('--keys <file>', 'key history kept from before; default the one the platform publishes')
  .option('--save-keys <file>', 'where to keep the key history that was used')
  .option('--url <url>', 'address of the platform; default XINQIAO_URL or http://127.0.0.1:4600')
  .option('--json', 'print one JSON object as the last line', false)
  .action((file: string, options: Omit<VerifyConsentOptions, 'file' | 'url'> & { url?: string }) =>
    verifyConsent({ ...options, file, url: options.url ?? platformUrl() }),
  );

program
  .command('package')
  .description('Work with data packages.')
  .command('verify')
  .description('Verify a package, also years later and without the platform; see --keys.')
  .argument('<file>', 'the compact JWS, as data.fetch returned it')
  .option('--keys <file>', 'key history kept from before; default the one the platform publishes')
  .option('--save-keys <file>', 'where to keep the key history that was used')
  .option('--url <url>', 'address of the platform; default XINQIAO_URL or http://127.0.0.1:4600')
  .option('--json', 'print one JSON object as the last line', false)
  .action((file: string, options: Omit<VerifyPackageOptions, 'file' | 'url'> & { url?: string }) =>
    verifyPackage({ ...options, file, url: options.url ?? platformUrl() }),
  );

program
  .command('decisions')
  .description('Work with recorded decisions.')
  .command('replay')
  .description(
    'Make a decision again from its record and compare, also years later and without the platform.',
  )
  .argument('<decision>', 'file with a decision as the platform answers it (JSON), or its id')
  .option('--policy <file>', 'its policy document; default the one delivered, else the platform’s')
  .option('--as <file>', 'credentials to read decision or policy from the platform with')
  .option('--application <id>', 'application the key belongs to; default the one in the file')
  .option('--url <url>', 'address of the platform; default XINQIAO_URL or http://127.0.0.1:4600')
  .option('--json', 'print one JSON object as the last line', false)
  .action((decision: string, options: Omit<ReplayOptions, 'url'> & { url?: string }) =>
    replayDecision(decision, { ...options, url: options.url ?? platformUrl() }),
  );

program
  .command('usage')
  .description('Work with what participants used.')
  .command('export')
  .description('Print the usage of a month as CSV, for whoever writes the bills.')
  .requiredOption('--month <month>', 'YYYY-MM')
  .requiredOption('--as <file>', 'credentials of a staff tool or application with metering:export')
  .option('--application <id>', 'application the key belongs to; default the one in the file')
  .option('--url <url>', 'address of the platform; default XINQIAO_URL or http://127.0.0.1:4600')
  .action((options: Omit<Caller, 'url'> & { month: string; url?: string }) =>
    exportUsage({ ...options, url: options.url ?? platformUrl() }),
  );

program
  .command('console')
  .description('Get a one-time code to sign in to the operator’s console with.')
  .requiredOption('--as <file>', 'credentials of your staff tool')
  .option('--application <id>', 'application the key belongs to; default the one in the file')
  .option('--url <url>', 'address of the platform; default XINQIAO_URL or http://127.0.0.1:4600')
  .action((options: Omit<Caller, 'url'> & { url?: string }) =>
    openConsole({ ...options, url: options.url ?? platformUrl() }),
  );

program
  .command('allocate')
  .description(
    'Choose whom to lend how much at what rate: the greatest expected profit within a budget and limits.',
  )
  .argument('<problem>', 'budget, costs, rates with churn, limits and firms, as JSON')
  .option('--firms <file>', 'firms as CSV, in place of those in the problem')
  .option('--seconds <seconds>', 'longest the solver may take', '60')
  .option('--json', 'print everything as one JSON object instead of the offers as CSV', false)
  .action((file: string, options: Omit<AllocateOptions, 'file'>) => allocateCredit({ ...options, file }));

const agency = program.command('agency').description('For a data agency that connects over HTTP.');
agency
  .command('sample')
  .description('Write a file of invented records to serve; prints the code of its first firm.')
  .requiredOption('--out <file>', 'where to write')
  .action((options: { out: string }) => writeSample(options));
agency
  .command('serve')
  .description('Run the reference service on a file of records.')
  .requiredOption('--key <file>', 'credentials file of the agency')
  .requiredOption('--platform <files...>', 'public keys of the platform')
  .requiredOption('--data <file>', 'records, as xinqiao agency sample writes them')
  .option('--port <port>', 'port to listen on; 0 = any free one', '4710')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--origin <url>', 'how the platform calls it; default http, the address and the port')
  .action((options: ServeOptions) => serveAgencyFile(options));
agency
  .command('check')
  .description('Call a service as the platform would, and as somebody who only pretends to be it.')
  .requiredOption('--url <url>', 'scheme, host and port of the service')
  .requiredOption('--key <file>', 'credentials file whose public key the service has pinned')
  .requiredOption('--agency <file>', 'public key of the agency')
  .option('--code <code>', 'credit code of a firm the service has records of')
  .option('--wait <seconds>', 'how long to wait for the service to come up', '0')
  .option('--json', 'print one JSON object a line', false)
  .action((options: CheckOptions) => checkAgency(options));

const keys = program.command('keys').description('Work with keys.');
keys
  .command('create')
  .description('Make a key pair: <out>.json stays with you, <out>.pub.json goes to the operator.')
  .requiredOption('--out <path>', 'where to write, without ending')
  .option('--application <id>', 'application the key is for, where it is known')
  .action((options: { out: string; application?: string }) => createKey(options));
keys
  .command('bind')
  .description('Write into a credentials file which application its key belongs to.')
  .requiredOption('--key <file>', 'credentials file')
  .option('--application <id>', 'the application')
  .option('--founded <file>', 'founded.json of a new installation, for a staff tool')
  .option('--identity <id>', 'whose staff tool it is')
  .action((options: Binding) => bindKey(options));

addPolicyCommands(program);
addSimulateCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  const json = process.argv.includes('--json');
  const code = error instanceof PlatformError ? error.code : 'INTERNAL';
  process.stderr.write(`${explain(error)}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ ok: false, code })}\n`);
  process.exitCode = 1;
}

/** Where the platform is, unless the command says. */
function platformUrl(): string {
  return process.env.XINQIAO_URL ?? 'http://127.0.0.1:4600';
}

/** What happened and what to do next, without a stack for errors of ours. */
function explain(error: unknown): string {
  if (!(error instanceof PlatformError))
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const details = Object.entries(error.details).map(([name, value]) => `  ${name}: ${String(value)}`);
  const fields = error.errors.map(({ path, problem }) => `  ${path}: ${problem}`);
  return [`${error.code}: ${error.message}`, ...details, ...fields].join('\n');
}
