import fc from 'fast-check';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { qrCode } from './qr-code.ts';

/** Paints the SVG’s path, three pixels to a module, as a camera would see it. */
function seen(svg: string) {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const side = size * 3;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let dy = 0; dy < 3; dy++)
      for (let dx = 0; dx < 3; dx++)
        data.set([0, 0, 0, 255], ((Number(y) * 3 + dy) * side + Number(x) * 3 + dx) * 4);
  return { width: side, height: side, data };
}

describe('qrCode · ISO/IEC 18004', () => {
  it('is read back as the address it was made of', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https'] }), (address) => {
        expect(decodeQR(seen(qrCode(address, 'code').text))).toBe(address);
      }),
      { numRuns: 8 },
    );
  });

  it('has a name for whoever cannot see it, escaped', () => {
    expect(qrCode('https://a.example', '“A” & B').text).toContain('aria-label="“A” &amp; B"');
  });
});
