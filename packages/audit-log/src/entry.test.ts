import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flipBit, sha256 } from '../test/reference-tree.ts';
import { commit } from './commitment.ts';
import { entryLeaf, opens, parseEntryLeaf } from './entry.ts';

const salt = new Uint8Array(32).fill(7);
const detail = { subject: '91341600MA2MABCD1X', purpose: '授信审批' };

/** A valid entry; each test names only the fact it is about. */
const entry = (fact: object = {}) => ({
  operatorId: 'opr_bozhou',
  entryId: 'ent_01935b0e-7c4a-7def-8123-456789abcdef',
  kind: 'access.allowed',
  recordedAt: '2026-11-21T08:00:00.000Z',
  commitment: commit(sha256, salt, detail),
  ...fact,
});
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (value: string) => new TextEncoder().encode(value);
const malformed = expect.objectContaining({ code: 'LEAF_MALFORMED' });

describe('entry leaf · RFC 8785', () => {
  it('is the canonical JSON of six members and nothing else', () => {
    const commitment = 'A'.repeat(43);
    expect(text(entryLeaf(entry({ commitment, subject: '91341600MA2MABCD1X' })))).toBe(
      `{"commitment":"${commitment}","entryId":"ent_01935b0e-7c4a-7def-8123-456789abcdef",` +
        '"kind":"access.allowed","operatorId":"opr_bozhou","recordedAt":"2026-11-21T08:00:00.000Z","version":1}',
    );
  });

  it('is read back as it was written', () => {
    expect(parseEntryLeaf(entryLeaf(entry()))).toEqual({ version: 1, ...entry() });
  });

  it.each([
    ['a name where an identifier belongs', { operatorId: '亳州' }],
    ['a sentence for a kind', { kind: 'read by bank' }],
    ['an empty identifier', { entryId: '' }],
    ['an identifier of 129 characters', { entryId: 'e'.repeat(129) }],
    ['a line break after an identifier', { kind: 'access.allowed\n' }],
    ['an identifier that is no text', { entryId: 7 }],
    ['a day that does not exist', { recordedAt: '2026-02-30T08:00:00.000Z' }],
    ['an instant without milliseconds', { recordedAt: '2026-11-21T08:00:00Z' }],
    ['an instant with an offset', { recordedAt: '2026-11-21T16:00:00.000+08:00' }],
    ['an instant of a year of six digits', { recordedAt: '+012026-11-21T08:00:00.000Z' }],
    ['an instant that is no text', { recordedAt: 1_795_248_000_000 }],
    ['a commitment of 31 bytes', { commitment: 'A'.repeat(42) }],
    ['a commitment in standard base64', { commitment: `${'+'.repeat(42)}A` }],
    ['no commitment', { commitment: undefined }],
  ])('%s: refused', (_, fact) => {
    expect(() => entryLeaf(entry(fact))).toThrow(malformed);
  });

  const canonical = text(entryLeaf(entry()));
  it.each([
    ['another order of members', canonical.replace(/^\{("commitment":"[^"]*"),(.*)\}$/, '{$2,$1}')],
    ['white space', canonical.replace('{', '{ ')],
    ['an escaped letter', canonical.replace('access', '\\u0061ccess')],
    ['a further member', canonical.replace('{', '{"aaa":1,')],
    ['a member twice', canonical.replace('{', '{"commitment":"","')],
    ['a member missing', canonical.replace('"kind":"access.allowed",', '')],
    ['version 2', canonical.replace('"version":1', '"version":2')],
    ['version as text', canonical.replace('"version":1', '"version":"1"')],
    ['version 1.0', canonical.replace('"version":1', '"version":1.0')],
    ['a byte order mark', `\ufeff${canonical}`],
    ['an array', `[${canonical}]`],
    ['null', 'null'],
    ['no JSON', canonical.slice(1)],
    ['nothing', ''],
  ])('only canonical bytes are read: %s refused', (_, leaf) => {
    expect(() => parseEntryLeaf(bytes(leaf))).toThrow(malformed);
  });

  it('broken UTF-8: refused', () => {
    expect(() => parseEntryLeaf(bytes(canonical).with(3, 0xff))).toThrow(malformed);
  });
});

describe('opening a commitment', () => {
  const leaf = parseEntryLeaf(entryLeaf(entry()));

  it('the detail opens the leaf, in whatever order its members come back from storage', () => {
    expect(opens(sha256, leaf, salt, { purpose: detail.purpose, subject: detail.subject })).toBe(true);
  });

  it('any other detail does not', () => {
    fc.assert(
      fc.property(fc.string(), (purpose) => {
        fc.pre(purpose !== detail.purpose && purpose.isWellFormed());
        expect(opens(sha256, leaf, salt, { ...detail, purpose })).toBe(false);
      }),
    );
  });

  it('any other salt does not', () => {
    fc.assert(
      fc.property(fc.nat(255), (bit) => {
        expect(opens(sha256, leaf, flipBit(salt, bit), detail)).toBe(false);
      }),
    );
  });
});
