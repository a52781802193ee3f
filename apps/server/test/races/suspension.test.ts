import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  ApplicationId,
  ConsentId,
  ErrorCode,
  LogEntryKind,
  ParticipantId,
  StatusReason,
} from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_PARTICIPANTS } from '../../src/sandbox/sandbox-participants.ts';
import { callerOf, staffCredentials } from '../applications/support/people.ts';
import type { Credentials } from '../support/platform.ts';
import { type Answer, startCaller } from './support/caller.ts';
import { agreedConsent, type Cluster, startCluster } from './support/cluster.ts';
import { copyConsent, UNCOUNTED } from './support/consents.ts';
import { read, readOn } from './support/readers.ts';

/** Suspensions of each kind: few in `npm test`; XINQIAO_SUSPENSIONS=100 for the record. */
const RUNS = Number(process.env.XINQIAO_SUSPENSIONS ?? 5);
/** Reads in flight over both nodes. */
const READERS = 16;
/** What is promised, in milliseconds. */
const PROMISED_MS = 5_000;

const participantId = SANDBOX_PARTICIPANTS.find(({ kind }) => kind === 'BANK')?.id as ParticipantId;

interface Kind {
  readonly code: ErrorCode;
  readonly entryKind: LogEntryKind;
  suspend(): Promise<unknown>;
  reinstate(): Promise<unknown>;
}

/** Times of one run, in milliseconds. */
interface Measured {
  /** From the commit of the act to the commit of the last delivery; negative when that came before. */
  readonly committedLag: number;
  /** From the return of the act to the end of the last accepted call. */
  readonly answeredLag: number;
  /** How long the act itself took. */
  readonly actMs: number;
}

