import { PlatformError } from '@xinqiao/contracts';
import { DatabaseError } from '@xinqiao/db';
import { type Configuration, readConfiguration } from './configuration.ts';
import { rotateKeys } from './keys/rotate-command.ts';
import { startServer } from './start-server.ts';

/**
 * Starts the server, says where it is, and stops it in order on Ctrl-C or SIGTERM. With `rotate-keys PURPOSE…` it makes
 * the next signing keys instead; `--retire` lets the old ones of log and deliveries go too.
 */
try {
  const configuration = readConfiguration(process.env);
  const [command, ...args] = process.argv.slice(2);
  if (command === 'rotate-keys') {
    const purposes = args.filter((argument) => argument !== '--retire');
    const made = await rotateKeys(configuration, purposes, args.includes('--retire'));
    process.stdout.write(`${made.join('\n')}\n`);
  } else await run(configuration);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.send?.({ ready: false, code: (error as { code?: string }).code ?? 'INTERNAL' });
  process.exitCode = 1;
  process.disconnect?.();
}

async function run(configuration: Configuration): Promise<void> {
  const server = await startServer(configuration);
  // A parent process (the demo, a test) is told; a person reads the line.
  process.send?.({ ready: true, url: server.url });
  process.stdout.write(`Xinqiao 信桥 is ready: ${server.url}\n`);
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.close();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (process.send !== undefined) process.on('disconnect', stop);
}

/** What a person at the terminal needs to know, without a stack of ours. */
function explain(error: unknown): string {
  if (error instanceof PlatformError) {
    const fields = error.errors.map(({ path, problem }) => `  ${path}: ${problem}`);
    const details = Object.entries(error.details).map(([name, value]) => `  ${name}: ${String(value)}`);
    return [`${error.code}: ${error.message}`, ...fields, ...details].join('\n');
  }
  if (error instanceof DatabaseError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
