import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEntryBundle, encodeEntryBundle } from './entry-bundle.ts';

const malformed = expect.objectContaining({ code: 'ENTRY_BUNDLE_MALFORMED' });

describe('entry bundle · C2SP tlog-tiles', () => {
  it('each entry follows its big-endian uint16 length', () => {
    const bundle = encodeEntryBundle([Uint8Array.of(7, 8), new Uint8Array(), new Uint8Array(258)]);
    expect([...bundle.subarray(0, 8)]).toEqual([0, 2, 7, 8, 0, 0, 1, 2]);
    expect(bundle.length).toBe(8 + 258);
  });

  it('any entries survive the way there and back', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array(), { maxLength: 256 }), (entries) => {
        expect(decodeEntryBundle(encodeEntryBundle(entries))).toEqual(entries);
      }),
    );
  });

  it.each([
    ['half a length', [0]],
    ['an entry cut short', [0, 2, 7]],
    ['an entry without bytes', [0, 1]],
    ['rubbish at the end', [0, 1, 7, 9]],
  ])('%s: refused', (_, bytes) => {
    expect(() => decodeEntryBundle(Uint8Array.from(bytes))).toThrow(malformed);
  });

  it('more than 256 entries: neither written nor read', () => {
    expect(decodeEntryBundle(new Uint8Array(2 * 256))).toHaveLength(256);
    expect(() => decodeEntryBundle(new Uint8Array(2 * 257))).toThrow(malformed);
    expect(() => encodeEntryBundle(Array.from({ length: 257 }, () => new Uint8Array()))).toThrow(malformed);
  });

  it('an entry of 65535 bytes fits, one byte more does not', () => {
    expect(encodeEntryBundle([new Uint8Array(65_535)])).toHaveLength(65_537);
    expect(() => encodeEntryBundle([new Uint8Array(65_536)])).toThrow(
      expect.objectContaining({ code: 'ENTRY_TOO_LONG' }),
    );
  });
});
