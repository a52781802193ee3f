export interface BulkheadLimits {
  /** Calls at once. */
  readonly concurrent: number;
  /** Calls that may wait for their turn; a further one is refused at once. */
  readonly queued: number;
}

export interface Bulkhead {
  readonly running: number;
  readonly waiting: number;
  /**
   * Waits for a place.
   *
   * @returns Gives the place back; more than once is once. Undefined when too many wait already.
   * @throws The signal’s reason when it aborts while waiting: then no place is held.
   */
  enter(signal: AbortSignal): Promise<(() => void) | undefined>;
}

/** Keeps a slow source from taking all connections and memory: so many calls at once, so many waiting, no more. */
export function bulkhead({ concurrent, queued }: BulkheadLimits): Bulkhead {
  let running = 0;
  const queue = new Set<() => void>();

  const take = () => {
    running += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      running -= 1;
      const [next] = queue;
      next?.();
    };
  };
  return {
    get running() {
      return running;
    },
    get waiting() {
      return queue.size;
    },
    async enter(signal) {
      signal.throwIfAborted();
      if (running < concurrent) return take();
      if (queue.size >= queued) return undefined;
      return new Promise((resolve, reject) => {
        const leave = () => {
          queue.delete(proceed);
          signal.removeEventListener('abort', giveUp);
        };
        const proceed = () => {
          leave();
          resolve(take());
        };
        const giveUp = () => {
          leave();
          reject(signal.reason as Error);
        };
        queue.add(proceed);
        signal.addEventListener('abort', giveUp, { once: true });
      });
    },
  };
}
