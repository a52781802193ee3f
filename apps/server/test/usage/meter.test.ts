import { randomUUID } from 'node:crypto';
import { OwnUsage, UsageExport } from '@xinqiao/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyConsent, UNCOUNTED } from '../races/support/consents.ts';
import { agreedConsent, consentRequest, type Platform, startPlatform } from '../support/platform.ts';
import { expectProblem } from '../support/problem.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';

const ONETIME = consentRequest({
  templateId: 'pre-loan-admission',
  purpose: 'PRE_LOAN_ADMISSION',
  items: ['tax.vat-returns', 'tax.arrears'],
  disclosure: 'INDICATORS',
  validity: 'P1M',
});
const MONTH = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);

/** What the log says was delivered and decided, repetitions left out, by application. */
const LOGGED = `
  SELECT actor AS "applicationId",
    coalesce(sum((
      SELECT count(*) FROM jsonb_array_elements(detail->'items') item WHERE item->>'status' IN ('DELIVERED', 'PARTIAL')
    )) FILTER (WHERE kind = 'DATA_DELIVERED'), 0)::int AS "dataItems",
    (count(*) FILTER (WHERE kind = 'DECISION_MADE'))::int AS decisions
  FROM log_entry
  WHERE kind IN ('DATA_DELIVERED', 'DECISION_MADE') AND NOT coalesce((detail->>'repeated')::boolean, false)
  GROUP BY actor`;

