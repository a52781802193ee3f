import { type CalendarDate, daysBetween } from '../values/index.ts';
import type { LicenceType, Light } from './licence.ts';
import type { ParticipantKind } from './participant.ts';
import { REQUIRED_LICENCES } from './required-licence.ts';

/** What decides whether a licence is in force. */
export interface LicenceTerm {
  readonly type: LicenceType;
  /** First day, inclusive. */
  readonly validFrom: CalendarDate;
  /** Last day, inclusive; null where it has no end. */
  readonly validTo: CalendarDate | null;
  readonly withdrawn: boolean;
}

/** Whether a licence is in force on a day of Asia/Shanghai; first and last day count. */
export const licenceInForce = (
  { validFrom, validTo, withdrawn }: LicenceTerm,
  today: CalendarDate,
): boolean => !withdrawn && validFrom <= today && (validTo === null || today <= validTo);

/** Types of licence that a participant must hold and does not on that day. */
export const missingLicences = (
  kind: ParticipantKind,
  held: readonly LicenceTerm[],
  today: CalendarDate,
): LicenceType[] =>
  REQUIRED_LICENCES[kind]
    .map(({ type }) => type)
    .filter((type) => !held.some((licence) => licence.type === type && licenceInForce(licence, today)));

/** Whole days until the last day of something: 0 on it, negative after, null where it has no end. */
export const daysLeft = (validTo: CalendarDate | null, today: CalendarDate): number | null =>
  validTo === null ? null : daysBetween(today, validTo);

/** The light of a licence on a day of Asia/Shanghai: see {@link Light}. */
export function licenceLight(licence: LicenceTerm, today: CalendarDate): Light {
  const left = daysLeft(licence.validTo, today);
  if (!licenceInForce(licence, today) || (left !== null && left <= 7)) return 'RED';
  return left !== null && left <= 30 ? 'YELLOW' : 'GREEN';
}
