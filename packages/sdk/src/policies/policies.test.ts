import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoopbackPlatform, loopbackPlatform, problem } from '../../test/loopback-platform.ts';

let platform: LoopbackPlatform;
beforeEach(async () => {
  platform = await loopbackPlatform();
});
afterEach(() => platform.close());

const DOCUMENT = { policyId: 'yao-du-dai', version: '2026-1' };
const policyVersion = (fact: object = {}) => ({
  ...{ policyVersionId: null, ownerId: null, policyId: 'yao-du-dai', version: '2026-1' },
  ...{ name: { zh: '药都贷', en: 'Herb loan' }, status: 'DRAFT', validFrom: '2026-01-01', validTo: null },
  ...{ documentHash: 'A'.repeat(43), baselineHash: null, document: DOCUMENT, baseline: null },
  ...{ draftedBy: null, draftedAt: null, proposedBy: null, proposedAt: null },
  ...{ activatedBy: null, activatedAt: null, retiredBy: null, retiredAt: null },
  ...fact,
});

describe('policies', () => {
  it('are read by name, each under its address', async () => {
    platform.on('GET /api/v1/policies/yao-du-dai/versions/2026-1', () => ({ body: policyVersion() }));
    expect(await platform.client().policies.get('yao-du-dai', '2026-1')).toEqual(policyVersion());
  });

  it.each(['policyId', 'version'])('another %s than was asked for is refused', async (field) => {
    const other = { policyId: 'other', version: '2026-2' }[field];
    const body = policyVersion({ [field]: other });
    platform.on('GET /api/v1/policies/yao-du-dai/versions/2026-1', () => ({ body }));
    platform.on('POST /api/v1/policies', () => ({ status: 201, body }));
    const refused = { code: 'RESPONSE_UNEXPECTED', details: { fields: [field] } };
    const { policies } = platform.client();
    await expect(policies.get('yao-du-dai', '2026-1')).rejects.toMatchObject(refused);
    await expect(policies.draft({ document: DOCUMENT })).rejects.toMatchObject(refused);
  });

  it('a draft that is refused says what is wrong and where', async () => {
    const errors = [{ path: 'document.validTo', problem: 'The policy ends before it begins' }];
    platform.on('POST /api/v1/policies', () => problem(422, 'POLICY_INVALID', { errors }));
    await expect(platform.client().policies.draft({ document: DOCUMENT })).rejects.toMatchObject({
      code: 'POLICY_INVALID',
      errors,
    });
  });
});
