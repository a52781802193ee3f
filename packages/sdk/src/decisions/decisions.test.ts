import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decision, IDS } from '../../test/builders.ts';
import { type LoopbackPlatform, loopbackPlatform, problem } from '../../test/loopback-platform.ts';
import { receipt } from '../../test/test-log.ts';

let platform: LoopbackPlatform;
beforeEach(async () => {
  platform = await loopbackPlatform();
});
afterEach(() => platform.close());

const decide = (
  fact: object,
  receiptType: Parameters<LoopbackPlatform['sign']>[0] = 'xinqiao-receipt+jwt',
) => {
  platform.on('POST /api/v1/decisions', async () => ({
    status: 201,
    body: { decision: decision(fact), receipt: await platform.sign(receiptType, receipt()) },
  }));
  return platform.client().decisions.create({ consentId: IDS.consent, policyId: 'shui-rong-tong' });
};

describe('decisions.create', () => {
  it('returns the decision and the verified receipt', async () => {
    const made = await decide({});
    expect(made.decision).toEqual(decision());
    expect(made.receipt.payload).toEqual(receipt());
  });

  it('decides by 税融通 unless a policy is named', async () => {
    await decide({});
    await platform.client().decisions.create({ consentId: IDS.consent });
    expect(JSON.parse(platform.calls('/api/v1/decisions')[1]?.body ?? '')).toHaveProperty(
      'policyId',
      'shui-rong-tong',
    );
  });

  it.each<[string, object]>([
    ['decision.consentId', { consentId: IDS.otherConsent }],
    ['decision.policyId', { policyId: 'other' }],
  ])('refuses a decision whose %s is another', async (field, fact) => {
    await expect(decide(fact)).rejects.toMatchObject({
      code: 'RESPONSE_UNEXPECTED',
      details: { fields: [field] },
    });
  });

  it('refuses an amount that is not yuan with two places', async () => {
    await expect(decide({ limit: '300000' })).rejects.toHaveProperty('code', 'RESPONSE_UNEXPECTED');
  });

  it('refuses a receipt that does not verify', async () => {
    await expect(decide({}, 'xinqiao-package+jwt')).rejects.toHaveProperty('code', 'SIGNATURE_INVALID');
  });
});

describe('decisions.get', () => {
  it('reads a decision', async () => {
    platform.on(`GET /api/v1/decisions/${IDS.decision}`, { body: decision({ outcome: 'REFERRED' }) });
    expect(await platform.client().decisions.get(IDS.decision)).toHaveProperty('outcome', 'REFERRED');
  });

  it('says when there is none', async () => {
    platform.on(`GET /api/v1/decisions/${IDS.decision}`, problem(404, 'DECISION_NOT_FOUND'));
    await expect(platform.client().decisions.get(IDS.decision)).rejects.toHaveProperty(
      'code',
      'DECISION_NOT_FOUND',
    );
  });
});
