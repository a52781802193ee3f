import type { PolicyVersion } from '@xinqiao/contracts';
import { INVOICE_FLOW_2026_1 } from '@xinqiao/scoring';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BankTest, bankTest, OTHER_APPLICATION_ID } from './support/bank-test.ts';

let world: BankTest;
beforeEach(async () => {
  world = await bankTest({ now: () => new Date('2026-11-22T02:00:00.000Z') });
});
afterEach(() => world.close());

const document = (fact: object = {}) => ({
  ...(JSON.parse(JSON.stringify(INVOICE_FLOW_2026_1)) as object),
  ...{ policyId: 'yao-du-dai', version: '2026-1', validFrom: '2026-01-01' },
  ...fact,
});

describe('policies of a bank’s own', () => {
  it('decide once its two officers have put them in force, with the hash of the document', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    const decide = () => bank.decisions.create({ consentId, policyId: 'yao-du-dai' });
    const draft = await bank.policies.draft({ document: document() });
    await expect(decide()).rejects.toMatchObject({ code: 'POLICY_UNKNOWN' });
    world.sandbox.officers.activate(draft.policyVersionId ?? '');
    expect((await decide()).decision).toMatchObject({
      ...{ policyId: 'yao-du-dai', policyVersion: '2026-1', documentHash: draft.documentHash },
    });
  });

  it('tell the bank that they came into force and were retired', async () => {
    const bank = world.bank();
    const { policyVersionId } = await bank.policies.draft({ document: document() });
    world.sandbox.officers.activate(policyVersionId ?? '');
    world.sandbox.officers.retire(policyVersionId ?? '');
    const { items } = await bank.events.list();
    expect(items.map(({ data }) => (data as { status?: string }).status)).toEqual(['ACTIVE', 'RETIRED']);
  });

  it('are nobody else’s', async () => {
    await world.bank().policies.draft({ document: document() });
    const other = world.bank({ applicationId: OTHER_APPLICATION_ID });
    await expect(other.policies.get('yao-du-dai', '2026-1')).rejects.toMatchObject({
      code: 'POLICY_NOT_FOUND',
    });
  });

  it('are put in force from a draft only, and not when their last day has passed', async () => {
    const bank = world.bank();
    const { officers } = world.sandbox;
    const over = await bank.policies.draft({ document: document({ validTo: '2026-11-21' }) });
    expect(() => officers.activate(over.policyVersionId ?? '')).toThrow(
      expect.objectContaining({ code: 'POLICY_OVER' }),
    );
    const active: PolicyVersion = await bank.policies.draft({ document: document({ version: '2026-2' }) });
    officers.activate(active.policyVersionId ?? '');
    expect(() => officers.activate(active.policyVersionId ?? '')).toThrow(
      expect.objectContaining({ code: 'POLICY_STEP_ILLEGAL', details: { status: 'ACTIVE' } }),
    );
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['half a surrogate pair', 'a\ud800'],
  ])('text with %s is refused, as by the server', async (_, zh) => {
    const drafting = world.bank().policies.draft({ document: document({ name: { zh, en: 'x' } }) });
    await expect(drafting).rejects.toMatchObject({
      ...{ code: 'VALIDATION_FAILED', errors: [{ path: 'document.name.zh' }] },
    });
  });

  it('that were written anew are no answer to whoever repeats an earlier draft', async () => {
    const { policies } = world.bank();
    const once = { idempotencyKey: 'draft-of-a-policy-1' };
    const first = await policies.draft({ document: document() }, once);
    expect(await policies.draft({ document: document() }, once)).toEqual(first);
    await policies.draft({ document: document({ validFrom: '2026-02-01' }) });
    await expect(policies.draft({ document: document() }, once)).rejects.toMatchObject({
      code: 'POLICY_CHANGED_MEANWHILE',
    });
  });

  it('retired before their first day leave the field to the version before', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    const { officers } = world.sandbox;
    const first = await bank.policies.draft({ document: document() });
    officers.activate(first.policyVersionId ?? '');
    const later = await bank.policies.draft({
      document: document({ version: '2026-2', validFrom: '2026-11-23' }),
    });
    officers.activate(later.policyVersionId ?? '');
    officers.retire(later.policyVersionId ?? '');
    world.sandbox.clock.advance(86_400_000);
    const { decision } = await bank.decisions.create({ consentId, policyId: 'yao-du-dai' });
    expect(decision.policyVersion).toBe('2026-1');
  });
});
