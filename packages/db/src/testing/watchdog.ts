import { spawn } from 'node:child_process';

/** Waits for the end of its input, which comes with the end of this process, however it ends. */
const SCRIPT = `
  cat
  kill -INT "$(head -n 1 "$0/data/postmaster.pid")"
  while [ -e "$0/data/postmaster.pid" ]; do sleep 0.1; done
  rm -r "$0"`;

/**
 * Stops the server in `directory` and removes its files if this process is killed before it could.
 *
 * @returns Call it to dismiss the watchdog.
 */
export function watchOver(directory: string): () => void {
  const watchdog = spawn('/bin/sh', ['-c', SCRIPT, directory], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  return () => process.kill(-watchdog.pid!, 'SIGKILL');
}
