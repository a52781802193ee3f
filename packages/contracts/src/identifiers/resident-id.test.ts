import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkResidentId, ResidentId, residentIdCheckCharacter } from './resident-id.ts';

/** A number with a right check character; each test names only the fact it is about. */
const number = (fact: { division?: string; birth?: string; sequence?: string } = {}) => {
  const first17 = `${fact.division ?? '341621'}${fact.birth ?? '19900228'}${fact.sequence ?? '001'}`;
  return first17 + residentIdCheckCharacter(first17);
};

const body = fc
  .tuple(fc.integer({ min: 100_000, max: 999_999 }), fc.integer({ min: 0, max: 99_999_999_999 }))
  .map(([division, rest]) => `${division}${String(rest).padStart(11, '0')}`);

describe('checkResidentId · GB 11643', () => {
  it.each([
    ['11010519491231002X', '1949-12-31'],
    ['440524188001010014', '1880-01-01'],
  ])('%s is valid, born %s', (code, birthDate) => {
    expect(checkResidentId(code)).toMatchObject({ status: 'valid', parts: { birthDate } });
  });

  it('341621199002290019 passes the checksum, but 1990 had no 29 February', () => {
    expect(checkResidentId('341621199002290019')).toEqual({ status: 'invalid_date' });
  });

  it('29 February of a leap year is a birth date', () => {
    expect(checkResidentId(number({ birth: '19920229' })).status).toBe('valid');
  });

  it.each(['19901301', '19900431', '19900100', '00000101'])('birth date %s does not exist', (birth) => {
    expect(checkResidentId(number({ birth }))).toEqual({ status: 'invalid_date' });
  });

  it('a birth date after asOf is invalid', () => {
    expect(checkResidentId(number({ birth: '20261122' }), { asOf: '2026-11-21' }).status).toBe(
      'invalid_date',
    );
  });

  it('a birth date on asOf is valid', () => {
    expect(checkResidentId(number({ birth: '20261121' }), { asOf: '2026-11-21' }).status).toBe('valid');
  });

  it('without asOf a future birth date passes: this package knows no clock', () => {
    expect(checkResidentId(number({ birth: '29990101' })).status).toBe('valid');
  });

  it('a wrong check character is a mismatch', () => {
    expect(checkResidentId('110105194912310021')).toEqual({ status: 'checksum_mismatch' });
  });

  it.each([
    ['15 digits, withdrawn in 2013', '110105491231002'],
    ['a lower-case x', '11010519491231002x'],
    ['a letter in the division', '11A10519491231002X'],
    ['a division that begins with 0', '01010519491231002X'],
    ['X before the end', '1101051949123100X2'],
    ['a space after', '11010519491231002X '],
    ['nothing', ''],
  ])('%s is malformed', (_, code) => {
    expect(checkResidentId(code)).toEqual({ status: 'malformed' });
  });

  it('any body with its check character passes the checksum', () => {
    fc.assert(
      fc.property(body, (first17) =>
        ['valid', 'invalid_date'].includes(
          checkResidentId(first17 + residentIdCheckCharacter(first17)).status,
        ),
      ),
    );
  });

  it('any single wrong digit is caught', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.nat(9), (at, digit) => {
        const code = '11010519491231002X';
        fc.pre(code[at] !== String(digit));
        return checkResidentId(code.slice(0, at) + digit + code.slice(at + 1)).status !== 'valid';
      }),
    );
  });
});

describe('ResidentId', () => {
  it.each(['110105194912310021', '341621199002290019', '11010519491231002x'])('refuses %s', (code) => {
    expect(ResidentId.safeParse(code).success).toBe(false);
  });

  it('its messages never repeat the number', () => {
    const result = ResidentId.safeParse('341621199002290019');
    expect(JSON.stringify(result.error?.issues)).not.toContain('3416211990');
  });
});

describe('residentIdCheckCharacter', () => {
  it.each(['', '1101051949123100', '11010519491231002X'])('refuses the body %j', (first17) => {
    expect(() => residentIdCheckCharacter(first17)).toThrow(
      expect.objectContaining({ code: 'IDENTIFIER_BODY_MALFORMED' }),
    );
  });
});
