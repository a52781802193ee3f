import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ARTIFACTS = fileURLToPath(new URL('../../../../../artifacts/', import.meta.url));

/** Writes down what was measured, as `artifacts/<name>.json`. */
export function record(name: string, figures: Readonly<Record<string, unknown>>): void {
  mkdirSync(ARTIFACTS, { recursive: true });
  writeFileSync(join(ARTIFACTS, `${name}.json`), `${JSON.stringify(figures)}\n`);
}

/** Seconds since it was started, whole. */
export function stopwatch(): () => number {
  const startedAt = performance.now();
  return () => Math.round((performance.now() - startedAt) / 1000);
}
