import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LocalizedText } from '../values/index.ts';
import { ERRORS } from './error-code.ts';

const FOLDER = new URL('./codes/', import.meta.url);
const groups: Record<string, object>[] = await Promise.all(
  readdirSync(FOLDER).map((file) => import(new URL(file, FOLDER).href)),
);
const grouped = groups.flatMap((group) => Object.values(group).flatMap((codes) => Object.keys(codes)));

describe('ERRORS', () => {
  it('holds the codes of every group, and none of them stands in two', () => {
    expect(grouped.sort()).toEqual(Object.keys(ERRORS).sort());
  });

  it.each(Object.entries(ERRORS))('%s says what happened in both languages', (_code, { message }) => {
    expect(LocalizedText.safeParse(message).success).toBe(true);
  });
});
