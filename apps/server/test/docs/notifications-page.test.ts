import { readFileSync } from 'node:fs';
import { MESSAGE_TEMPLATE_NAMES, MESSAGE_TEMPLATES } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';

const page = (language: string) =>
  readFileSync(new URL(`../../../../docs/${language}/operations/notifications.md`, import.meta.url), 'utf8');
/** What a row of the table of templates is about, row by row. */
const rows = (text: string) => [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
/** What stands in code style on the line that says this. */
const namedBeside = (text: string, words: string) => {
  const line = text.split('\n').find((each) => each.includes(words)) ?? '';
  return [...line.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
};

describe.each([
  { language: 'en', beyond: 'beyond the ten' },
  { language: 'zh-CN', beyond: '不受十条之限' },
] as const)('the page on messages to people, $language', ({ language, beyond }) => {
  const text = page(language);

  it('says of every template, once, when it is sent and to whom', () => {
    expect(rows(text).toSorted()).toEqual(MESSAGE_TEMPLATE_NAMES.toSorted());
  });

  it('names all that is told beyond the day’s messages of an address, and nothing else', () => {
    const always = MESSAGE_TEMPLATE_NAMES.filter((name) => MESSAGE_TEMPLATES[name].always);
    expect(namedBeside(text, beyond).toSorted()).toEqual(always.toSorted());
  });
});
