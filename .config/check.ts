import { spawn } from 'node:child_process';
import { documentsInSync } from './generated-documents.ts';

/** Everything `npm run check` promises, in the order in which a mistake is cheapest to find. */
interface Step {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
}
interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs one of the project's own scripts and keeps what it prints. */
const script = (name: string) => (): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', name], { env: { ...process.env, FORCE_COLOR: '0' } });
    let output = '';
    const keep = (text: Buffer) => {
      output += text;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ ok: false, output: String(error) }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });

/** dependency-cruiser exits 0 when it saw nothing: a check that is blind must not be green. */
async function imports(): Promise<Outcome> {
  const { ok, output } = await script('check:imports')();
  const [, modules = '0'] = /(\d+) modules/.exec(output) ?? [];
  const blind = Number(modules) < 100;
  return { ok: ok && !blind, output: blind ? `${output}\nonly ${modules} modules were seen` : output };
}

const STEPS: readonly Step[] = [
  { name: 'biome: format and lint', run: script('check:lint') },
  { name: 'types', run: script('check:types') },
  { name: 'dependency-cruiser: who imports whom', run: imports },
  { name: 'knip: nothing unused, nothing undeclared', run: script('check:unused') },
  { name: 'generated documents in sync', run: documentsInSync },
  { name: 'site: no dead link, no missing translation', run: script('check:site') },
  { name: 'publint, attw: what is published', run: script('check:published') },
];

let failed = 0;
for (const { name, run } of STEPS) {
  const since = performance.now();
  const { ok, output } = await run();
  process.stdout.write(`${ok ? '✓' : '✗'} ${name}  (${((performance.now() - since) / 1000).toFixed(1)} s)\n`);
  if (!ok) {
    failed++;
    process.stdout.write(`${output.trimEnd()}\n\n`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
