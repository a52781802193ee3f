import type { Month, PolicyResult } from '@xinqiao/contracts';
import { type ObservedShare, observedShare } from './share.ts';

/** What became of one application. */
export interface ApplicationFact {
  /** Month of the decision, Asia/Shanghai. */
  readonly month: Month;
  readonly outcome: PolicyResult['outcome'];
}

export interface MonthOfApprovals {
  readonly month: Month;
  readonly applications: number;
  readonly approved: number;
  readonly declined: number;
  readonly referred: number;
  /** Of all applications; those still with a person count as not approved. */
  readonly approvalRate: ObservedShare;
}

/** Approval rates by month of decision, earliest first; months without an application are left out. */
export function approvalsByMonth(applications: Iterable<ApplicationFact>): MonthOfApprovals[] {
  const months = new Map<Month, Record<ApplicationFact['outcome'], number>>();
  for (const { month, outcome } of applications) {
    const counts = months.get(month) ?? { APPROVED: 0, DECLINED: 0, REFERRED: 0 };
    counts[outcome]++;
    months.set(month, counts);
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, { APPROVED: approved, DECLINED: declined, REFERRED: referred }]) => {
      const applications = approved + declined + referred;
      return {
        month,
        applications,
        approved,
        declined,
        referred,
        approvalRate: observedShare(approved, applications),
      };
    });
}
