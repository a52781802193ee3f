import type { Decision, PolicyWatch } from '@xinqiao/contracts';
import { countTallies, type Database, openDatabase } from '@xinqiao/db';
import { createTestDatabase } from '@xinqiao/db/testing';
import { cellsOf, INVOICE_FLOW_2026_1, parsePolicy, takeCensus } from '@xinqiao/scoring';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, clockFrom } from '../../src/clock.ts';
import { idFactory } from '../../src/ids.ts';
import { documentHash } from '../../src/policies/document-hash.ts';
import { driftWatch } from '../../src/policies/watch/look-for-drift.ts';
import { tallyDecision } from '../../src/policies/watch/tally-decision.ts';
import { type Caller, callerOf, codeOf } from '../applications/support/people.ts';
import { type Platform, startPlatformOn } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { ownDocument } from './own-document.ts';
import { nameOf, officers } from './support.ts';

const AT = '2026-11-22T04:00:00.000Z';
const MONTH = '2026-11';

/** Without a worker: the rounds are run here, by hand. */
let platform: Platform;
let worker: Database;
let application: Database;
let bank: string;
let program: Caller;
let otherProgram: Caller;
beforeAll(async () => {
  const database = await createTestDatabase();
  const roles = { XINQIAO_ROLES: 'api,authorization' };
  platform = await startPlatformOn({ ...database, url: database.urls.migration }, roles);
  worker = openDatabase(database.urls.worker, { poolSize: 4 });
  application = openDatabase(database.urls.application, { poolSize: 1 });
  program = callerOf(platform, platform.credentials('bank'));
  otherProgram = callerOf(platform, platform.credentials('other-bank'));
  bank = (await program.call('participants.getOwn', {})).participant.participantId;
});
afterAll(async () => {
  await worker.close();
  await application.close();
  await platform.close();
});
beforeEach(() =>
  rows(
    platform,
    `DELETE FROM policy_tally; DELETE FROM policy_count; DELETE FROM policy_alarm;
     DELETE FROM event WHERE type = 'cn.xinqiao.policy.drifted.v1'`,
  ),
);

const clockAt = (at: string): Clock => clockFrom(() => new Date(at));
const failures: object[] = [];
const logger = { error: (about: object) => void failures.push(about) };
const nodeAt = (at = AT) =>
  driftWatch(
    { clock: clockAt(at), newId: idFactory(clockAt(at)), operatorId: 'bozhou', logger } as never,
    worker,
  );
const count = async () => {
  while ((await worker.transaction({}, (tx) => countTallies(tx, 1_000))) > 0);
};

const policy = INVOICE_FLOW_2026_1;
const BIG = { invoicedSales12: '20000000.00' };
const SMALL = { invoicedSales12: '200000.00' };
const big = cellsOf(policy, BIG);
const small = cellsOf(policy, SMALL);

interface Tallies {
  readonly cells?: readonly number[];
  readonly month?: string;
  readonly outcome?: string;
  readonly policyId?: string;
  readonly version?: string;
}
const decided = (
  decisions: number,
  {
    cells = big,
    month = MONTH,
    outcome = 'APPROVED',
    policyId = policy.policyId,
    version = '2026-1',
  }: Tallies = {},
) =>
  rows(
    platform,
    `INSERT INTO policy_tally (participant_id, policy_id, policy_version, month, outcome, cells)
     SELECT $1, $2, $3, $4, $5, $6 FROM generate_series(1, $7)`,
    [bank, policyId, version, month, outcome, cells, decisions],
  );

interface Version {
  readonly document: Record<string, unknown>;
  readonly baseline?: object;
  readonly hash?: string;
}
/** Puts versions in force past four eyes, which are not under test here. */
async function inForce(versions: readonly Version[]): Promise<void> {
  await rows(
    platform,
    `INSERT INTO policy_version (id, participant_id, policy_id, version, document, document_hash, baseline, baseline_hash, status,
       revision, valid_from, drafted_by, drafted_at, seal)
     SELECT 'pol_' || gen_random_uuid(), $1, document->>'policyId', '2026-1', document, hash, baseline, "baselineHash", 'DRAFT',
       0, '2026-01-01', 'a', now(), 'x'
     FROM jsonb_to_recordset($2) AS of (document jsonb, hash text, baseline jsonb, "baselineHash" text)`,
    [
      bank,
      JSON.stringify(
        versions.map((each) => ({
          hash: documentHash(each.document),
          baselineHash: each.baseline && documentHash(each.baseline),
          ...each,
        })),
      ),
    ],
  );
  const steps = [
    `status = 'PROPOSED', proposed_by = 'a', proposed_at = now()`,
    `status = 'ACTIVE', activated_by = 'b', activated_at = now(), seal = 'x'`,
  ];
  for (const step of steps)
    await rows(
      platform,
      `UPDATE policy_version SET ${step}, revision = revision + 1 WHERE drafted_by = 'a' AND status <> 'ACTIVE' AND participant_id = $1`,
      [bank],
    );
}

