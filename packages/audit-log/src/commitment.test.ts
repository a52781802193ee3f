import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../test/reference-tree.ts';
import type { JsonValue } from './canonical-json.ts';
import { commit } from './commitment.ts';

const salt = new Uint8Array(32).fill(7);

describe('commit · RFC 2104 over RFC 8785', () => {
  it('is HMAC-SHA-256 of the canonical detail under the salt, in base64url', () => {
    const detail = { b: [1, 'é', null], a: { y: true, x: '300000.00' } };
    const canonical = '{"a":{"x":"300000.00","y":true},"b":[1,"é",null]}';
    expect(commit(sha256, salt, detail)).toBe(
      createHmac('sha256', salt).update(canonical).digest('base64url'),
    );
  });

  it('does not depend on the order of members', () => {
    expect(commit(sha256, salt, { a: 1, b: 2 })).toBe(commit(sha256, salt, { b: 2, a: 1 }));
  });

  it('differs by salt, so equal details do not show as equal', () => {
    expect(commit(sha256, new Uint8Array(32), { a: 1 })).not.toBe(commit(sha256, salt, { a: 1 }));
  });

  it.each([0, 31, 33, 64])('a salt of %i bytes: refused', (length) => {
    expect(() => commit(sha256, new Uint8Array(length), {})).toThrow(
      expect.objectContaining({ code: 'SALT_LENGTH_INVALID' }),
    );
  });

  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  it.each([
    ['undefined', undefined],
    ['NaN', { a: Number.NaN }],
    ['Infinity', [Number.POSITIVE_INFINITY]],
    ['a lone surrogate', { a: '\ud800' }],
    ['a lone surrogate as member name', { '\ud800': 1 }],
    ['a bigint', { a: 1n }],
    ['a cycle', cycle],
  ])('%s has no canonical form: refused', (_, detail) => {
    expect(() => commit(sha256, salt, detail as JsonValue)).toThrow(
      expect.objectContaining({ code: 'DETAIL_NOT_JSON' }),
    );
  });
});
