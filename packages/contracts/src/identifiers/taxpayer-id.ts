import { z } from 'zod';
import { CalendarDate } from '../values/calendar-date.ts';
import { checkOrganizationCode } from './organization-code.ts';
import { checkResidentId } from './resident-id.ts';
import { checkUscc } from './uscc.ts';

const MESSAGE =
  '纳税人识别号须为 15、17、18 或 20 位数字或大写字母，请核对 / The taxpayer id must have 15, 17, 18 or 20 digits or capitals of a known form: check it';

/**
 * Taxpayer id 纳税人识别号 of any kind that {@link classifyTaxpayerId} recognises.
 *
 * Like the USCC it is refused only for its form. An id built on a resident number is personal data.
 */
export const TaxpayerId = z
  .string()
  .regex(/^[0-9A-Z]{15}([0-9A-Z]{2,3}|[0-9A-Z]{5})?$/, { error: MESSAGE, abort: true })
  .refine((code) => classifyTaxpayerId(code).status !== 'malformed', MESSAGE)
  .meta({
    id: 'TaxpayerId',
    description:
      'Taxpayer id 纳税人识别号: a USCC, a resident number, or a legacy id of 15, 17 or 20 characters (STA announcements 2015-66, 2018-59).',
    examples: ['91341602MA2MQ1XX59', '341602678901232'],
  });
export type TaxpayerId = z.infer<typeof TaxpayerId>;

export type TaxpayerIdClass =
  /** 18: the unified social credit code (announcement 2015-66, item 1). */
  | { readonly kind: 'uscc'; readonly status: 'valid' | 'checksum_mismatch' }
  /** 18: a natural person's resident number (announcement 2018-59, item 2). Personal data. */
  | { readonly kind: 'resident_id'; readonly status: 'valid' }
  /** 15, before the USCC: division and organization code. */
  | {
      readonly kind: 'legacy_organization';
      readonly status: 'valid' | 'checksum_mismatch';
      readonly division: string;
      readonly organizationCode: string;
    }
  /** 17 or 20: a resident number of 15 or 18 and a sequence of 2 (2015-66, item 2). Personal data. */
  | {
      readonly kind: 'sole_trader';
      readonly status: 'valid' | 'checksum_mismatch' | 'invalid_date';
    }
  | { readonly kind: 'unrecognized'; readonly status: 'malformed' };

const UNRECOGNIZED = { kind: 'unrecognized', status: 'malformed' } as const;

/**
 * Tells which kind of taxpayer id this is, and whether its checks hold. Never throws.
 *
 * 18 characters are read as a USCC unless only the resident-number checks hold; a number that fails
 * both is reported as a USCC with `checksum_mismatch`, so treat that status as possibly personal.
 * Not covered: passports and travel permits, and the `L…` ids of temporary taxpayers.
 */
export function classifyTaxpayerId(code: string): TaxpayerIdClass {
  if (code.length === 15) return classifyLegacyOrganization(code);
  if (code.length === 17 || code.length === 20) return classifySoleTrader(code);

  const { status } = checkUscc(code);
  if (status !== 'valid' && checkResidentId(code).status === 'valid') {
    return { kind: 'resident_id', status: 'valid' };
  }
  return status === 'malformed' ? UNRECOGNIZED : { kind: 'uscc', status };
}

function classifyLegacyOrganization(code: string): TaxpayerIdClass {
  const division = code.slice(0, 6);
  const organization = checkOrganizationCode(code.slice(6));
  if (!/^[1-9][0-9]{5}$/.test(division) || organization.status === 'malformed') return UNRECOGNIZED;
  return {
    kind: 'legacy_organization',
    status: organization.status,
    division,
    organizationCode: organization.code,
  };
}

function classifySoleTrader(code: string): TaxpayerIdClass {
  if (!/^[0-9A-Z]{2}$/.test(code.slice(-2))) return UNRECOGNIZED;
  const { status } =
    code.length === 20 ? checkResidentId(code.slice(0, 18)) : checkOldNumber(code.slice(0, 15));
  return status === 'malformed' ? UNRECOGNIZED : { kind: 'sole_trader', status };
}

/** The 15-digit resident number of before 1999: two-digit year (19YY), no check character. */
function checkOldNumber(code: string): { status: 'valid' | 'invalid_date' | 'malformed' } {
  if (!/^[1-9][0-9]{14}$/.test(code)) return { status: 'malformed' };
  const birthDate = `19${code.slice(6, 8)}-${code.slice(8, 10)}-${code.slice(10, 12)}`;
  return { status: CalendarDate.safeParse(birthDate).success ? 'valid' : 'invalid_date' };
}