const alarms = () =>
  rows<{ data: { policyId: string; month: string; characteristic: string | null; light: string } }>(
    platform,
    `SELECT data FROM event WHERE type = 'cn.xinqiao.policy.drifted.v1' ORDER BY ticket`,
  ).then((all) => all.map(({ data }) => data));
const lights = async () =>
  (await alarms()).map(({ characteristic, light }) => `${characteristic ?? 'score'} ${light}`);
const watch = (caller = program, name: object = {}): Promise<PolicyWatch> =>
  caller.call('policies.watch', { policyId: policy.policyId, version: '2026-1', ...name } as never);

describe('where a decision falls', () => {
  it.each([
    ['the last millisecond of November in Shanghai', '2026-11-30T15:59:59.999Z', '2026-11'],
    ['midnight there', '2026-11-30T16:00:00.000Z', '2026-12'],
  ])('%s counts in its month', async (_, decidedAt, month) => {
    const decision = { participantId: bank, outcome: 'DECLINED', decidedAt } as Decision;
    await application.transaction({ participantId: bank }, (tx) => tallyDecision(tx, policy, decision, BIG));
    expect(await rows(platform, 'SELECT * FROM policy_tally')).toMatchObject([
      { participant_id: bank, policy_id: policy.policyId, month, outcome: 'DECLINED', cells: [...big] },
    ]);
  });
});

describe('policies.watch', () => {
  it('says what is not counted yet, then counts it', async () => {
    await decided(2);
    await decided(1, { outcome: 'DECLINED', cells: small });
    expect(await watch()).toMatchObject({ uncounted: 3, baseline: null, months: [] });
    await count();
    expect(await watch()).toMatchObject({
      ...{ uncounted: 0, baseline: null },
      months: [{ month: MONTH, approved: 2, declined: 1, referred: 0, drift: null }],
    });
  });

  it('measures later months from the first whole ones, latest first', async () => {
    await decided(500, { month: '2026-09' });
    await decided(100, { month: '2026-10', cells: small });
    await count();
    const { baseline, months } = await watch();
    expect(baseline).toEqual({ source: 'FIRST_MONTHS', applicants: 500 });
    expect(months.map(({ month, drift }) => [month, drift?.[1]])).toEqual([
      [
        '2026-10',
        { characteristic: 'invoiced-sales', index: expect.any(String), light: 'RED', beyondChance: true },
      ],
      ['2026-09', undefined],
    ]);
    expect(months[0]?.drift?.map(({ characteristic }) => characteristic)).toEqual([
      null,
      ...policy.scorecard.characteristics.map(({ name }) => name),
    ]);
  });

  it('measures from the census that was given with the draft', async () => {
    const document = ownDocument({ policyId: 'with-census' });
    const baseline = takeCensus(
      parsePolicy(document),
      Array.from({ length: 700 }, () => BIG),
    );
    const { ye, luo } = await officers(platform);
    const drafted = await program.call('policies.draft', { document, baseline: { ...baseline } });
    await ye.call('policies.propose', nameOf(drafted));
    await luo.call('policies.activate', nameOf(drafted));
    await decided(120, { policyId: 'with-census', cells: small });
    await count();
    const { baseline: from, months } = await watch(program, { policyId: 'with-census' });
    expect(from).toEqual({ source: 'GIVEN', applicants: 700 });
    expect(months[0]?.drift?.[1]).toMatchObject({ characteristic: 'invoiced-sales', light: 'RED' });
  });

  it('gives the 36 latest months', async () => {
    for (let month = 0; month < 40; month++)
      await decided(1, {
        month: `${2023 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`,
      });
    await count();
    const { months } = await watch();
    expect([months.length, months[0]?.month, months.at(-1)?.month]).toEqual([36, '2026-04', '2023-05']);
  });

  it('is of one’s own decisions alone', async () => {
    await decided(1);
    await count();
    expect(await watch(otherProgram)).toMatchObject({ uncounted: 0, months: [] });
    expect(await codeOf(watch(otherProgram, { policyId: 'nobodys' }))).toBe('POLICY_NOT_FOUND');
  });

  it('of a draft shows nothing, also where another’s version of its name was decided by', async () => {
    await program.call('policies.draft', { document: ownDocument({ policyId: 'draft' }) });
    await decided(3, { policyId: 'draft' });
    expect(await watch(program, { policyId: 'draft' })).toMatchObject({ uncounted: 0, months: [] });
  });
});

