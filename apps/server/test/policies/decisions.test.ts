import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../applications/support/people.ts';
import { agreedConsent, type Platform, startPlatform } from '../support/platform.ts';
import { activated, draft, type Officers, officers, onlyName } from './support.ts';

let platform: Platform;
let people: Officers;
let consentId: string;
beforeAll(async () => {
  platform = await startPlatform();
  people = await officers(platform);
  ({ consentId } = await agreedConsent(platform));
});
afterAll(() => platform.close());

const decide = (policyId: string) => platform.bank().decisions.create({ consentId, policyId } as never);

describe('decisions by a bank’s own policy', () => {
  it('name version and document that decided', async () => {
    const active = await activated([people.ye, people.luo], { policyId: 'own-dai' });
    const { decision } = await decide('own-dai');
    expect(decision).toMatchObject({
      ...{ policyId: 'own-dai', policyVersion: active.version, documentHash: active.documentHash },
    });
  });

  it('are not made by a draft, nor once it is retired', async () => {
    await draft(people.ye, { policyId: 'drafted-dai' });
    expect(await codeOf(decide('drafted-dai'))).toBe('POLICY_UNKNOWN');
    const active = await activated([people.ye, people.luo], { policyId: 'retired-dai' });
    await people.luo.call('policies.retire', onlyName(active));
    expect(await codeOf(decide('retired-dai'))).toBe('POLICY_UNKNOWN');
  });

  it('follow the version that begins on the day', async () => {
    await activated([people.ye, people.luo], { policyId: 'dated-dai' });
    const tomorrow = new Date(Date.now() + (8 + 24) * 3_600_000).toISOString().slice(0, 10);
    await activated([people.ye, people.luo], {
      policyId: 'dated-dai',
      version: '2026-2',
      validFrom: tomorrow,
    });
    expect((await decide('dated-dai')).decision.policyVersion).toBe('2026-1');
    platform.advance(86_400_000);
    expect((await decide('dated-dai')).decision.policyVersion).toBe('2026-2');
  });
});
