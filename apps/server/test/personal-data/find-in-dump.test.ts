import { describe, expect, it } from 'vitest';
import { disguisesIn, findInDump } from './support/find-in-dump.ts';

const VALUE = '欧阳试植 13912345678';

describe('what looks for planted values finds them', () => {
  it.each([
    ['in clear', VALUE],
    ['in base64', Buffer.from(VALUE).toString('base64')],
    ['in base64url, one byte in', Buffer.from(`x${VALUE}y`).toString('base64url')],
    ['in base64, two bytes in', Buffer.from(`xy${VALUE} and so on`).toString('base64')],
    ['in hex', Buffer.from(`xx${VALUE}`).toString('hex')],
    [
      'in the payload of a token',
      `e30.${Buffer.from(JSON.stringify({ name: VALUE })).toString('base64url')}.AA`,
    ],
    ['in an address', `https://bank.example/?q=${encodeURIComponent(VALUE)}`],
  ])('%s', (_how, text) => {
    expect(disguisesIn(`before ${text} after`, VALUE)).not.toEqual([]);
    expect(findInDump(new Map([['table', text]]), VALUE)).toHaveLength(disguisesIn(text, VALUE).length);
  });

  it('and finds nothing where nothing is', () => {
    expect(disguisesIn(Buffer.from('欧阳 试植 139 1234 5678').toString('base64'), VALUE)).toEqual([]);
  });
});
