import type { ParticipantId, PolicyVersion } from '@xinqiao/contracts';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SANDBOX_PARTICIPANTS } from '../../src/sandbox/sandbox-participants.ts';
import { codeOf } from '../applications/support/people.ts';
import { agreedConsent, type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { ownDocument } from './own-document.ts';
import { activated, draft, nameOf, type Officers, officers, onlyName } from './support.ts';

const BANK = SANDBOX_PARTICIPANTS.find(({ kind }) => kind === 'BANK')!.id as ParticipantId;
let platform: Platform;
let people: Officers;
beforeAll(async () => {
  platform = await startPlatform();
  people = await officers(platform);
});
afterAll(() => platform.close());

/** Runs while somebody else holds what a statement locks. */
async function held<T>(
  sql: string,
  values: unknown[],
  meanwhile: (release: () => Promise<unknown>) => Promise<T>,
) {
  const other = new pg.Client({ connectionString: platform.adminUrl });
  await other.connect();
  try {
    await other.query('BEGIN');
    await other.query(sql, values);
    return await meanwhile(() => other.query('COMMIT'));
  } finally {
    await other.end();
  }
}
/** Until that many wait for a lock of that kind. */
async function waiting(locktype: 'advisory' | 'relation', many = 1): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await rows(
      platform,
      `SELECT FROM pg_locks WHERE NOT granted AND locktype = $1
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      [locktype],
    );
    if (found.length >= many) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`nobody waits for a lock: ${locktype}`);
}
const lockOf = (policyId: string) => [`policy ${BANK} ${policyId}`] as const;

/** Takes the second officer’s standing from her while her call waits for the lock on a policy. */
async function afterLeaving(policyId: string, change: string, back: string, act: () => Promise<unknown>) {
  const [, second] = people.names;
  return held(
    'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
    [...lockOf(policyId)],
    async (release) => {
      const acting = codeOf(act());
      await waiting('advisory');
      await rows(platform, `UPDATE identity SET ${change} WHERE id = $1`, [second]);
      await release();
      const code = await acting;
      await rows(platform, `UPDATE identity SET ${back} WHERE id = $1`, [second]);
      return code;
    },
  );
}

it.each([
  ['was disabled', `status = 'DISABLED'`, `status = 'ACTIVE'`],
  ['lost her role', `roles = '{}'`, `roles = '{RISK_OFFICER}'`],
])('who %s while she waits for her turn puts nothing in force', async (what, change, back) => {
  const policyId = `late-${what.split(' ').at(-1)}`;
  const drafted = await draft(people.ye, { policyId });
  await people.ye.call('policies.propose', nameOf(drafted));
  const code = await afterLeaving(policyId, change, back, () =>
    people.luo.call('policies.activate', nameOf(drafted)),
  );
  expect(code).toBe('SCOPE_MISSING');
});

it('who was disabled while she waits for her turn writes no draft', async () => {
  const document = ownDocument({ policyId: 'late-draft' });
  const code = await afterLeaving('late-draft', `status = 'DISABLED'`, `status = 'ACTIVE'`, () =>
    people.luo.call('policies.draft', { document }),
  );
  expect(code).toBe('SCOPE_MISSING');
});

it('no decision is made once its policy is said to be retired: a retirement waits for those under way', async () => {
  const policy: PolicyVersion = await activated([people.ye, people.luo], { policyId: 'racing' });
  const { consentId } = await agreedConsent(platform);
  let retired = false;
  await held('LOCK TABLE decision IN SHARE ROW EXCLUSIVE MODE', [], async (release) => {
    const deciding = platform.bank().decisions.create({ consentId, policyId: 'racing' });
    await waiting('relation');
    const retiring = people.luo.call('policies.retire', onlyName(policy)).then(() => {
      retired = true;
    });
    await Promise.race([retiring, waiting('advisory')]);
    expect(retired).toBe(false);
    await release();
    expect((await deciding).decision.policyId).toBe('racing');
    await retiring;
  });
});
