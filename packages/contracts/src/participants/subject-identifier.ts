import { z } from 'zod';
import { checkResidentId, checkUscc, classifyTaxpayerId } from '../identifiers/index.ts';
import type { CalendarDate, LocalizedText } from '../values/index.ts';
import type { SubjectType } from './subject.ts';

export const IdentifierScheme = z
  .enum(['uscc', 'taxpayer-id', 'resident-id'])
  .describe(
    'uscc: unified social credit code, GB 32100-2015; taxpayer-id: legacy 纳税人识别号 of 15, 17 or 20 characters; resident-id: GB 11643.',
  );
export type IdentifierScheme = z.infer<typeof IdentifierScheme>;

/** A code as it is given. Whether it follows its standard is {@link checkIdentifier}'s to say. */
export const GivenIdentifier = z.strictObject({
  scheme: IdentifierScheme,
  value: z
    .string()
    .min(1)
    .max(64)
    .describe('The code, in capitals and without spaces. A person’s code is never logged or repeated.'),
});
export type GivenIdentifier = z.infer<typeof GivenIdentifier>;

/** Codes a subject of each type is known by. */
export const SCHEMES_OF_TYPE = {
  ENTERPRISE: ['uscc'],
  SOLE_TRADER: ['uscc', 'taxpayer-id'],
  PERSON: ['resident-id'],
} as const satisfies Readonly<Record<SubjectType, readonly IdentifierScheme[]>>;

export type IdentifierCheck =
  | {
      readonly accepted: true;
      readonly status: 'valid' | 'checksum_mismatch';
      /** It holds a resident number: personal data (JR/T 0171-2020, class C2). */
      readonly personal: boolean;
    }
  | { readonly accepted: false; readonly problem: LocalizedText };

const refuse = (zh: string, en: string): IdentifierCheck => ({ accepted: false, problem: { zh, en } });
const accept = (status: 'valid' | 'checksum_mismatch', personal: boolean): IdentifierCheck => ({
  accepted: true,
  status,
  personal,
});

/**
 * Checks the code of a subject against the standard of its scheme. Never throws and never repeats the code.
 *
 * A code of an organization whose check character is wrong is accepted and marked: such codes were issued. A resident
 * number is not: its check character and its birth date must hold.
 *
 * @param today Asia/Shanghai day after which nobody is born.
 */
export function checkIdentifier(
  type: SubjectType,
  { scheme, value }: GivenIdentifier,
  today: CalendarDate,
): IdentifierCheck {
  const schemes: readonly IdentifierScheme[] = SCHEMES_OF_TYPE[type];
  if (!schemes.includes(scheme))
    return refuse(
      `这类主体的标识须为 ${schemes.join('、')}`,
      `A subject of this type is known by ${schemes.join(' or ')}`,
    );
  if (scheme === 'uscc') return checkCreditCode(value);
  if (scheme === 'resident-id') return checkResident(value, today);
  return checkLegacyTaxpayerId(value, today);
}

function checkCreditCode(value: string): IdentifierCheck {
  const { status } = checkUscc(value);
  if (status === 'malformed')
    return refuse(
      '统一社会信用代码须为 18 位大写字母或数字',
      'A unified social credit code has 18 capitals and digits',
    );
  return accept(status, false);
}

function checkResident(value: string, today: CalendarDate): IdentifierCheck {
  const { status } = checkResidentId(value, { asOf: today });
  if (status === 'valid') return accept('valid', true);
  if (status === 'invalid_date')
    return refuse(
      '公民身份号码中的出生日期有误',
      'The birth date in the resident number is no day up to today',
    );
  return refuse(
    '公民身份号码的格式或校验码有误',
    'The form or the check character of the resident number is wrong',
  );
}

function checkLegacyTaxpayerId(value: string, today: CalendarDate): IdentifierCheck {
  const { kind, status } = classifyTaxpayerId(value);
  if (kind === 'legacy_organization') return accept(status, false);
  if (kind !== 'sole_trader')
    return refuse(
      '旧纳税人识别号须为 15、17 或 20 位；18 位的请用 uscc',
      'A legacy taxpayer id has 15, 17 or 20 characters; give one of 18 as uscc',
    );
  // 20 characters: a resident number of 18 and two more.
  const unborn =
    value.length === 20 && checkResidentId(value.slice(0, 18), { asOf: today }).status !== 'valid';
  if (status !== 'valid' || unborn)
    return refuse('识别号中的公民身份号码有误', 'The resident number within the taxpayer id is wrong');
  return accept('valid', true);
}

/** What may be shown of a person's code: the first and the last character. */
export const maskedCode = (value: string): string =>
  `${value.slice(0, 1)}${'*'.repeat(Math.max(0, value.length - 2))}${value.slice(-1)}`;
