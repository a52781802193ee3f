import { describe, expect, it } from 'vitest';
import { eachDue } from './each-due.ts';

const fails = (message: string) => () => Promise.reject(new Error(message));

describe('eachDue', () => {
  it('does everything, one thing after the other, and counts it', async () => {
    const seen: string[] = [];
    const act = (name: string) => async () => {
      seen.push(`${name} begins`);
      await Promise.resolve();
      seen.push(`${name} ends`);
    };
    expect(await eachDue([act('a'), act('b')])).toBe(2);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('does what is behind one that fails, and fails with the first of them when it is through', async () => {
    const done: string[] = [];
    const act = (name: string) => async () => void done.push(name);
    await expect(eachDue([fails('first'), act('a'), fails('second'), act('b')])).rejects.toThrow('first');
    expect(done).toEqual(['a', 'b']);
  });

  it('has nothing to do of nothing', async () => {
    expect(await eachDue([])).toBe(0);
  });
});