describe('an alarm', () => {
  const first = () => decided(500, { month: '2026-09' });

  it('is raised once for each light, yellow then red, and never told twice', async () => {
    await decided(400, { month: '2026-09' });
    await decided(100, { month: '2026-09', cells: small });
    const node = nodeAt();
    await decided(260);
    await decided(160, { cells: small });
    await count();
    await node();
    const yellow = await lights();
    await decided(400, { cells: small });
    await count();
    await node();
    await node();
    await nodeAt()();
    const all = await lights();
    expect(yellow).toEqual(expect.arrayContaining(['invoiced-sales YELLOW']));
    expect(all.filter((light) => light.startsWith('invoiced-sales'))).toEqual([
      'invoiced-sales YELLOW',
      'invoiced-sales RED',
    ]);
    expect(new Set(all).size).toBe(all.length);
    expect((await alarms())[0]).toMatchObject({
      policyId: policy.policyId,
      version: '2026-1',
      month: MONTH,
      decisions: 420,
    });
  });

  it('is raised once, of four nodes at once', async () => {
    await first();
    await decided(200, { cells: small });
    await count();
    await Promise.all([nodeAt()(), nodeAt()(), nodeAt()(), nodeAt()()]);
    const all = await lights();
    expect(all).toContain('invoiced-sales RED');
    expect(new Set(all).size).toBe(all.length);
  });

  it('waits for a hundred decisions of the month, and for what to measure from', async () => {
    await decided(99, { cells: small });
    await decided(499, { month: '2026-09' });
    await count();
    const node = nodeAt();
    await node();
    await decided(1, { month: '2026-09' });
    await count();
    await node();
    const withBaseline = await lights();
    await decided(1, { cells: small });
    await count();
    await node();
    expect([withBaseline, (await lights()).length > 0]).toEqual([[], true]);
  });

  it.each([
    ['a month earlier', '2026-10-22T04:00:00.000Z'],
    ['a year earlier', '2025-11-22T04:00:00.000Z'],
    ['in the next month', '2026-12-01T00:00:00.000Z'],
    ['ten years later', '2036-11-22T04:00:00.000Z'],
  ])('a worker restarted with its clock %s tells nothing again', async (_, at) => {
    await first();
    await decided(200, { cells: small });
    await count();
    await nodeAt()();
    const before = await lights();
    await nodeAt(at)();
    await nodeAt()();
    expect([before.length > 0, await lights()]).toEqual([true, before]);
  });

  it('of the last decisions of a month is raised after its end, which Shanghai’s midnight is', async () => {
    await first();
    await decided(200, { cells: small });
    await count();
    await nodeAt('2026-12-31T16:00:00.000Z')();
    expect(await lights()).toEqual([]);
    await nodeAt('2026-12-31T15:59:59.999Z')();
    expect((await alarms()).every(({ month }) => month === MONTH)).toBe(true);
    expect((await lights()).length).toBeGreaterThan(0);
  });
});

describe('a thousand versions', () => {
  const document = (policyId: string) => ownDocument({ policyId });
  const census = takeCensus(
    parsePolicy(document('any')),
    Array.from({ length: 600 }, () => BIG),
  );
  /** As 150 decisions of the month are counted. */
  const counted = (policyIds: readonly string[], cells: readonly number[]) =>
    rows(
      platform,
      `INSERT INTO policy_count
       SELECT $1, policy_id, '2026-1', $2, place::integer - 3, cell, 150
       FROM unnest($3::text[]) AS policy_id, unnest($4::integer[]) WITH ORDINALITY AS of (cell, place)`,
      [bank, MONTH, policyIds, [0, ...cells]],
    );

  it('are looked at each by itself: one that cannot be read is said in the server’s log, and stops no other', async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `many-${index}`);
    await inForce([
      ...ids.map((policyId) => ({ document: document(policyId), baseline: { ...census, policyId } })),
      { document: { ...document('unreadable'), scorecard: {} } },
      { document: document('forged'), hash: documentHash(document('other')) },
      { document: document('miscounted') },
      { document: document('miscensused'), baseline: { ...census, policyId: 'another' } },
    ]);
    const drifted = ['many-0', 'many-500', 'many-999'];
    await counted(drifted, small);
    await counted(
      [...ids.filter((id) => !drifted.includes(id)), 'unreadable', 'forged', 'unknown', 'miscensused'],
      big,
    );
    await counted(['miscounted'], [0, 0, 0]);
    failures.length = 0;
    const node = nodeAt();
    await node();
    await node();
    const raised = await alarms();
    expect([...new Set(raised.map(({ policyId }) => policyId))].sort()).toEqual(drifted);
    expect(failures.map((about) => (about as { policyId: string }).policyId).sort()).toEqual([
      ...['forged', 'miscensused', 'miscounted', 'unknown', 'unreadable'],
    ]);
  }, 120_000);
});
