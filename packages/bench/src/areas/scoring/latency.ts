/** Microseconds on the clock below which so many in a hundred single calls stay. */
export async function p99(calls: number, once: (index: number) => unknown): Promise<number> {
  const times = new Float64Array(calls);
  for (let index = 0; index < calls; index++) {
    const start = process.hrtime.bigint();
    const result = once(index);
    if (result instanceof Promise) await result;
    times[index] = Number(process.hrtime.bigint() - start) / 1_000;
  }
  times.sort();
  return times[Math.floor(calls * 0.99)]!;
}
