import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  agreedConsent,
  consentRequest,
  ownerPersona,
  type Platform,
  startPlatform,
} from './support/platform.ts';

describe('the main job', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.close());

  it('asks, agrees, fetches, decides, proves and stops', async () => {
    const bank = platform.bank();
    const consent = await agreedConsent(platform, { bank });
    expect(consent.status).toBe('ACTIVE');

    const { data, receipt } = await bank.data.fetch(consent.consentId);
    expect(data.items.map(({ status }) => status)).toEqual(Array(6).fill('DELIVERED'));
    const first = await bank.audit.prove(receipt);
    const made = await bank.decisions.create({ consentId: consent.consentId });
    expect(made.decision.outcome).toBe('APPROVED');
    const second = await bank.audit.prove(made.receipt);
    expect(second).toMatchObject({ included: true, consistent: true });
    expect(second.size).toBeGreaterThan(first.size);

    const owner = platform.owner();
    await owner.signIn(ownerPersona().id);
    await owner.press(consent.consentId, 'stop');
    await expect(bank.data.fetch(consent.consentId)).rejects.toMatchObject({ code: 'CONSENT_REVOKED' });
    await expect(bank.decisions.create({ consentId: consent.consentId })).rejects.toMatchObject({
      code: 'CONSENT_REVOKED',
    });
  });

  it('lets the owner refuse, and tells the bank', async () => {
    const bank = platform.bank();
    const asked = await bank.consents.request(consentRequest());
    const callback = await platform.owner().answer(asked.url, ownerPersona().id, 'refuse');
    await expect(bank.consents.complete(callback, asked.pending)).rejects.toMatchObject({
      code: 'CONSENT_REFUSED',
    });
    await expect(bank.consents.get(asked.consentId)).resolves.toMatchObject({
      status: 'REJECTED',
      endedBy: 'OWNER',
    });
  });
});
