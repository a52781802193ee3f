import { readFileSync } from 'node:fs';
import { TRANSITIONS } from '@xinqiao/consent';
import {
  ConsentArtefact,
  ConsentEndReason,
  ConsentMode,
  ConsentPauseReason,
  ConsentRequest,
  ERRORS,
  EVENT_TYPES,
  LogEntryKind,
  PURPOSES,
} from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';

const page = (language: string) =>
  readFileSync(new URL(`../../../../docs/${language}/guides/consent.md`, import.meta.url), 'utf8');
const rows = (text: string) =>
  [...text.matchAll(/^\|(.+)\|$/gm)].map(([, row = '']) => row.split('|').map((cell) => cell.trim()));
/** What stands in code style, member by member. */
const named = (text: string) => new Set([...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name));

describe.each([
  { language: 'en', same: 'the same', key: 'en' },
  { language: 'zh-CN', same: '不变', key: 'zh' },
] as const)('the page on consent, $language', ({ language, same, key }) => {
  const text = page(language);

  it.each(Object.entries(TRANSITIONS))('says who may %s from where to where', (act, { from, to, by }) => {
    const row = rows(text).find(([first]) => first === act);
    expect(row?.slice(1, 4)).toEqual([from.join(', '), to === 'SAME' ? same : to, by.join(', ')]);
    expect(LogEntryKind.options).toContain(row?.[4]);
    expect(Object.keys(EVENT_TYPES)).toContain(row?.[5]?.replaceAll('`', ''));
  });

  it('names every field of the artefact and of the request', () => {
    const missing = [...Object.keys(ConsentArtefact.shape), ...Object.keys(ConsentRequest.shape)].filter(
      (field) => !named(text).has(field),
    );
    expect(missing).toEqual([]);
  });

  it.each(Object.entries(PURPOSES))('states the purpose %s as the contract does', (code, purpose) => {
    expect(rows(text)).toContainEqual([code, purpose[key], purpose.category, purpose.reference[key]]);
  });

  it.each([...ConsentPauseReason.options, ...ConsentEndReason.options, ...ConsentMode.options])(
    'explains %s',
    (code) => {
      expect(text).toContain(code);
    },
  );

  it('names no error that is not there', () => {
    const codes = [...named(text)].filter((name) => /^CONSENT_[A-Z_]+$/.test(name ?? ''));
    expect(codes.filter((code) => !Object.hasOwn(ERRORS, code ?? ''))).toEqual([]);
  });
});
