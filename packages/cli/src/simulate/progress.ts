const EVERY_MS = 1000;

/** Tells how far the simulation is: on a terminal one line that is overwritten, else a line every ten percent. */
export function progress(total: number): { advance(count: number): void; end(): void } {
  const began = performance.now();
  const { isTTY } = process.stderr;
  let done = 0;
  let told = Number.NEGATIVE_INFINITY;
  let tenths = 0;
  return {
    advance(count) {
      done += count;
      const elapsed = performance.now() - began;
      const due = isTTY
        ? elapsed - told >= EVERY_MS || done === total
        : Math.floor((10 * done) / total) > tenths;
      if (!due) return;
      told = elapsed;
      tenths = Math.floor((10 * done) / total);
      const left = Math.ceil((elapsed / done) * ((total - done) / 1000));
      const line = `${Math.floor((100 * done) / total)} % · ${done.toLocaleString('en')} of ${total.toLocaleString('en')} applications · ${Math.ceil(elapsed / 1000)} s, ${left} s left`;
      process.stderr.write(isTTY ? `\r${line.padEnd(90)}` : `${line}\n`);
    },
    end() {
      if (isTTY) process.stderr.write(`\r${''.padEnd(90)}\r`);
    },
  };
}
