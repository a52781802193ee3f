import type { ConsentId, ParticipantId, SubjectId } from '@xinqiao/contracts';
import type { OwnerBrowser } from '@xinqiao/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendEntry } from '../../src/audit/append.ts';
import { clockFrom } from '../../src/clock.ts';
import { idFactory } from '../../src/ids.ts';
import { ownerPersona } from '../support/platform.ts';
import { isSoak, patienceMs, requests } from './support/bounds.ts';
import type { Caller } from './support/caller.ts';
import type { Cluster } from './support/cluster.ts';
import { apartFromCopies, copyConsent, UNCOUNTED } from './support/consents.ts';
import { entriesOf, untilIntegrated, untilIntegratedOf } from './support/entries.ts';
import { readLogState, sha256 } from './support/log-state.ts';
import { logViolations } from './support/log-violations.ts';
import { type Race, raceViolations } from './support/race-violations.ts';
import { read, readOn } from './support/readers.ts';
import { record, stopwatch } from './support/record.ts';
import { startTwoNodes } from './support/two-nodes.ts';

/** Reads in flight, over both nodes, when a consent is revoked. */
const READERS = 24;
const RACES = requests(240);
/** Consents raced between two checks. */
const BATCH = 10;
/** Races in which the owner takes her part every fourth time; later only now and then, as her page grows with them. */
const OWNER_OFTEN = 400;
/** How long her sign-in is used, in milliseconds. */
const SIGN_IN_MS = 300_000;

