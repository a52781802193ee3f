import { randomUUID } from 'node:crypto';
import type { ConsentRequest, DataPackage } from '@xinqiao/contracts';
import { decodeJwt } from 'jose';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agreedConsent, consentRequest, type Platform, startPlatform } from '../support/platform.ts';
import { expectProblem } from '../support/problem.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';

const DAY_MS = 86_400_000;

describe('what a consent limits is held to when it is used', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    await bank.goodClaims();
  });
  afterAll(() => platform.close());

  const fetchData = (consentId: string, body: object = {}, idempotencyKey: string = randomUUID()) =>
    bank.send('POST', `/v1/consents/${consentId}/packages`, { body, idempotencyKey });
  const decide = (consentId: string, body: object = {}) =>
    bank.send('POST', '/v1/decisions', { body: { consentId, ...body } });
  const agreedWith = async (fact: Partial<ConsentRequest> = {}) =>
    (await agreedConsent(platform, { fact })).consentId;

  describe('range', () => {
    const { range } = consentRequest();
    let consentId: string;
    beforeAll(async () => {
      consentId = await agreedWith();
    });

    it('a package of fewer days says so and holds no other', async () => {
      const wanted = { from: range.from, to: `${range.from.slice(0, 4)}-12-31` };
      const response = await fetchData(consentId, { range: wanted, items: ['tax.vat-returns'] });
      expect(response.status).toBe(201);
      const content = decodeJwt<DataPackage>(((await response.json()) as { package: string }).package);
      expect(content.range).toEqual(wanted);
      const returns = content.items[0]?.records?.['tax.vat-returns'] ?? [];
      expect(returns.length).toBeGreaterThan(0);
      for (const { period } of returns) {
        expect(period >= wanted.from.slice(0, 7)).toBe(true);
        expect(period <= wanted.to.slice(0, 7)).toBe(true);
      }
    });

    it('a decision by fewer days is as of the day after them', async () => {
      const to = `${Number(range.to.slice(0, 4)) - 1}-06-30`;
      const response = await decide(consentId, { range: { from: range.from, to } });
      expect(response.status).toBe(201);
      const { decision } = (await response.json()) as { decision: { asOf: string } };
      expect(decision.asOf).toBe(`${to.slice(0, 4)}-07-01`);
    });

    it.each([
      ['before', { from: '2001-01-01', to: range.to }],
      ['after', { from: range.from, to: '2039-12-31' }],
    ])('a day %s those agreed is refused: CONSENT_RANGE_EXCEEDED', async (_, wanted) => {
      await expectProblem(await fetchData(consentId, { range: wanted }), 'CONSENT_RANGE_EXCEEDED');
      await expectProblem(await decide(consentId, { range: wanted }), 'CONSENT_RANGE_EXCEEDED');
      const [entry] = await rows<{ kind: string; detail: object }>(
        platform,
        'SELECT kind, detail FROM log_entry WHERE consent_id = $1 ORDER BY id DESC LIMIT 1',
        [consentId],
      );
      expect(entry).toMatchObject({ kind: 'ACCESS_DENIED', detail: { code: 'CONSENT_RANGE_EXCEEDED' } });
    });

    it.each([
      ['the wrong way round', { from: '2026-06-30', to: '2026-01-01' }],
      ['a day that does not exist', { from: '2026-02-30', to: '2026-06-30' }],
      ['an open end', { from: '2026-01-01' }],
    ])('%s: VALIDATION_FAILED', async (_, wanted) => {
      await expectProblem(await fetchData(consentId, { range: wanted }), 'VALIDATION_FAILED');
    });

    it('other days under the same Idempotency-Key are another request', async () => {
      const key = randomUUID();
      expect((await fetchData(consentId, { range }, key)).status).toBe(201);
      await expectProblem(await fetchData(consentId, {}, key), 'IDEMPOTENCY_KEY_REUSED');
    });
  });

  describe('frequency', () => {
    let consentId: string;
    beforeEach(async () => {
      consentId = await agreedWith({ frequency: { unit: 'DAY', value: 2 } });
    });

    it('counts packages and decisions together, and says when to come back', async () => {
      expect((await fetchData(consentId)).status).toBe(201);
      expect((await decide(consentId)).status).toBe(201);
      for (const refused of [await fetchData(consentId), await decide(consentId)]) {
        const retryAfter = Number(refused.headers.get('retry-after'));
        expect(retryAfter).toBeGreaterThan(0);
        expect(retryAfter).toBeLessThanOrEqual(DAY_MS / 1000);
        const { details } = await expectProblem(refused, 'CONSENT_FREQUENCY_EXCEEDED');
        // The next midnight in Shanghai.
        expect(details?.retryAt).toMatch(/T16:00:00\.000Z$/);
        expect(details?.retryAfterSeconds).toBe(retryAfter);
      }
    });

    it('a repetition with the same key is not another delivery', async () => {
      const key = randomUUID();
      for (let turn = 0; turn < 3; turn++) expect((await fetchData(consentId, {}, key)).status).toBe(201);
      expect((await fetchData(consentId)).status).toBe(201);
      await expectProblem(await fetchData(consentId), 'CONSENT_FREQUENCY_EXCEEDED');
      expect((await fetchData(consentId, {}, key)).status).toBe(201);
    });

    it('a read that delivers nothing is not counted', async () => {
      await expectProblem(
        await fetchData(consentId, { items: ['invoice.lines'] }),
        'CONSENT_ITEM_NOT_COVERED',
      );
      expect((await fetchData(consentId)).status).toBe(201);
      expect((await fetchData(consentId)).status).toBe(201);
    });

    it('the next day there are as many again', async () => {
      for (let turn = 0; turn < 2; turn++) expect((await fetchData(consentId)).status).toBe(201);
      await expectProblem(await fetchData(consentId), 'CONSENT_FREQUENCY_EXCEEDED');
      platform.advance(DAY_MS);
      for (let turn = 0; turn < 2; turn++) expect((await fetchData(consentId)).status).toBe(201);
      await expectProblem(await fetchData(consentId), 'CONSENT_FREQUENCY_EXCEEDED');
    });
  });

  it('what was read under terms that were amended meanwhile is discarded, and the log says so', async () => {
    const consentId = await agreedWith();
    // Held between its two transactions: what it asks for next is locked.
    const holder = new pg.Client({ connectionString: platform.adminUrl });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE subject IN ACCESS EXCLUSIVE MODE');
    const kinds = () =>
      rows<{ kind: string; code: string | null }>(
        platform,
        `SELECT kind, detail->>'code' AS code FROM log_entry
         WHERE consent_id = $1 AND (kind LIKE 'ACCESS_%' OR kind LIKE 'DATA_%') ORDER BY id`,
        [consentId],
      );
    const reading = fetchData(consentId);
    await expect.poll(kinds, { timeout: 20_000 }).toEqual([{ kind: 'ACCESS_ALLOWED', code: null }]);
    await rows(
      platform,
      `UPDATE consent SET disclosure = 'INDICATORS', revision = revision + 1, artefact = 'signed anew' WHERE id = $1`,
      [consentId],
    );
    await holder.query('COMMIT');
    await holder.end();
    await expectProblem(await reading, 'CONSENT_CHANGED_MEANWHILE');
    expect((await kinds()).at(-1)).toEqual({ kind: 'DATA_DISCARDED', code: 'CONSENT_CHANGED_MEANWHILE' });
  });

  it('what the bank left to its template is what the consent says', async () => {
    const { fetchType, frequency, dataLife } = await agreedConsent(platform, {
      fact: { items: ['tax.vat-returns', 'invoice.lines'] },
    });
    expect({ fetchType, frequency, dataLife }).toEqual({
      fetchType: 'PERIODIC',
      frequency: { unit: 'DAY', value: 10 },
      dataLife: 'P12M',
    });
  });

  it('a consent asked for once under a periodic template is used up by one delivery', async () => {
    const consentId = await agreedWith({ fetchType: 'ONETIME' });
    expect((await fetchData(consentId)).status).toBe(201);
    await expectProblem(await fetchData(consentId), 'CONSENT_FETCH_USED');
  });
});
