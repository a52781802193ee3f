import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agreedConsent, type Platform, startPlatform } from './support/platform.ts';
import { expectProblem } from './support/problem.ts';
import { RawClient } from './support/raw-client.ts';
import { rows, written } from './support/rows.ts';

const USCC = '91341602MA2MQ1XX59';
const OWNER = 'owner-of-an-import';
const HEADER = '企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态\n';
let number = 0;
const row = () => `A1,${++number},2026-01-05,B1,100.00,6.00,106.00,有效发票\n`;

/** An enterprise that exists in files only, so that its data changes when a file comes. */
describe('a read that comes to nothing', () => {
  let platform: Platform;
  let bank: RawClient;
  let operator: RawClient;
  let consentId: string;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    operator = await RawClient.of(platform, 'operator');
    const body = {
      ...{
        type: 'ENTERPRISE',
        name: '亳州市某某药业有限公司',
        identifier: { scheme: 'uscc', value: USCC },
        sourceId: 'import',
        sourceCode: 'A1',
      },
      representative: { identityId: OWNER, name: '某某' },
    };
    expect((await operator.send('POST', '/v1/subjects', { body })).status).toBe(201);
    await importFile();
    const fact = { items: ['invoice.summary' as const], customer: { uscc: USCC } };
    ({ consentId } = await agreedConsent(platform, { fact, persona: OWNER }));
  });
  afterAll(() => platform.close());

  const importFile = async () => {
    const file = HEADER + row();
    const digest = `sha-256=:${createHash('sha256').update(file).digest('base64')}:`;
    const path = '/v1/sources/import/files?kind=invoice-out&fileName=a.csv';
    const headers = { 'content-type': 'text/csv', 'content-digest': digest };
    expect((await operator.send('POST', path, { body: file, headers })).status).toBe(201);
  };
  const fetchWith = (idempotencyKey: string) =>
    bank.send('POST', `/v1/consents/${consentId}/packages`, { body: {}, idempotencyKey });
  const lastEntries = (count: number) =>
    rows(
      platform,
      'SELECT kind, detail FROM log_entry WHERE consent_id = $1 ORDER BY recorded_at DESC, id DESC LIMIT $2',
      [consentId, count],
    );

  it('because the data changed since its first delivery says so, shows nothing and is in the log', async () => {
    const key = randomUUID();
    expect((await fetchWith(key)).status).toBe(201);
    await importFile();
    const before = await written(platform);
    await expectProblem(await fetchWith(key), 'PACKAGE_CHANGED');
    expect(await written(platform)).toEqual({ ...before, log_entry: (before.log_entry ?? 0) + 2 });
    expect((await lastEntries(1))[0]).toMatchObject({
      kind: 'DATA_FAILED',
      detail: { code: 'PACKAGE_CHANGED' },
    });
  });

  it('because no such policy is in force was never let in: no entry, no source touched', async () => {
    const before = await written(platform);
    const body = { consentId, policyId: 'nobody-wrote-it' };
    await expectProblem(await bank.send('POST', '/v1/decisions', { body }), 'POLICY_UNKNOWN');
    expect(await written(platform)).toEqual(before);
  });

  it('because an item is not covered was never let in: one entry, no source touched', async () => {
    const before = await written(platform);
    const path = `/v1/consents/${consentId}/packages`;
    const problem = await expectProblem(
      await bank.send('POST', path, { body: { items: ['tax.arrears'] } }),
      'CONSENT_ITEM_NOT_COVERED',
    );
    expect(problem.details).toEqual({ items: ['tax.arrears'] });
    expect(await written(platform)).toEqual({ ...before, log_entry: (before.log_entry ?? 0) + 1 });
    expect((await lastEntries(1))[0]).toMatchObject({
      kind: 'ACCESS_DENIED',
      detail: { code: 'CONSENT_ITEM_NOT_COVERED' },
    });
  });

  it('leaves no read without its outcome: as many were let in as were concluded', async () => {
    await fetchWith(randomUUID());
    const [count] = await rows(
      platform,
      `SELECT count(*) FILTER (WHERE kind = 'ACCESS_ALLOWED')::int AS let_in,
              count(*) FILTER (WHERE kind IN ('DATA_DELIVERED', 'DATA_DISCARDED', 'DATA_FAILED', 'DECISION_MADE'))::int AS concluded
       FROM log_entry`,
    );
    expect(count).toEqual({ let_in: 3, concluded: 3 });
  });

  it('of a subject that is registered already makes no second one', async () => {
    const body = {
      ...{
        type: 'ENTERPRISE',
        name: '另一家',
        identifier: { scheme: 'uscc', value: USCC },
        sourceId: 'city',
      },
      representative: { identityId: 'somebody-else', name: '某某' },
    };
    const before = await written(platform);
    await expectProblem(await operator.send('POST', '/v1/subjects', { body }), 'SUBJECT_ALREADY_REGISTERED');
    expect(await written(platform)).toEqual(before);
  });
});
