/** Tells what happens, step by step, on standard error; standard output is kept for the result. */
export class Narrator {
  readonly #started = performance.now();
  #step = 0;

  /** Announces a step and runs it; says how it ended and how long it took. */
  async step<T>(what: string, run: () => Promise<T>, outcome: (value: T) => string): Promise<T> {
    this.#step++;
    const began = performance.now();
    this.#write(`\n${String(this.#step).padStart(2)}. ${what}\n`);
    const value = await run();
    this.#write(`    ✓ ${outcome(value)}  (${seconds(performance.now() - began)})\n`);
    return value;
  }

  /** A line of detail below the current step. */
  say(line: string): void {
    this.#write(`    ${line}\n`);
  }

  /** Progress of a long step: done of total, rate, time left. On a terminal the line is overwritten. */
  progress(what: string, done: number, total: number, since: number): void {
    const elapsed = (performance.now() - since) / 1000;
    const rate = done / Math.max(elapsed, 0.001);
    const left = done === 0 ? '?' : `${Math.ceil((total - done) / rate)} s`;
    const line = `    ${what}: ${done}/${total} (${Math.round((100 * done) / total)} %), ${rate.toFixed(1)}/s, ${left} left`;
    if (process.stderr.isTTY) this.#write(`\r${line.padEnd(78)}${done === total ? '\n' : ''}`);
    else if (done === total || done % Math.ceil(total / 10) === 0) this.#write(`${line}\n`);
  }

  /** Closing words. */
  end(words: string): void {
    this.#write(`\n${words}  (${seconds(performance.now() - this.#started)} in all)\n`);
  }

  #write(text: string): void {
    process.stderr.write(text);
  }
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
