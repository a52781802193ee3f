import { z } from 'zod';
import { ValueError } from '../values/value-error.ts';

/** GB 11714: digits and capitals; a character's index is its value. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/**
 * Organization code 组织机构代码 in its 9-character form, without the printed hyphen.
 *
 * It lives on inside the USCC and in 15-character taxpayer ids. As with the USCC a wrong check
 * character is accepted; {@link checkOrganizationCode} tells.
 *
 * @see GB 11714
 */
export const OrganizationCode = z
  .string()
  .regex(
    /^[0-9A-Z]{8}[0-9X]$/,
    '组织机构代码须为 8 位数字或大写字母加 1 位校验码，不含连字符 / The organization code must be 8 digits or capitals and 1 check character, without the hyphen',
  )
  .meta({
    id: 'OrganizationCode',
    description:
      'Organization code 组织机构代码, GB 11714: 9 characters without the hyphen. The check character may be wrong.',
    examples: ['D2143569X'],
  });
export type OrganizationCode = z.infer<typeof OrganizationCode>;

export type OrganizationCodeCheck =
  | {
      readonly status: 'valid' | 'checksum_mismatch';
      /** Check character that the first 8 call for. */
      readonly expectedCheck: string;
      /** The code without its hyphen. */
      readonly code: OrganizationCode;
    }
  | { readonly status: 'malformed' };

/** Compares the check character; reads the printed form `D2143569-X` as well. Never throws. */
export function checkOrganizationCode(text: string): OrganizationCodeCheck {
  const [, body, check] = /^([0-9A-Z]{8})-?([0-9X])$/.exec(text) ?? [];
  if (!body || !check) return { status: 'malformed' };
  const expectedCheck = organizationCodeCheckCharacter(body);
  return {
    status: check === expectedCheck ? 'valid' : 'checksum_mismatch',
    expectedCheck,
    code: body + check,
  };
}

/**
 * The 9th character for the first 8: 11 − Σ value × weight mod 11, where 10 is X and 11 is 0.
 *
 * @throws {ValueError} `IDENTIFIER_BODY_MALFORMED`
 */
export function organizationCodeCheckCharacter(first8: string): string {
  if (!/^[0-9A-Z]{8}$/.test(first8)) throw new ValueError('IDENTIFIER_BODY_MALFORMED');
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * ALPHABET.indexOf(first8.charAt(at)), 0);
  return '0123456789X'.charAt((11 - (sum % 11)) % 11);
}
