import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type ImportReport, PlatformError } from '@xinqiao/contracts';
import type { Clock } from '../../../clock.ts';
import type { SourceFile } from '../import-file.ts';
import type { FromProcess, Installation, ToProcess } from './import-protocol.ts';

const PROGRAM = fileURLToPath(new URL('./import-process.ts', import.meta.url));
/** Bounds of its heap in megabytes, so that the whole stays below 400: reading and storing hold a few chunks. */
const HEAP = ['--max-old-space-size=224', '--max-semi-space-size=32'];
/** Large files under way at once on this node. */
const MOST_PROCESSES = 4;
/** How long a process waits for another file, in milliseconds: starting one takes half a second. */
const IDLE_MS = 10_000;
/** Bytes that may wait in a process before more of its file is read. */
const MAX_WAITING_BYTES = 1024 * 1024;

export interface ImportProcesses {
  /**
   * Imports a file in a process of its own.
   *
   * @throws {PlatformError} as `importFile` does; `IMPORTS_BUSY`; `IMPORT_BROKEN_OFF` when the process dies
   */
  importFile(file: SourceFile): Promise<ImportReport>;
  close(): Promise<void>;
}

/** @param onStart Told the process id of each process that is started. */
export function importProcesses(
  installation: Installation,
  clock: Clock,
  onStart: (pid: number | undefined) => void,
): ImportProcesses {
  const all = new Set<ImportProcess>();
  const idle: ImportProcess[] = [];
  const noLongerIdle = (one: ImportProcess) => {
    const at = idle.indexOf(one);
    if (at !== -1) idle.splice(at, 1);
  };
  const start = (): ImportProcess => {
    if (all.size >= MOST_PROCESSES)
      throw new PlatformError('IMPORTS_BUSY', { details: { retryAfterSeconds: 5 } });
    const started = new ImportProcess(installation, () => {
      all.delete(started);
      noLongerIdle(started);
    });
    all.add(started);
    onStart(started.pid);
    return started;
  };
  return {
    async importFile(file) {
      const taken = idle.pop() ?? start();
      try {
        return await taken.importFile(file, clock.now().getTime() - Date.now());
      } finally {
        if (all.has(taken)) {
          idle.push(taken);
          taken.rest(() => noLongerIdle(taken));
        }
      }
    },
    close: async () => {
      await Promise.all([...all].map((each) => each.close()));
    },
  };
}

/** One process; it imports one file at a time. */
class ImportProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  #receive: (message: FromProcess | 'exit') => void = () => {};
  #idle: NodeJS.Timeout | undefined;

  constructor(installation: Installation, onExit: () => void) {
    // Nothing of the server’s environment: it holds logins and keys that no import needs.
    this.#child = fork(PROGRAM, [], { env: {}, execArgv: HEAP, serialization: 'advanced' });
    this.#exited = once(this.#child, 'exit');
    this.#child.on('message', (message: FromProcess) => this.#receive(message));
    this.#child.once('exit', () => {
      onExit();
      this.#receive('exit');
    });
    // What cannot be sent to a process that dies is told by its exit.
    this.#child.on('error', () => {});
    this.#send({ type: 'open', installation });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  async importFile({ body, ...file }: SourceFile, aheadMs: number): Promise<ImportReport> {
    clearTimeout(this.#idle);
    let waiting = 0;
    let over = false;
    let drained: () => void = () => {};
    const answered = new Promise<ImportReport>((resolve, reject) => {
      this.#receive = (message) => {
        if (message === 'exit') reject(new PlatformError('IMPORT_BROKEN_OFF'));
        else if (message.type === 'read') waiting -= message.bytes;
        else if (message.type === 'report') resolve(message.report);
        else reject(refusalOf(message));
        drained();
      };
    });
    const feed = async () => {
      this.#send({ type: 'file', file, aheadMs });
      try {
        for await (const bytes of body) {
          if (over) return;
          waiting += bytes.length;
          this.#send({ type: 'piece', bytes });
          while (waiting > MAX_WAITING_BYTES && !over)
            await new Promise<void>((resolve) => {
              drained = resolve;
            });
        }
        if (!over) this.#send({ type: 'end' });
      } catch {
        // Nobody is left to hear the answer: what is stored stays, and the same bytes can go on from there.
        if (!over) this.#send({ type: 'broken' });
      }
    };
    void feed();
    try {
      return await answered;
    } finally {
      over = true;
      drained();
    }
  }

  /** Ends by itself when it is not used for a while; `onEnd` is told first, so that nobody hands it a file then. */
  rest(onEnd: () => void): void {
    this.#idle = setTimeout(() => {
      onEnd();
      void this.close();
    }, IDLE_MS).unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    if (this.#child.connected) this.#child.disconnect();
    await this.#exited;
  }

  #send(message: ToProcess): void {
    if (this.#child.connected) this.#child.send(message, () => {});
  }
}

const refusalOf = ({ code, details, trace }: Extract<FromProcess, { type: 'refused' }>): PlatformError =>
  new PlatformError(code, {
    details,
    ...(trace === undefined ? {} : { cause: new Error(`in an import process: ${trace}`) }),
  });
