import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { IMPORT_KINDS, IMPORT_RULES } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';

const guide = (language: string) =>
  readFileSync(
    fileURLToPath(new URL(`../../../../docs/${language}/guides/imports.md`, import.meta.url)),
    'utf8',
  );

describe.each([
  ['zh-CN', 'zh'],
  ['en', 'en'],
] as const)('the import guide in %s', (folder, language) => {
  const text = guide(folder);

  it.each(Object.entries(IMPORT_RULES))('says what %s means, in the words of the code', (code, { words }) => {
    expect(text.split('\n')).toContainEqual(expect.stringMatching(new RegExp(`^\\| \`${code}\` \\|`)));
    expect(text).toContain(words[language]);
  });

  it.each(Object.entries(IMPORT_KINDS))('names the columns of %s', (kind, { columns }) => {
    expect(text).toContain(`| \`${kind}\` |`);
    expect(text).toContain(columns.join('、'));
  });
});
