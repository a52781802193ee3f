import type { ApplicationUsage, Month, ParticipantId, ParticipantUsage } from '@xinqiao/contracts';
import type { usageOfMonth } from '@xinqiao/db';
import { CONSOLE } from './count-call.ts';

type Row = Awaited<ReturnType<typeof usageOfMonth>>[number];

const MEMBERS = { CALLS: 'calls', DATA_ITEMS: 'dataItems', DECISIONS: 'decisions' } as const;
const NOTHING = { calls: 0, dataItems: 0, decisions: 0 };

/** Rows of the meter as a participant’s usage; zero where nothing was used. */
export function usageView(
  participantId: ParticipantId,
  month: Month,
  rows: readonly Row[],
): ParticipantUsage {
  const applications = new Map<string, typeof NOTHING>();
  const total = { ...NOTHING };
  for (const { applicationId, measure, count } of rows) {
    const known = applications.get(applicationId) ?? { ...NOTHING };
    known[MEMBERS[measure]] += Number(count);
    total[MEMBERS[measure]] += Number(count);
    applications.set(applicationId, known);
  }
  return {
    participantId,
    month,
    ...total,
    applications: [...applications].map(([applicationId, counts]) => ({
      applicationId: (applicationId === CONSOLE ? null : applicationId) as ApplicationUsage['applicationId'],
      ...counts,
    })),
  };
}
