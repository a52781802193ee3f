import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agreedConsent, consentRequest, type Platform, startPlatform } from './support/platform.ts';
import { expectProblem } from './support/problem.ts';
import { RawClient } from './support/raw-client.ts';

const ONETIME = consentRequest({
  templateId: 'pre-loan-admission',
  purpose: 'PRE_LOAN_ADMISSION',
  items: ['tax.vat-returns', 'tax.arrears'],
  disclosure: 'INDICATORS',
  validity: 'P1M',
});

describe('a consent for one fetch (ONETIME)', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    await bank.goodClaims();
  });
  afterAll(() => platform.close());

  const fetchOnce = (consentId: string, idempotencyKey: string = randomUUID()) =>
    bank.send('POST', `/v1/consents/${consentId}/packages`, { body: {}, idempotencyKey });
  const decideOnce = (consentId: string) => bank.send('POST', '/v1/decisions', { body: { consentId } });

  it('is used up by its one package; the same key still repeats it', async () => {
    const { consentId } = await agreedConsent(platform, { fact: ONETIME });
    const key = randomUUID();
    expect((await fetchOnce(consentId, key)).status).toBe(201);
    await expectProblem(await fetchOnce(consentId), 'CONSENT_FETCH_USED');
    expect((await fetchOnce(consentId, key)).status).toBe(201);
  });

  it('is used up by one of two fetches at once', async () => {
    const { consentId: once } = await agreedConsent(platform, { fact: ONETIME });
    const responses = await Promise.all([randomUUID(), randomUUID()].map((key) => fetchOnce(once, key)));
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 403]);
    for (const response of responses.filter(({ status }) => status === 403))
      await expectProblem(response, 'CONSENT_FETCH_USED');
  });

  it('is used up by one of ten fetches and decisions at once', async () => {
    const { consentId: once } = await agreedConsent(platform, { fact: ONETIME });
    const responses = await Promise.all(
      Array.from({ length: 10 }, (_, at) => (at % 2 ? fetchOnce(once) : decideOnce(once))),
    );
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const response of responses.filter(({ status }) => status !== 201))
      await expectProblem(response, 'CONSENT_FETCH_USED');
  });
});
