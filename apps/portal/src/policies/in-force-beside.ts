import { type CalendarDate, dateOf, type PolicySummary } from '@xinqiao/contracts';

/**
 * Of the owner’s versions of a policy, the one that decides on a day, as the server finds it: the one that began last,
 * unless it has ended or was retired. One that was retired before its first day never began.
 *
 * @returns undefined where none decides, or that one itself
 */
export function inForceBeside(
  { ownerId, policyId, version }: PolicySummary,
  items: readonly PolicySummary[],
  day: CalendarDate,
): PolicySummary | undefined {
  const [latest] = items
    .filter((item) => item.ownerId === ownerId && item.policyId === policyId && hasBegun(item, day))
    .toSorted(
      (a, b) =>
        order(b.validFrom, a.validFrom) ||
        order(b.activatedAt ?? '', a.activatedAt ?? '') ||
        order(b.policyVersionId ?? '', a.policyVersionId ?? ''),
    );
  if (latest?.status !== 'ACTIVE' || latest.version === version) return undefined;
  return latest.validTo !== null && latest.validTo < day ? undefined : latest;
}

const hasBegun = ({ status, validFrom, retiredAt }: PolicySummary, day: CalendarDate): boolean =>
  (status === 'ACTIVE' || status === 'RETIRED') &&
  validFrom <= day &&
  (retiredAt === null || dateOf(retiredAt) >= validFrom);

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
