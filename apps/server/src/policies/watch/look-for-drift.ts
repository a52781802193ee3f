import { addMonths, type Month, monthOf, type ParticipantId, PlatformError } from '@xinqiao/contracts';
import { type Database, raisePolicyAlarm, type Tx, type WatchedPolicy, watchedPolicies } from '@xinqiao/db';
import { CountsInvalid, type DriftReport, writeIndex } from '@xinqiao/scoring';
import type { FastifyBaseLogger } from 'fastify';
import { appendEvent } from '../../events/append-event.ts';
import type { Services } from '../../services.ts';
import { eachDue } from '../../worker/each-due.ts';
import { decidedVersion } from './decided-version.ts';
import { policyUse } from './policy-use.ts';

export type WatchServices = Pick<Services, 'clock' | 'newId' | 'operatorId'> & {
  readonly logger: Pick<FastifyBaseLogger, 'error'>;
};

/** Decisions of a month below which its drift is not judged. */
const LEAST_DECISIONS = 100;

/**
 * Looks at the versions that were decided by in this month and the one before, and raises an alarm for every light that
 * is worse than it was told. A version that cannot be read is said in the server’s own log, and keeps no other waiting.
 *
 * It remembers how many decisions it has looked at, in this process only: another node, or this one after a restart,
 * looks at all again and finds the alarms that were raised.
 *
 * @param database Connections as `xinqiao_worker`.
 * @returns A round.
 */
export function driftWatch(worker: WatchServices, database: Database): () => Promise<number> {
  let seen = new Map<string, number>();
  return async () => {
    const running = monthOf(worker.clock.instant());
    const watched = await database.transaction({}, (tx) =>
      watchedPolicies(tx, [addMonths(running, -1), running], LEAST_DECISIONS),
    );
    const before = seen;
    seen = new Map(watched.flatMap((each) => (isOld(each) ? [[keyOf(each), each.decisions]] : [])));
    await eachDue(
      watched
        .filter((each) => !isOld(each))
        .map((each) => async () => {
          await lookAt(worker, database, each, running);
          seen.set(keyOf(each), each.decisions);
        }),
    );
    // What changes goes on changing: it is looked at after the pause.
    return 0;

    function isOld(each: WatchedPolicy): boolean {
      return before.get(keyOf(each)) === each.decisions;
    }
  };
}

const keyOf = ({ participantId, policyId, policyVersion, month }: WatchedPolicy): string =>
  [participantId, policyId, policyVersion, month].join(' ');

async function lookAt(
  worker: WatchServices,
  database: Database,
  watched: WatchedPolicy,
  running: Month,
): Promise<void> {
  try {
    await database.transaction({}, async (tx) => {
      const version = await decidedVersion(tx, watched);
      const { months } = await policyUse(tx, { ...version, participantId: watched.participantId }, running);
      const use = months.find(({ month }) => month === watched.month);
      if (use?.drift)
        await raise(worker, tx, watched, { drift: use.drift, decisions: use.decisions, key: version.key });
    });
  } catch (error) {
    if (!(error instanceof PlatformError) && !(error instanceof CountsInvalid)) throw error;
    const { participantId, policyId, policyVersion, month } = watched;
    worker.logger.error({ err: error, participantId, policyId, policyVersion, month }, 'policy not watched');
  }
}

interface Measured {
  readonly drift: DriftReport;
  readonly decisions: number;
  /** By which what happens to the version is told in order. */
  readonly key: string;
}

/** In the order of the policy, so that of two nodes at it none waits for the other in turn. */
async function raise(
  worker: WatchServices,
  tx: Tx,
  { participantId, policyId, policyVersion, month }: WatchedPolicy,
  { drift, decisions, key }: Measured,
): Promise<void> {
  const all = [{ name: null, ...drift.score }, ...drift.characteristics];
  for (const [index, { name, light, ...measured }] of all.entries()) {
    if (light === 'GREEN' || measured.index <= measured.byChance) continue;
    const raisedAt = worker.clock.now();
    const alarm = {
      participantId,
      policyId,
      policyVersion,
      month,
      characteristic: index - 1,
      light,
      raisedAt,
    };
    if (!(await raisePolicyAlarm(tx, alarm))) continue;
    await appendEvent(worker, tx, {
      participantId: participantId as ParticipantId,
      ...{ type: 'cn.xinqiao.policy.drifted.v1', orderingKey: key },
      data: {
        ...{ policyId, version: policyVersion, month, characteristic: name, light, decisions },
        index: writeIndex(measured.index),
      },
    });
  }
}
