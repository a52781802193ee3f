import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PERSONAS } from '../../src/index.ts';
import {
  type BankTest,
  bankTest,
  consentRequest,
  MA,
  OTHER_APPLICATION_ID,
  SHEN,
} from './support/bank-test.ts';
import { dpopKey } from './support/raw-bank.ts';

let world: BankTest;
beforeEach(async () => {
  world = await bankTest();
});
afterEach(() => world.close());

describe('the unmodified SDK against the handlers', () => {
  it('verifies the artefact an owner’s agreement leaves', async () => {
    const consent = await world.agreed(world.bank());
    expect(consent).toMatchObject({ status: 'ACTIVE', revision: 1 });
  });

  it('verifies a package, and finds every item the owner agreed to', async () => {
    const bank = world.bank();
    const { consentId, items } = await world.agreed(bank);
    const { data } = await bank.data.fetch(consentId);
    expect(data.items.map(({ item, status }) => [item, status])).toEqual(
      items.map((item) => [item, 'DELIVERED']),
    );
  });

  it('turns a receipt into a proof, and finds each tree to extend the one before', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    const first = await bank.audit.prove((await bank.data.fetch(consentId)).receipt);
    const second = await bank.audit.prove((await bank.decisions.create({ consentId })).receipt);
    expect([first.consistent, second.consistent]).toEqual([null, true]);
    expect(second.size).toBeGreaterThan(first.size);
  });

  it('finds its own entries in the log, newest first', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    await bank.data.fetch(consentId);
    const { items } = await bank.audit.entries({ consentId });
    expect(items.map(({ kind }) => kind)).toEqual([
      'DATA_DELIVERED',
      'ACCESS_ALLOWED',
      'CONSENT_GRANTED',
      'CONSENT_REQUESTED',
    ]);
  });

  it('is told of a size the log never had', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    const { receipt } = await bank.data.fetch(consentId);
    const key = await dpopKey();
    const accessToken = await world.raw().accessToken(key, 'audit:read');
    const path = `/v1/audit/entries/${receipt.payload.entryId}/proof?earlierSize=1000`;
    const { body } = await world.raw().call('GET', path, { accessToken, dpop: key });
    expect(body.code).toBe('LOG_SIZE_UNKNOWN');
  });

  it('sees nothing of another bank', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    const { decision, receipt } = await bank.decisions.create({ consentId });
    // Told its own id, the SDK does not ask for the consent first.
    const applicationId = OTHER_APPLICATION_ID;
    const other = world.bank({ applicationId, participantId: applicationId.replace('app_', 'ptc_') });
    const codes = [
      other.consents.get(consentId),
      other.consents.revoke(consentId),
      other.data.fetch(consentId),
      other.decisions.create({ consentId }),
      other.decisions.get(decision.decisionId),
      other.audit.prove(receipt),
    ].map((call) => call.catch(({ code }) => code));
    expect(await Promise.all(codes)).toEqual([
      'CONSENT_NOT_FOUND',
      'CONSENT_NOT_FOUND',
      'CONSENT_NOT_FOUND',
      'CONSENT_NOT_FOUND',
      'DECISION_NOT_FOUND',
      'ENTRY_NOT_FOUND',
    ]);
    expect((await other.audit.entries()).items).toEqual([]);
    expect((await other.consents.list()).items).toEqual([]);
  });

  it('reads the catalogue', async () => {
    const bank = world.bank();
    expect((await bank.catalogue.templates()).map(({ templateId }) => templateId)).toContain(
      'credit-decision',
    );
    expect((await bank.catalogue.items()).map(({ item }) => item)).toContain('tax.vat-returns');
  });

  it('is told every violation of the fair-use rules at once', async () => {
    const asked = consentRequest(world.sandbox, { purpose: 'EARLY_WARNING', validity: 'P2Y' });
    await expect(world.bank().consents.request(asked)).rejects.toMatchObject({
      code: 'CONSENT_REQUEST_EXCESSIVE',
      errors: [{ path: 'purpose' }, { path: 'validity' }],
    });
  });
});

describe('decisions of the handlers', () => {
  it.each(PERSONAS.filter(({ expected }) => expected !== null && expected.family !== 'DEPENDS'))(
    '$id is decided as her story wants it',
    async ({ id, expected }) => {
      const bank = world.bank();
      const { consentId } = await world.agreed(bank, {}, id);
      const { decision } = await bank.decisions.create({ consentId });
      expect(decision.outcome === 'APPROVED').toBe(expected?.family === 'LENDS');
    },
  );

  it('name the reason: unpaid tax', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank, {}, MA);
    const { decision } = await bank.decisions.create({ consentId });
    expect(decision).toMatchObject({ outcome: 'DECLINED', limit: '0.00' });
    expect(decision.reasons.map(({ code }) => code)).toContain('TAX_ARREARS');
  });

  it('are not made where the owner agreed to a mere yes or no', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank, { disclosure: 'ANSWER' });
    await expect(bank.decisions.create({ consentId })).rejects.toMatchObject({ code: 'PURPOSE_NOT_SERVED' });
    const { items } = await bank.audit.entries({ consentId });
    expect(items[0]).toMatchObject({
      kind: 'ACCESS_DENIED',
      detail: { use: 'DECISION', code: 'PURPOSE_NOT_SERVED' },
    });
  });

  it('outlive the consent', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    const { decision } = await bank.decisions.create({ consentId });
    await world.sandbox.owner(SHEN).stop(consentId);
    expect(await bank.decisions.get(decision.decisionId)).toEqual(decision);
  });
});
