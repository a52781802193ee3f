import { z } from 'zod';
import { CalendarDate } from '../values/calendar-date.ts';
import { ValueError } from '../values/value-error.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
/** Check character by Σ mod 11. */
const CHECKS = '10X98765432';

const BODY = /^[1-9][0-9]{16}$/;
const PATTERN = /^[1-9][0-9]{16}[0-9X]$/;

/**
 * Resident identity number 公民身份号码, 18 characters, a capital X where the check is 10.
 *
 * Unlike the USCC, a wrong check character or a birth date that does not exist is refused.
 * Personal data (JR/T 0171 C2): never in a log line, a message or a URL.
 *
 * @see GB 11643
 */
export const ResidentId = z
  .string()
  .regex(PATTERN, {
    error:
      '公民身份号码须为 17 位数字加 1 位数字或大写 X / The resident identity number must be 17 digits and 1 digit or capital X',
    abort: true,
  })
  .refine((code) => checkResidentId(code).status === 'valid', {
    error:
      '公民身份号码的校验码或出生日期有误，请对照证件核对 / The check character or birth date of the resident identity number is wrong: compare it with the card',
  })
  .meta({
    id: 'ResidentId',
    description: 'Resident identity number 公民身份号码, GB 11643: 18 characters. Personal data, class C2.',
    examples: ['11010519491231002X'],
  });
export type ResidentId = z.infer<typeof ResidentId>;

export interface ResidentIdParts {
  /** Division where the number was given, 6 digits of GB/T 2260 as of that day. */
  readonly division: string;
  readonly birthDate: CalendarDate;
}

export type ResidentIdCheck =
  | { readonly status: 'valid'; readonly parts: ResidentIdParts }
  | { readonly status: 'checksum_mismatch' | 'invalid_date' | 'malformed' };

/**
 * Checks form, then check character, then birth date; the first failure is the status. Never throws.
 *
 * @param options.asOf Asia/Shanghai day after which no birth date may lie; not checked when left out.
 */
export function checkResidentId(
  code: string,
  options: { readonly asOf?: CalendarDate } = {},
): ResidentIdCheck {
  if (!PATTERN.test(code)) return { status: 'malformed' };
  if (code.slice(17) !== residentIdCheckCharacter(code.slice(0, 17))) return { status: 'checksum_mismatch' };

  const birthDate = `${code.slice(6, 10)}-${code.slice(10, 12)}-${code.slice(12, 14)}`;
  const unborn = options.asOf !== undefined && birthDate > options.asOf;
  if (unborn || !CalendarDate.safeParse(birthDate).success) return { status: 'invalid_date' };
  return { status: 'valid', parts: { division: code.slice(0, 6), birthDate } };
}

/**
 * The 18th character for the first 17 digits (ISO 7064 MOD 11-2).
 *
 * @throws {ValueError} `IDENTIFIER_BODY_MALFORMED`
 */
export function residentIdCheckCharacter(first17: string): string {
  if (!BODY.test(first17)) throw new ValueError('IDENTIFIER_BODY_MALFORMED');
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(first17.charAt(at)), 0);
  return CHECKS.charAt(sum % 11);
}
