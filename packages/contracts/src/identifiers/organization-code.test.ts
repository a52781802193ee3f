import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkOrganizationCode,
  OrganizationCode,
  organizationCodeCheckCharacter,
} from './organization-code.ts';

const body = fc.string({
  unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  minLength: 8,
  maxLength: 8,
});

describe('checkOrganizationCode · GB 11714', () => {
  it('D2143569-X, as printed, is valid and is returned without its hyphen', () => {
    expect(checkOrganizationCode('D2143569-X')).toEqual({
      status: 'valid',
      expectedCheck: 'X',
      code: 'D2143569X',
    });
  });

  it.each(['600037341', '71526726X', '799655058', 'MA2MQ1XX5'])(
    '%s, taken from a valid USCC, is valid',
    (code) => {
      expect(checkOrganizationCode(code).status).toBe('valid');
    },
  );

  it('reports a wrong check character with the expected one', () => {
    expect(checkOrganizationCode('D21435690')).toMatchObject({
      status: 'checksum_mismatch',
      expectedCheck: 'X',
    });
  });

  it.each(['', 'D2143569', 'D2143569--X', 'D2143569A', 'd2143569X', 'D2143-569X', 'D2143569X '])(
    '%j is malformed',
    (text) => {
      expect(checkOrganizationCode(text)).toEqual({ status: 'malformed' });
    },
  );

  it('any body with its check character is valid', () => {
    fc.assert(
      fc.property(body, (first8) => {
        const code = first8 + organizationCodeCheckCharacter(first8);
        return checkOrganizationCode(code).status === 'valid';
      }),
    );
  });
});

describe('organizationCodeCheckCharacter · GB 11714', () => {
  it.each([
    ['00000000', '0', '11 becomes 0'],
    ['D2143569', 'X', '10 becomes X'],
    ['00000001', '9', 'weight 2 in the last place'],
  ])('%s → %s: %s', (first8, check) => {
    expect(organizationCodeCheckCharacter(first8)).toBe(check);
  });

  it.each(['', 'D214356', 'D21435699', 'd2143569'])('refuses the body %j', (first8) => {
    expect(() => organizationCodeCheckCharacter(first8)).toThrow(
      expect.objectContaining({ code: 'IDENTIFIER_BODY_MALFORMED' }),
    );
  });
});

describe('OrganizationCode', () => {
  it('refuses the hyphen, so that one code has one spelling', () => {
    expect(OrganizationCode.safeParse('D2143569-X').success).toBe(false);
  });

  it('accepts a wrong check character, as the USCC does', () => {
    expect(OrganizationCode.safeParse('D21435690').success).toBe(true);
  });
});
