import { describe, expect, it } from 'vitest';
import { crc32, storedZip } from './stored-zip.ts';

const utf8 = new TextDecoder();

describe('crc32 · ISO/IEC 8802-3', () => {
  it('has the check value of the CRC catalogue', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });

  it('of nothing is 0', () => {
    expect(crc32(new Uint8Array())).toBe(0);
  });
});

describe('storedZip · PKWARE APPNOTE', () => {
  const bytes = storedZip([
    { name: 'a.txt', text: '信桥' },
    { name: 'b/c.txt', text: '' },
  ]);
  const view = new DataView(bytes.buffer);
  const end = bytes.length - 22;

  it('ends with how many files there are, and where their directory is (§4.3.16)', () => {
    expect(view.getUint32(end, true)).toBe(0x06054b50);
    expect([view.getUint16(end + 8, true), view.getUint16(end + 10, true)]).toEqual([2, 2]);
    expect(view.getUint32(end + 12, true) + view.getUint32(end + 16, true)).toBe(end);
  });

  it('its directory leads to each file, its size and its checksum (§4.3.12)', () => {
    let at = view.getUint32(end + 16, true);
    const found = [0, 1].map(() => {
      const [size, length, place] = [24, 28, 42].map((offset) =>
        offset === 28 ? view.getUint16(at + 28, true) : view.getUint32(at + offset, true),
      ) as [number, number, number];
      const name = utf8.decode(bytes.subarray(at + 46, at + 46 + length));
      const checksum = view.getUint32(at + 16, true);
      const content = bytes.subarray(place + 30 + length, place + 30 + length + size);
      at += 46 + length;
      expect(crc32(content)).toBe(checksum);
      expect(view.getUint32(place, true)).toBe(0x04034b50);
      return [name, utf8.decode(content)];
    });
    expect(found).toEqual([
      ['a.txt', '信桥'],
      ['b/c.txt', ''],
    ]);
  });

  it('gives the same bytes every time', () => {
    expect(storedZip([{ name: 'a.txt', text: 'x' }])).toEqual(storedZip([{ name: 'a.txt', text: 'x' }]));
  });
});
