import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { ConsentId, type DecisionId, newId, OperatorId, prefixedId } from './id.ts';

const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const zeros = (length: number) => new Uint8Array(length);
const ones = (length: number) => new Uint8Array(length).fill(0xff);

describe('newId · RFC 9562 §5.7', () => {
  it('writes time, version, variant and randomness in the order of RFC 9562 appendix A.6', () => {
    const random = () => Uint8Array.of(0xcc, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f);
    expect(newId('cns', { now: 0x017f22e279b0, random })).toBe('cns_017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('version and variant stand when every random bit is 0', () => {
    expect(newId('cns', { now: 0, random: zeros })).toBe('cns_00000000-0000-7000-8000-000000000000');
  });

  it('version and variant stand when every random bit is 1', () => {
    expect(newId('cns', { now: 2 ** 48 - 1, random: ones })).toBe('cns_ffffffff-ffff-7fff-bfff-ffffffffffff');
  });

  it('takes a Date as well', () => {
    const now = new Date('2026-11-21T08:00:00.000Z');
    expect(newId('cns', { now, random: zeros })).toBe(newId('cns', { now: now.getTime(), random: zeros }));
  });

  it('every id is one its schema accepts', () => {
    fc.assert(
      fc.property(
        time,
        bytes,
        (now, noise) => ConsentId.safeParse(newId('cns', { now, random: () => noise })).success,
      ),
    );
  });

  it('ids of different milliseconds sort by time, whatever the randomness', () => {
    fc.assert(
      fc.property(time, time, bytes, bytes, (a, b, noiseA, noiseB) => {
        fc.pre(a < b);
        return (
          newId('ent', { now: a, random: () => noiseA }) < newId('ent', { now: b, random: () => noiseB })
        );
      }),
    );
  });

  it.each([-1, 0.5, 2 ** 48, Number.NaN, Number.POSITIVE_INFINITY, new Date(Number.NaN)])(
    'refuses the time %s',
    (now) => {
      expect(() => newId('cns', { now, random: zeros })).toThrow(
        expect.objectContaining({ code: 'TIME_INVALID' }),
      );
    },
  );

  it('refuses a random source that returns too few bytes', () => {
    expect(() => newId('cns', { now: 0, random: () => zeros(9) })).toThrow(
      expect.objectContaining({ code: 'RANDOMNESS_TOO_SHORT' }),
    );
  });

  it('an id of one prefix is no id of another, for the compiler', () => {
    const id = newId('cns', { now: 0, random: zeros });
    expectTypeOf(id).toEqualTypeOf<ConsentId>();
    expectTypeOf(id).not.toExtend<DecisionId>();
  });

  it('a described id keeps its brand, for the compiler', () => {
    const described = ConsentId.describe('Consent that the package was read under.');
    expectTypeOf(described.parse(newId('cns', { now: 0, random: zeros }))).toEqualTypeOf<ConsentId>();
  });
});

describe('prefixedId', () => {
  const uuid = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f';

  it('accepts its own prefix', () => {
    expect(prefixedId('evt').parse(`evt_${uuid}`)).toBe(`evt_${uuid}`);
  });

  it.each([
    ['another prefix', `dec_${uuid}`],
    ['no prefix', uuid],
    ['capitals', `evt_${uuid.toUpperCase()}`],
    ['UUID version 4', 'evt_017f22e2-79b0-4cc3-98c4-dc0c0c07398f'],
    ['a foreign variant', 'evt_017f22e2-79b0-7cc3-c8c4-dc0c0c07398f'],
    ['no hyphens', `evt_${uuid.replaceAll('-', '')}`],
    ['text after it', `evt_${uuid}0`],
    ['text before it', `xevt_${uuid}`],
  ])('refuses %s', (_, id) => {
    expect(prefixedId('evt').safeParse(id).success).toBe(false);
  });
});

describe('OperatorId', () => {
  it.each(['bozhou', 'b1', 'huang-shan-2', `a${'b'.repeat(30)}`])('accepts %s', (slug) => {
    expect(OperatorId.safeParse(slug).success).toBe(true);
  });

  it.each(['', 'a', `a${'b'.repeat(31)}`, '1bozhou', '-bozhou', 'Bozhou', 'bo_zhou', '亳州', 'bozhou\n'])(
    'refuses %j',
    (slug) => {
      expect(OperatorId.safeParse(slug).success).toBe(false);
    },
  );
});
