import type { ApplicationId, ParticipantId } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_PARTICIPANTS } from '../../src/sandbox/sandbox-participants.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { callerOf, codeOf, developerOf, keyPair, trialApplication } from './support/people.ts';

const bankId = SANDBOX_PARTICIPANTS.find(({ kind }) => kind === 'BANK')?.id as ParticipantId;
const CASE = { category: 'TECHNICAL', title: '接口报错', text: '返回 500。' } as const;

describe('Idempotency-Key of two programs of one bank', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.close());

  const program = async () => {
    const applicationId: ApplicationId = await trialApplication(platform, bankId, ['cases:write']);
    const { privateKey, publicKey } = await keyPair(`k-${applicationId.slice(-8)}`);
    const keyId = publicKey.kid;
    await (await developerOf(platform)).call('keys.register', { applicationId, jwk: publicKey });
    return callerOf(platform, { applicationId, privateKey, keyId });
  };

  it('with the same key and body, the second does not get what the first was answered', async () => {
    const [first, second] = [await program(), await program()];
    const options = { idempotencyKey: crypto.randomUUID() };
    const { caseId } = await first.call('cases.open', CASE, options);
    expect(await codeOf(second.call('cases.open', CASE, options))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await first.call('cases.open', CASE, options)).toMatchObject({ caseId });
  });
});