describe('the meter', () => {
  let platform: Platform;
  let banks: RawClient[];
  let operator: RawClient;
  const consents = new Map<RawClient, string>();
  /** Calls made by each application that were not refused for their number or their token. */
  const calls = new Map<string, number>();
  beforeAll(async () => {
    platform = await startPlatform();
    banks = [await RawClient.of(platform), await RawClient.of(platform, 'other-bank')];
    operator = await RawClient.of(platform, 'operator');
    await rows(platform, `UPDATE application SET scopes = scopes || '{metering:read,metering:export}'`);
    await rows(platform, 'UPDATE participant SET calls_per_minute = 77777');
    for (const bank of banks) {
      const name = bank === banks[0] ? 'bank' : 'other-bank';
      const { consentId: agreed } = await agreedConsent(platform, { bank: platform.bank(name) });
      // Any mix of calls may read more often than a template allows.
      const [consentId = agreed] = await copyConsent(platform, agreed, 1, { columns: UNCOUNTED });
      consents.set(bank, consentId);
      await bank.goodClaims();
    }
    await rows(platform, 'DELETE FROM usage_counter');
  });
  afterAll(() => platform.close());

  const send = async (client: RawClient, ...args: Parameters<RawClient['send']>) => {
    const response = await client.send(...args);
    if (response.status !== 401 && response.status !== 429)
      calls.set(client.applicationId, (calls.get(client.applicationId) ?? 0) + 1);
    return response;
  };
  const usage = async (client: RawClient, query = '') => {
    const token = await client.newToken('metering:read');
    return OwnUsage.parse(await (await send(client, 'GET', `/v1/usage${query}`, { token })).json());
  };
  const fetchData = (bank: RawClient, body: object = {}, idempotencyKey: string = randomUUID()) =>
    send(bank, 'POST', `/v1/consents/${consents.get(bank)}/packages`, { body, idempotencyKey });
  const decide = (bank: RawClient, idempotencyKey: string = randomUUID()) =>
    send(bank, 'POST', '/v1/decisions', { body: { consentId: consents.get(bank) }, idempotencyKey });

  const ACTS: Record<string, (bank: RawClient) => Promise<unknown>> = {
    'a package': (bank) => fetchData(bank),
    'a package of one item': (bank) => fetchData(bank, { items: ['tax.arrears'] }),
    'a package, twice with one key': async (bank) => {
      const key = randomUUID();
      return [await fetchData(bank, {}, key), await fetchData(bank, {}, key)];
    },
    'a decision': (bank) => decide(bank),
    'a decision, twice with one key': async (bank) => {
      const key = randomUUID();
      return [await decide(bank, key), await decide(bank, key)];
    },
    'an item that is not covered': (bank) => fetchData(bank, { items: ['invoice.lines'] }),
    'a body that is wrong': (bank) => fetchData(bank, { items: 'everything' }),
    'a policy that does not exist': (bank) =>
      send(bank, 'POST', '/v1/decisions', { body: { consentId: consents.get(bank), policyId: 'none' } }),
    'a list': (bank) => send(bank, 'GET', '/v1/consents'),
    'a proof that is wrong': (bank) => send(bank, 'GET', '/v1/consents', { proof: 'none' }),
    'an operation beyond its scopes': (bank) => send(bank, 'GET', '/v1/supervision/entries'),
  };

  it('says what the log says, after any mix of calls', async () => {
    const act = fc.tuple(fc.constantFrom(...Object.keys(ACTS)), fc.constantFrom(0, 1));
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 20 }), async (acts) => {
        await Promise.all(acts.map(([name, at]) => ACTS[name]?.(banks[at] as RawClient)));
        const logged = await rows<{ applicationId: string }>(platform, LOGGED);
        for (const bank of banks) {
          const { applicationId } = bank;
          const { dataItems, decisions, calls: counted, applications } = await usage(bank);
          const expected = logged.find((row) => row.applicationId === applicationId) ?? {
            ...{ applicationId, dataItems: 0, decisions: 0 },
          };
          expect({ applicationId, dataItems, decisions }).toEqual(expected);
          expect(counted).toBe(calls.get(applicationId));
          expect(applications).toEqual([{ applicationId, calls: counted, dataItems, decisions }]);
        }
      }),
      { numRuns: 4 },
    );
  }, 120_000);

  it('counts what was thrown away as a call and not as data', async () => {
    const [bank] = banks as [RawClient];
    const ids: string[] = [];
    for (let turn = 0; turn < 4; turn++)
      ids.push((await agreedConsent(platform, { fact: ONETIME })).consentId);
    const before = await usage(bank);
    let discarded = 0;
    let delivered = 0;
    for (const consentId of ids) {
      const path = `/v1/consents/${consentId}/packages`;
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => send(bank, 'POST', path, { body: {} })),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      const entries = await rows<{ kind: string; items: number }>(
        platform,
        `SELECT kind, (SELECT count(*)::int FROM jsonb_array_elements(detail->'items') item
           WHERE item->>'status' IN ('DELIVERED', 'PARTIAL')) AS items
         FROM log_entry WHERE consent_id = $1 AND kind IN ('DATA_DISCARDED', 'DATA_DELIVERED')`,
        [consentId],
      );
      discarded += entries.filter(({ kind }) => kind === 'DATA_DISCARDED').length;
      delivered += entries.find(({ kind }) => kind === 'DATA_DELIVERED')?.items ?? 0;
    }
    const after = await usage(bank);
    expect(discarded, 'reads that lost between their two locks').toBeGreaterThan(0);
    expect(after.dataItems - before.dataItems).toBe(delivered);
    expect(after.calls - before.calls).toBe(4 * 6 + 1);
  });

  it('shows a participant its limit, and a month without use as nothing', async () => {
    const [bank] = banks as [RawClient];
    expect(await usage(bank, '?month=2020-02')).toMatchObject({
      ...{ month: '2020-02', calls: 0, dataItems: 0, decisions: 0, applications: [], callsPerMinute: 77_777 },
    });
  });

  it.each(['2026-13', '2026-1', '202611', 'now'])('refuses the month %s', async (month) => {
    const [bank] = banks as [RawClient];
    const token = await bank.newToken('metering:read');
    await expectProblem(await send(bank, 'GET', `/v1/usage?month=${month}`, { token }), 'VALIDATION_FAILED');
  });

  describe('export', () => {
    const exportMonth = async (idempotencyKey: string = randomUUID()) =>
      operator.send('POST', '/v1/usage/exports', {
        token: await operator.newToken('metering:export'),
        body: { month: MONTH },
        idempotencyKey,
      });

    it('holds everybody’s usage, each the same as she sees it herself', async () => {
      const own = await Promise.all(banks.map((bank) => usage(bank)));
      const exported = UsageExport.parse(await (await exportMonth()).json());
      expect(exported).toMatchObject({ month: MONTH, final: false });
      for (const { callsPerMinute, ...each } of own)
        expect(
          exported.participants.find(({ participantId }) => participantId === each.participantId),
        ).toEqual(each);
    });

    it('is logged each time, a repetition as one', async () => {
      const key = randomUUID();
      for (const repeated of [undefined, true]) {
        const { entryId } = UsageExport.parse(await (await exportMonth(key)).json());
        const [entry] = await rows<{ kind: string; detail: { repeated?: true } }>(
          platform,
          'SELECT kind, detail FROM log_entry WHERE id = $1',
          [entryId],
        );
        expect(entry).toMatchObject({ kind: 'USAGE_EXPORTED', detail: { month: MONTH } });
        expect(entry?.detail.repeated).toBe(repeated);
      }
    });

    it('is refused to a bank that lacks the scope', async () => {
      const [bank] = banks as [RawClient];
      const token = await bank.newToken('metering:read');
      await expectProblem(
        await bank.send('POST', '/v1/usage/exports', { token, body: { month: MONTH } }),
        'SCOPE_MISSING',
      );
    });
  });
});
