import { describe, expect, it } from 'vitest';
import { clockFrom } from '../clock.ts';
import { dpopNonces } from './dpop-nonce.ts';

const at = (minutes: number) =>
  dpopNonces(
    Buffer.alloc(32, 1),
    clockFrom(() => new Date(minutes * 60_000)),
  );

describe('dpopNonces · RFC 9449 §9', () => {
  it('is the same on every node within a window', () => {
    expect(at(0).current()).toBe(at(4).current());
  });

  it.each([
    ['in its own window', 4, true],
    ['in the next', 9, true],
    ['after that', 10, false],
  ])('is accepted %s', (_when, minutes, accepted) => {
    expect(at(minutes).accepts(at(0).current())).toBe(accepted);
  });

  it('is not accepted from another installation', () => {
    const other = dpopNonces(
      Buffer.alloc(32, 2),
      clockFrom(() => new Date(0)),
    );
    expect(at(0).accepts(other.current())).toBe(false);
  });

  it('is not accepted when it is nothing like a nonce', () => {
    expect(at(0).accepts('')).toBe(false);
  });
});