describe('reads against a revocation, on two nodes', () => {
  let cluster: Cluster;
  let caller: Caller;
  let agreed: ConsentId;
  beforeAll(async () => {
    ({ cluster, caller, agreed } = await startTwoNodes());
  });
  afterAll(() => cluster.close());

  const revokeAsBank = async (consentId: ConsentId, turn: number) => {
    const node = cluster.nodes[turn % 2 === 0 ? 0 : 1];
    const revoke = () => caller.call(node, 'consents.revoke', { path: { consentId } });
    let answer = await revoke();
    while (isSoak && answer.code === 'DATABASE_UNAVAILABLE') answer = await revoke();
    expect(answer.status).toBe(200);
  };

  let signedIn: { readonly owner: OwnerBrowser; readonly at: number } | undefined;
  const revokeAsOwner = async (consentId: ConsentId) => {
    const now = performance.now();
    if (signedIn === undefined || now - signedIn.at > SIGN_IN_MS) {
      signedIn = { owner: cluster.owner(), at: now };
      await signedIn.owner.signIn(ownerPersona().id);
    }
    await signedIn.owner.press(consentId, 'stop');
  };
  const isOwners = (turn: number) => turn % (turn < OWNER_OFTEN ? 4 : 48) === 3;

  /**
   * Readers that stop when they are refused, a revocation somewhere between their first and last reads, and on each
   * node one read more that begins when it has returned.
   */
  async function race(
    consentId: ConsentId,
    turn: number,
  ): Promise<Omit<Race, 'entries'> & { inFlight: number }> {
    const soon = Promise.withResolvers<void>();
    const answersFirst = turn % (READERS + 1);
    if (answersFirst === 0) soon.resolve();
    const reads = readOn(
      (next) => read(caller, cluster.nodes, consentId, next),
      READERS,
      ({ status }) => status === 201,
      (answers) => answers >= answersFirst && soon.resolve(),
    );
    await soon.promise;
    const begunAt = performance.now();
    // Sometimes the owner stops it on her page, the other times the bank ends it.
    if (isOwners(turn)) await revokeAsOwner(consentId);
    else await revokeAsBank(consentId, turn);
    const revokedAt = performance.now();
    const late = await Promise.all([0, 1].map((turn) => read(caller, cluster.nodes, consentId, turn)));
    const answers = await reads;
    const raced = answers.filter((answer) => answer.begunAt < revokedAt && answer.endedAt > begunAt);
    return { reads: [...answers, ...late], revokedAt, inFlight: raced.length };
  }

  it(
    'commits, logs and delivers nothing after the revocation · architecture, main job 6',
    async () => {
      let inFlight = 0;
      let discarded = 0;
      let unavailable = 0;
      let consents = 0;
      const seconds = stopwatch();
      // Written after every batch, so that a run that is cut off says how far it came.
      const note = () =>
        record('races', {
          readsInFlight: inFlight,
          readsDiscarded: discarded,
          readsUnavailable: unavailable,
          consents,
          seconds: seconds(),
        });
      const check = async (races: ReadonlyMap<ConsentId, Awaited<ReturnType<typeof race>>>) => {
        await untilIntegratedOf(cluster.admin, [...races.keys()]);
        const entries = await entriesOf(cluster.admin, [...races.keys()]);
        for (const [consentId, raced] of races) {
          const logged = entries.get(consentId) ?? [];
          const reads = raced.reads.filter((read) => !isSoak || read.code !== 'DATABASE_UNAVAILABLE');
          unavailable += raced.reads.length - reads.length;
          const unexpected = reads
            .filter(({ status, code }) => status !== 201 && code !== 'CONSENT_REVOKED')
            .map(({ status, code }) => `${status} ${code}`);
          expect({ violations: raceViolations({ ...raced, reads, entries: logged }), unexpected }).toEqual({
            violations: [],
            unexpected: [],
          });
          discarded += logged.filter(({ kind }) => kind === 'DATA_DISCARDED').length;
        }
      };
      let checked = Promise.resolve();
      for (let turn = 0; inFlight < RACES; ) {
        const races = new Map<ConsentId, Awaited<ReturnType<typeof race>>>();
        // By turns consents whose deliveries are counted, where readers exclude each other, and others.
        const columns =
          (turn / BATCH) % 2 === 0 ? UNCOUNTED : { frequency_unit: 'DAY', frequency_value: 1_000 };
        for (const consentId of await copyConsent(cluster.database, agreed, BATCH, { columns })) {
          const raced = await race(consentId, turn++);
          races.set(consentId, raced);
          consents++;
          inFlight += raced.inFlight;
        }
        // The log is read while the next races run.
        await checked;
        checked = check(races);
        // Awaited a batch later: until then a failure is not unhandled.
        checked.catch(() => undefined);
        note();
      }
      await checked;
      await untilIntegrated(cluster.admin);
      // Some reads must have lost between their two locks, or nothing was raced.
      expect(discarded).toBeGreaterThan(0);
      note();
      expect(await logViolations(await readLogState(cluster.admin), cluster.logKey)).toEqual([]);
      const said = cluster.nodes.flatMap(({ errors }) => apartFromCopies(errors()));
      expect(said.filter((line) => !isSoak || !line.includes('DATABASE_UNAVAILABLE'))).toEqual([]);
    },
    patienceMs(RACES),
  );

  it('is a race that can be lost: an outcome whose second lock and decision are left out is found', async () => {
    const [consentId = agreed] = await copyConsent(cluster.database, agreed, 1);
    const clock = clockFrom();
    const services = { clock, newId: idFactory(clock), operatorId: 'bozhou', sha256, logOrigin: 'test' };
    await cluster.admin.transaction({}, async (tx) => {
      const seen = await tx.consent.findUniqueOrThrow({ where: { id: consentId } });
      expect(seen.status).toBe('ACTIVE');
      await revokeAsBank(consentId, 0);
      await appendEntry(services, tx, {
        kind: 'DATA_DELIVERED',
        actor: 'a careless reader',
        participantId: seen.participantId as ParticipantId,
        subjectId: seen.subjectId as SubjectId,
        consentId,
        detail: {},
      });
    });
    await untilIntegrated(cluster.admin);
    const entries = (await entriesOf(cluster.admin, [consentId])).get(consentId) ?? [];
    expect(raceViolations({ reads: [], revokedAt: performance.now(), entries })).toEqual([
      'COMMITTED_AFTER_REVOKE',
      'LOGGED_AFTER_REVOKE',
      'ENTRY_WITHOUT_DELIVERY',
      'OUTCOME_WITHOUT_ACCESS',
    ]);
  });
});
