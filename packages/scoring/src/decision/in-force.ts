import { CalendarDate, ValueError } from '@xinqiao/contracts';
import type { PolicyDocument } from '../policy/policy.ts';

/**
 * Whether the policy decides on that day, both ends of its validity included.
 *
 * @throws {ValueError} `DATE_INVALID`: an unreadable day is in no policy's validity and outside none.
 */
export function isInForce(
  { validFrom, validTo }: Pick<PolicyDocument, 'validFrom' | 'validTo'>,
  day: CalendarDate,
): boolean {
  if (!CalendarDate.safeParse(day).success) throw new ValueError('DATE_INVALID');
  return validFrom <= day && (validTo === null || day <= validTo);
}
