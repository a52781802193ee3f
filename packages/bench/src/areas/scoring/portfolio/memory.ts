import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** How often memory is looked at, in milliseconds. */
const INTERVAL_MS = 200;

/** Megabytes, pages that several processes share counted once (`Pss` of Linux). */
export interface Memory {
  /** Of this process. */
  readonly ours: number;
  /** Of PostgreSQL: the server and every process it started, its shared buffers included. */
  readonly database: number;
  /** Most of both together at one time. */
  readonly together: number;
}

/**
 * Watches the memory of this process and of a PostgreSQL.
 *
 * @param backend Process that serves a connection of the server; its parent is the server.
 */
export function watchMemory(backend: number): { stop(): Promise<Memory | null> } {
  let most: Memory | null = null;
  let stopped = false;
  const look = async () => {
    const now = await memoryNow(backend);
    if (now === null) return;
    most = {
      ours: Math.max(most?.ours ?? 0, now.ours),
      database: Math.max(most?.database ?? 0, now.database),
      together: Math.max(most?.together ?? 0, now.ours + now.database),
    };
  };
  const watching = (async () => {
    while (!stopped) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
    }
    await look();
  })();
  return {
    async stop() {
      stopped = true;
      await watching;
      return most;
    },
  };
}

async function memoryNow(backend: number): Promise<Omit<Memory, 'together'> | null> {
  try {
    const [ours, ...database] = await Promise.all(
      [String(process.pid), ...(await processesOf(backend))].map(shareOf),
    );
    const total = database.reduce((sum, share) => sum + share, 0);
    return { ours: Math.round(ours! / 1_024), database: Math.round(total / 1_024) };
  } catch {
    return null; // no such files on this system
  }
}

/** The server and all processes it started. */
async function processesOf(backend: number): Promise<string[]> {
  const server = await parentOf(String(backend));
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const parents = await Promise.all(pids.map(parentOf));
  return [server, ...pids.filter((_, place) => parents[place] === server)];
}

/** Ticks of a second in which the kernel counts processor time. */
const TICKS = 100;

/** Seconds of processor time that processes have had so far; null where it cannot be read. */
export async function processorSeconds(pids: readonly number[]): Promise<number | null> {
  try {
    const stats = await Promise.all(
      pids.map((pid) => readFile(path.join('/proc', String(pid), 'stat'), 'utf8')),
    );
    const ticks = stats.map((stat) => {
      const [user, system] = stat.split(') ')[1]!.split(' ').slice(11, 13);
      return Number(user) + Number(system);
    });
    return ticks.reduce((sum, own) => sum + own, 0) / TICKS;
  } catch {
    return null; // no such files on this system
  }
}

/** Empty when the process went away. */
async function parentOf(pid: string): Promise<string> {
  const stat = await readFile(path.join('/proc', pid, 'stat'), 'utf8').catch(() => '');
  return stat.split(') ')[1]?.split(' ')[1] ?? '';
}

/** Kilobytes; 0 when the process went away. */
async function shareOf(pid: string): Promise<number> {
  const rollup = await readFile(path.join('/proc', pid, 'smaps_rollup'), 'utf8').catch(() => 'Pss: 0 kB');
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
}
