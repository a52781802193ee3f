import { fairUseLimit } from '@xinqiao/catalogue';
import {
  addPeriodToInstant,
  dateOf,
  type Instant,
  type PurposeCode,
  type SubjectType,
} from '@xinqiao/contracts';

export interface LastingConsent {
  readonly purpose: PurposeCode;
  readonly subjectType: SubjectType;
  readonly expiresAt: Instant;
}

/**
 * When the owner of a consent is next reminded that it lasts: one interval of the fair-use rule REMINDER after the last
 * time, or after she agreed (PIPL art. 15).
 *
 * @param since When she agreed, or was last reminded.
 * @returns Null where the consent is over by then.
 */
export function remindAt(
  { purpose, subjectType, expiresAt }: LastingConsent,
  since: Instant,
): Instant | null {
  const { value } = fairUseLimit('REMINDER', { purpose, subjectType }, dateOf(since));
  const next = addPeriodToInstant(since, value);
  // Instants are fixed-width UTC strings, so their order as text is their order in time.
  return next < expiresAt ? next : null;
}
