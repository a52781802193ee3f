import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@xinqiao/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyConsent, UNCOUNTED } from './races/support/consents.ts';
import { agreedConsent, type Platform, startPlatformOn } from './support/platform.ts';
import { expectPage, expectProblem } from './support/problem.ts';
import { RawClient } from './support/raw-client.ts';
import { rows } from './support/rows.ts';

/** A read that was asked for, and what came of it. */
interface Attempt {
  readonly path: string;
  readonly body: object;
  readonly key: string;
  readonly response: Response;
}

describe('when the database goes away', () => {
  const directory = mkdtempSync(join(tmpdir(), 'xinqiao-gone-'));
  const startDatabase = (port?: number) =>
    startEmbeddedPostgres({ directory, ...(port === undefined ? {} : { port }) });
  let database: Awaited<ReturnType<typeof startDatabase>>;
  let platform: Platform;
  let bank: RawClient;
  let consentId: string;
  beforeAll(async () => {
    database = await startDatabase();
    const { adminUrl: url, secret } = database;
    const adminUrl = Object.assign(new URL(url), { pathname: '/xinqiao' }).href;
    platform = await startPlatformOn({ url, adminUrl, secret, drop: async () => undefined });
    bank = await RawClient.of(platform);
    await bank.goodClaims();
    const agreed = await agreedConsent(platform);
    [consentId = agreed.consentId] = await copyConsent(platform, agreed.consentId, 1, { columns: UNCOUNTED });
  });
  afterAll(async () => {
    await platform?.close();
    await database?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const ask = async (number: number, key: string = randomUUID()): Promise<Attempt> => {
    const [path, body] =
      number % 2 === 0 ? [`/v1/consents/${consentId}/packages`, {}] : ['/v1/decisions', { consentId }];
    return { path, body, key, response: await bank.send('POST', path, { body, idempotencyKey: key }) };
  };
  /** The server process of the database, killed as by a crash. */
  const crash = async () => {
    const [pid] = readFileSync(join(directory, 'data', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGQUIT');
    await database.stop();
  };

  it('every caller is answered, nothing is half-written, and the server goes on by itself', async () => {
    const attempts: Attempt[] = [];
    let gone = false;
    const callers = Array.from({ length: 6 }, async (_, caller) => {
      for (let number = caller; !gone; number++) attempts.push(await ask(number));
    });
    while (attempts.length < 12) await new Promise((resolve) => setTimeout(resolve, 5));
    await crash();
    attempts.push(await ask(0), await ask(1));
    gone = true;
    await Promise.all(callers);
    const refused = attempts.filter(({ response }) => response.status !== 201);
    expect(attempts.length - refused.length).toBeGreaterThanOrEqual(12);
    expect(refused.length).toBeGreaterThanOrEqual(2);
    for (const { response } of refused) await expectProblem(response, 'DATABASE_UNAVAILABLE');

    expect(await (await fetch(`${platform.url}/healthz`)).json()).toEqual({ status: 'ok' });
    await expectProblem(await fetch(`${platform.url}/readyz`), 'DATABASE_UNAVAILABLE');
    await expectProblem(await fetch(`${platform.url}/log/checkpoint`), 'DATABASE_UNAVAILABLE');
    await expectPage(await fetch(`${platform.url}/interaction/x`), 'CONSENT_LINK_EXPIRED');
    const token = await bank.post('/token', {
      grant_type: 'client_credentials',
      resource: `${platform.url}/api`,
    });
    expect([token.status, await token.json()]).toMatchObject([503, { error: 'temporarily_unavailable' }]);

    database = await startDatabase(database.port);
    await expect
      .poll(async () => (await fetch(`${platform.url}/readyz`)).status, { timeout: 20_000 })
      .toBe(200);
    await expectWhole(platform);

    // A call that was cut off holds its key for a minute; then the same key does it, once.
    platform.advance(61_000);
    for (const { path, body, key } of refused) {
      const response = await bank.send('POST', path, { body, idempotencyKey: key });
      expect(response.status).toBe(201);
    }
    await expectWhole(platform);
    const [{ done } = { done: 0 }] = await rows<{ done: number }>(
      platform,
      `SELECT count(*)::int AS done FROM idempotency_key WHERE status = 'DONE'`,
    );
    expect(done).toBe(attempts.length);
    expect(new Set(attempts.map(({ key }) => key)).size).toBe(attempts.length);
  }, 120_000);
});

/** Every result has its outcome in the log and the other way round; every entry is in the tree or on its way. */
async function expectWhole(platform: Platform): Promise<void> {
  const [found] = await rows(
    platform,
    `WITH result AS (
       SELECT id, outcome_entry_id, 'DATA_DELIVERED' AS kind FROM package
       UNION ALL SELECT id, outcome_entry_id, 'DECISION_MADE' FROM decision
     )
     SELECT
       (SELECT count(*)::int FROM result LEFT JOIN log_entry ON log_entry.id = outcome_entry_id AND log_entry.kind = result.kind
        WHERE log_entry.id IS NULL) AS "resultsWithoutEntry",
       (SELECT count(*)::int FROM log_entry WHERE kind IN ('DATA_DELIVERED', 'DECISION_MADE')
        AND detail->>'repeated' IS NULL AND id NOT IN (SELECT outcome_entry_id FROM result)) AS "entriesWithoutResult",
       (SELECT count(*)::int FROM log_entry WHERE id NOT IN (SELECT entry_id FROM log_leaf)
        AND id NOT IN (SELECT entry_id FROM log_pending)) AS "entriesLost",
       (SELECT count(*)::int FROM idempotency_key WHERE status = 'DONE' AND result_ref NOT IN (SELECT id FROM result)) AS "keysOfNothing",
       (SELECT count(*)::int FROM result WHERE id NOT IN (SELECT result_ref FROM idempotency_key WHERE result_ref IS NOT NULL)) AS "resultsWithoutKey"`,
  );
  expect(found).toEqual({
    resultsWithoutEntry: 0,
    entriesWithoutResult: 0,
    entriesLost: 0,
    keysOfNothing: 0,
    resultsWithoutKey: 0,
  });
}
