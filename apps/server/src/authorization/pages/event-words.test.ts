import { LogEntryKind } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { eventWords } from './event-words.ts';

/** About no firm, or of a referral that is not settled: row security keeps those from her. */
const NOT_HERS =
  /^(AGENT|PARTICIPANT|PERSON|LICENCE|APPLICATION|KEY|PROPOSAL|POLICY|BREAK_GLASS)_|^REFERRAL_(PROPOSED|SENT_BACK)$|^(STAFF_CHANGED|CONSOLE_OPENED|REGISTER_PUBLISHED|WEBHOOK_CHANGED|EVENTS_REPLAYED|CORRECTION_ASSIGNED|CONTACT_CHANGED|USAGE_EXPORTED|SOURCE_IMPORTED)$/;
const hers = LogEntryKind.options.filter((kind) => !NOT_HERS.test(kind));
const unknown = eventWords('LATER_KIND');

describe('eventWords', () => {
  it.each(hers)('%s is said in both languages', (kind) => {
    const { zh, en } = eventWords(kind);
    expect([zh, en]).not.toEqual([unknown.zh, unknown.en]);
    expect(zh).toMatch(/^[\p{Script=Han}，]+$/u);
    expect(en).toMatch(/^[A-Z][a-z ;,]*[a-z]$/);
  });

  it.each(['LATER_KIND', 'toString', 'REFERRAL_PROPOSED'])(
    '%s, which has no words, stays no code',
    (kind) => {
      expect(eventWords(kind)).toEqual({ zh: '其他记录', en: 'Another entry' });
    },
  );
});
