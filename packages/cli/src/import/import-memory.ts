import { readFileSync } from 'node:fs';

/** Memory of the processes that import, in megabytes (resident set). */
export interface ImportMemory {
  /** Most that one of them ever held. */
  readonly peakRssMb: number;
  /** Most in the first and in the last third of the time: the same where an import holds no more the longer it takes. */
  readonly firstThirdRssMb: number;
  readonly lastThirdRssMb: number;
}

const SAMPLE_EVERY_MS = 100;

/**
 * Watches the import processes of a server on this machine.
 *
 * @returns Ends the watch; null where no such process was seen, or the system does not tell.
 */
export function watchImportMemory(serverPid: number): () => ImportMemory | null {
  const series: number[] = [];
  let peak = 0;
  const timer = setInterval(() => {
    const found = childrenOf(serverPid).map(memoryOf);
    if (found.length === 0) return;
    series.push(Math.max(...found.map(({ now }) => now)));
    peak = Math.max(peak, ...found.map(({ most }) => most));
  }, SAMPLE_EVERY_MS);
  return () => {
    clearInterval(timer);
    if (series.length === 0) return null;
    const third = Math.ceil(series.length / 3);
    return {
      peakRssMb: peak,
      firstThirdRssMb: Math.max(...series.slice(0, third)),
      lastThirdRssMb: Math.max(...series.slice(-third)),
    };
  };
}

/** Import processes among the children of a process. */
function childrenOf(pid: number): string[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean);
  return children.filter((child) => read(`/proc/${child}/cmdline`).includes('import-process'));
}

function memoryOf(pid: string): { now: number; most: number } {
  const status = read(`/proc/${pid}/status`);
  const megabytes = (field: string) =>
    Math.round(Number(new RegExp(`^${field}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) / 1_024);
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
}

/** Nothing where there is no such file: the process has ended, or the system has no such files. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