describe('suspension under load, on two nodes', () => {
  let cluster: Cluster;
  let consentId: ConsentId;
  let kinds: Readonly<Record<'participant' | 'application' | 'key', Kind>>;
  beforeAll(async () => {
    cluster = await startCluster();
    const agreed = (await agreedConsent(cluster)).consentId;
    [consentId = agreed] = await copyConsent(cluster.database, agreed, 1, { columns: UNCOUNTED });
    kinds = kindsOf(cluster);
  });
  afterAll(() => cluster.close());

  const delivered = ({ status }: Answer) => status === 201;

  async function run({ code, suspend, reinstate, entryKind }: Kind, turn: number): Promise<Measured> {
    // With a token of its own: none is renewed while the bank is suspended, which is another test.
    const caller = await startCaller(cluster.origin, cluster.credentials);
    const readAt = (next: number) => read(caller, cluster.nodes, consentId, next);
    const soon = Promise.withResolvers<void>();
    const answersFirst = (turn * 7) % (2 * READERS);
    const reads = readOn(readAt, READERS, delivered, (count) => count > answersFirst && soon.resolve());
    await Promise.race([soon.promise, reads]);
    const begunAt = performance.now();
    await suspend();
    const returnedAt = performance.now();
    const late = await Promise.all([0, 1, 2, 3].map(readAt));
    const answers = await reads;

    // Nothing that began after the act had returned is accepted, on either node; and whatever is refused says why.
    expect(late.map((answer) => answer.code)).toEqual([code, code, code, code]);
    expect(answers.filter((answer) => answer.begunAt > returnedAt && delivered(answer))).toEqual([]);
    const refused = answers.filter((answer) => !delivered(answer));
    expect(new Set(refused.map((answer) => answer.code))).toEqual(new Set([code]));

    const { actAt, deliveredAt } = await commitsOf(cluster, entryKind);
    await reinstate();
    const after = await Promise.all([0, 1, 2, 3].map(readAt));
    expect(after.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const accepted = answers.filter(delivered).map(({ endedAt }) => endedAt);
    return {
      committedLag: (deliveredAt - actAt) / 1000,
      answeredLag: Math.max(...accepted) - returnedAt,
      actMs: returnedAt - begunAt,
    };
  }

  it.each(['participant', 'application', 'key'] as const)(
    'of the %s: nothing is accepted after it, the last delivery commits within 5 s, and all comes back',
    async (name) => {
      const measured: Measured[] = [];
      for (let turn = 0; turn < RUNS; turn++) measured.push(await run(kinds[name], turn));
      const worst = Math.max(...measured.map(({ committedLag }) => committedLag));
      expect(worst).toBeLessThanOrEqual(PROMISED_MS);
      const { status } = await cluster.admin.transaction({}, (tx) =>
        tx.consent.findUniqueOrThrow({ where: { id: consentId } }),
      );
      expect(status).toBe('ACTIVE');
      expect(cluster.nodes.map(({ errors }) => errors())).toEqual([[], []]);
      report(name, measured);
    },
    60_000 + RUNS * 20_000,
  );
});

/** When the last act of that kind and the last delivery committed, in microseconds (`track_commit_timestamp`). */
async function commitsOf({ admin }: Cluster, entryKind: LogEntryKind) {
  const [row] = await admin.transaction(
    {},
    (tx) => tx.$queryRaw<{ actAt: bigint | null; deliveredAt: bigint | null }[]>`
      WITH committed AS (
        SELECT kind, (extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000000)::bigint AS at FROM log_entry
      )
      SELECT
        max(at) FILTER (WHERE kind = ${entryKind}) AS "actAt",
        max(at) FILTER (WHERE kind IN ('DATA_DELIVERED', 'DECISION_MADE')) AS "deliveredAt"
      FROM committed`,
  );
  if (!row?.actAt || !row.deliveredAt) throw new Error('nothing was suspended, or nothing delivered');
  return { actAt: Number(row.actAt), deliveredAt: Number(row.deliveredAt) };
}

function kindsOf(cluster: Cluster) {
  const directory = join(cluster.environment.XINQIAO_DIRECTORY ?? '', 'applications');
  const credentials = (name: string) =>
    JSON.parse(readFileSync(join(directory, `${name}.json`), 'utf8')) as Credentials;
  const at = { url: cluster.origin };
  const guard = callerOf(at, staffCredentials({ credentials }, 'SECURITY'));
  const officer = callerOf(at, staffCredentials({ credentials }, 'ADMISSION'));
  const { keyId: kid } = cluster.credentials;
  const applicationId = cluster.credentials.applicationId as ApplicationId;
  const of = { participantId, applicationId };
  const reason = 'SECURITY_INCIDENT';
  const step = async (to: 'ACTIVE' | 'SUSPENDED', because: StatusReason) => {
    const { proposalId } = await guard.call('participants.changeStatus', {
      participantId,
      to,
      reason: because,
    });
    if (proposalId === null) throw new Error('nothing was proposed');
    return officer.call('proposals.approve', { proposalId });
  };
  return {
    participant: {
      code: 'PARTICIPANT_SUSPENDED',
      entryKind: 'PARTICIPANT_STATUS_CHANGED',
      // What one proposes, the other approves: the approval is the act.
      suspend: () => step('SUSPENDED', reason),
      reinstate: () => step('ACTIVE', 'REINSTATED'),
    },
    application: {
      code: 'APPLICATION_SUSPENDED',
      entryKind: 'APPLICATION_STATUS_CHANGED',
      suspend: () => guard.call('applications.suspendAny', { ...of, reason }),
      reinstate: () => guard.call('applications.reinstateAny', of),
    },
    key: {
      code: 'KEY_NOT_IN_FORCE',
      entryKind: 'APPLICATION_CHANGED',
      suspend: () => guard.call('keys.suspendAny', { ...of, kid, reason }),
      reinstate: () => guard.call('keys.reinstateAny', { ...of, kid }),
    },
  } as const satisfies Record<string, Kind>;
}

/** Writes the times of a run for the record to the file that XINQIAO_SUSPENSIONS_REPORT names. */
function report(name: string, measured: readonly Measured[]): void {
  const file = process.env.XINQIAO_SUSPENSIONS_REPORT;
  if (file === undefined) return;
  const summary = (of: (one: Measured) => number) => {
    const sorted = measured.map(of).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    return { min: sorted[0], median: at(0.5), p95: at(0.95), max: sorted.at(-1) };
  };
  const figures = {
    name,
    runs: measured.length,
    committedLagMs: summary(({ committedLag }) => committedLag),
    answeredLagMs: summary(({ answeredLag }) => answeredLag),
    actMs: summary(({ actMs }) => actMs),
  };
  writeFileSync(file, `${JSON.stringify(figures)}\n`, { flag: 'a' });
}
