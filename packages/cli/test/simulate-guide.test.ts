import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { addSimulateCommand } from '../src/simulate/simulate-command.ts';

const guide = (language: string) =>
  readFileSync(new URL(`../../../docs/${language}/guides/simulate.md`, import.meta.url), 'utf8');
const block = (text: string, title: string): string =>
  new RegExp(`^\`\`\`${title}\n(.*?)^\`\`\`$`, 'ms').exec(text)?.[1] ?? '';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the guide to simulation', () => {
  const [zh, en] = [guide('zh-CN'), guide('en')];

  it('has the same commands and the same answer in both languages', () => {
    expect(block(zh, 'sh')).toBe(block(en, 'sh'));
    expect(block(zh, 'text answer')).toBe(block(en, 'text answer'));
  });

  it('prints what it says, and writes the report', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'xinqiao-simulate-guide-'));
    const report = join(folder, 'simulation.html');
    let printed = '';
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
      printed += part;
      return true;
    });
    const words = block(en, 'sh').trim().replace('simulation.html', report).split(' ');
    const program = new Command('xinqiao');
    addSimulateCommand(program);
    await program.parseAsync(words.slice(1), { from: 'user' });
    expect(printed).toContain(`\n\n${block(en, 'text answer')}`);
    expect(readFileSync(report, 'utf8')).toMatch(/^<!doctype html>.*<\/html>\n$/s);
    rmSync(folder, { recursive: true });
  });
});
