import type { Referral } from '@xinqiao/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IDS } from '../../test/builders.ts';
import { type LoopbackPlatform, loopbackPlatform, problem } from '../../test/loopback-platform.ts';

let platform: LoopbackPlatform;
beforeEach(async () => {
  platform = await loopbackPlatform();
});
afterEach(() => platform.close());

const REFERRAL_ID = 'ref_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';
const referral = (fact: Partial<Referral> = {}) => ({
  ...{ referralId: REFERRAL_ID, decisionId: IDS.decision, participantId: IDS.bank },
  ...{ consentId: IDS.consent, subjectId: IDS.subject },
  ...{ policyId: 'shui-rong-tong', policyVersion: '2026-2', why: [], missing: [] },
  ...{ limitCeiling: '3000000.00', rateFloor: '0.0365', rateCeiling: '0.06' },
  ...{ status: 'WAITING', light: 'GREEN', revision: 0, proposal: null, proposedBy: null, proposedAt: null },
  ...{ openedAt: '2026-11-21T08:00:00.000Z', deadlineAt: '2026-11-26T08:00:00.000Z' },
  ...{ settledBy: null, settledAt: null },
  ...fact,
});

describe('referrals', () => {
  it('lists a page by status', async () => {
    platform.on('GET /api/v1/referrals', { body: { items: [referral()], nextCursor: null } });
    const { items } = await platform.client().referrals.list({ status: 'WAITING' });
    expect(items).toEqual([referral()]);
    expect(platform.calls('/api/v1/referrals').map(({ query }) => query.get('status'))).toEqual(['WAITING']);
  });

  it('reads one', async () => {
    platform.on(`GET /api/v1/referrals/${REFERRAL_ID}`, { body: referral({ status: 'PROPOSED' }) });
    expect(await platform.client().referrals.get(REFERRAL_ID)).toHaveProperty('status', 'PROPOSED');
  });

  it('says when there is none', async () => {
    platform.on(`GET /api/v1/referrals/${REFERRAL_ID}`, problem(404, 'REFERRAL_NOT_FOUND'));
    await expect(platform.client().referrals.get(REFERRAL_ID)).rejects.toHaveProperty(
      'code',
      'REFERRAL_NOT_FOUND',
    );
  });
});
