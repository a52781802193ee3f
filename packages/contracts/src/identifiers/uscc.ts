import { z } from 'zod';
import { ValueError } from '../values/value-error.ts';

/** GB 32100-2015: digits and capitals without I, O, S, V, Z. A character's index is its value. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** 3^i mod 31 for the position i from 0 to 16. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** Only the division is numeric: authority and type may be letters (Y1…, N2…). */
const BODY = /^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}$/;
const PATTERN = /^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/**
 * Unified social credit code 统一社会信用代码: 18 capitals and digits, no spaces.
 *
 * A wrong check character is accepted on purpose: codes that fail it have been issued. Ask
 * {@link checkUscc} for that. Only a wrong length, alphabet or non-numeric division is refused.
 *
 * @see GB 32100-2015
 */
export const Uscc = z
  .string()
  .regex(PATTERN, {
    error: ({ input }) =>
      /[a-z]/.test(String(input))
        ? '统一社会信用代码须用大写字母，请改为大写 / The unified social credit code has lower-case letters: write capitals'
        : '统一社会信用代码须为 18 位数字或大写字母（不含 I、O、S、V、Z），第 3 至 8 位为数字 / The unified social credit code must be 18 digits or capitals without I, O, S, V, Z, with digits in places 3 to 8',
  })
  .meta({
    id: 'Uscc',
    description:
      'Unified social credit code 统一社会信用代码, GB 32100-2015: 18 characters. The check character may be wrong, as in some issued codes.',
    examples: ['91341602MA2MQ1XX59'],
  });
export type Uscc = z.infer<typeof Uscc>;

export interface UsccParts {
  /** Registration authority 登记管理部门, 1 character: 9 = market regulation. */
  readonly authority: string;
  /** Kind of body 机构类别 within that authority, 1 character. */
  readonly type: string;
  /** Division of the registration authority, 6 digits of GB/T 2260. */
  readonly division: string;
  /** Organization code 主体标识码, 9 characters of GB 11714 without the hyphen. */
  readonly organizationCode: string;
  /** Check character as written. */
  readonly check: string;
}

export type UsccCheck =
  | {
      readonly status: 'valid' | 'checksum_mismatch';
      /** Check character that the first 17 call for. */
      readonly expectedCheck: string;
      readonly parts: UsccParts;
    }
  | { readonly status: 'malformed' };

/**
 * Takes a code apart and compares its check character. Never throws.
 *
 * `checksum_mismatch` is a fact to show to a person and no ground for refusal by itself.
 */
export function checkUscc(code: string): UsccCheck {
  if (!PATTERN.test(code)) return { status: 'malformed' };
  const expectedCheck = usccCheckCharacter(code.slice(0, 17));
  const parts = {
    authority: code.slice(0, 1),
    type: code.slice(1, 2),
    division: code.slice(2, 8),
    organizationCode: code.slice(8, 17),
    check: code.slice(17),
  };
  return { status: parts.check === expectedCheck ? 'valid' : 'checksum_mismatch', expectedCheck, parts };
}

/**
 * The 18th character for the first 17: (31 − Σ value × 3^i mod 31) mod 31.
 *
 * @throws {ValueError} `IDENTIFIER_BODY_MALFORMED`
 */
export function usccCheckCharacter(first17: string): string {
  if (!BODY.test(first17)) throw new ValueError('IDENTIFIER_BODY_MALFORMED');
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * ALPHABET.indexOf(first17.charAt(at)), 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}
