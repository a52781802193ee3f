import { type StopLight, stopTerms, worse } from '@xinqiao/consent';
import type { Instant, ParticipantId, StopStanding } from '@xinqiao/contracts';
import { type Database, type StopStandingRow, stopStandings } from '@xinqiao/db';
import type { Handler } from '../http/run-operation.ts';
import { checkRegulator } from './check-regulator.ts';

/** Stops of so many days count as recent, in milliseconds. */
const RECENT_MS = 30 * 86_400_000;

/** How each bank answers when consents stop, read as `xinqiao_regulator`. */
export const listStopStandings =
  (regulatorDatabase: Database): Handler<'supervision.listStops'> =>
  async ({ services, principal }) => {
    await checkRegulator(services, principal);
    const { clock } = services;
    const now = clock.now();
    const { acknowledgeMs, attestMs, overdueMs } = stopTerms(clock.today());
    const before = (ms: number) => new Date(now.getTime() - ms);
    const rows = await regulatorDatabase.transaction({}, (tx) =>
      stopStandings(tx, {
        ...{ now, attestMs, recentSince: before(RECENT_MS), overdueSince: before(overdueMs) },
        silentSince: { yellow: before(acknowledgeMs.yellow), red: before(acknowledgeMs.red) },
      }),
    );
    return { items: rows.map(standing) };
  };

function standing(row: StopStandingRow): StopStanding {
  const waiting = {
    ...{ green: row.silentGreen, yellow: row.silentYellow, red: row.silentRed },
    oldest: instant(row.silentOldest),
  };
  const deletions = {
    ...{ due: row.deletionsDue, yellow: row.deletionsYellow, red: row.deletionsRed },
    oldest: instant(row.deletionsOldest),
  };
  return {
    participantId: row.participantId as ParticipantId,
    stops: row.stops,
    acknowledged: row.acknowledged,
    acknowledgedSecondsP99: row.p99Seconds,
    waiting,
    deletions,
    light: worse(lightOf(waiting), lightOf(deletions)),
  };
}

const instant = (date: Date | null): Instant | null =>
  date === null ? null : (date.toISOString() as Instant);

const lightOf = ({ yellow, red }: { readonly yellow: number; readonly red: number }): StopLight =>
  red > 0 ? 'RED' : yellow > 0 ? 'YELLOW' : 'GREEN';
