import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BankTest, bankTest } from './support/bank-test.ts';

let world: BankTest;
beforeEach(async () => {
  world = await bankTest();
});
afterEach(() => world.close());

// biome-ignore lint/suspicious/noExplicitAny: any answer of the platform, to be spoilt
type Body = any;

/** Answers to addresses that end so are changed on their way to the bank. */
const spoilt =
  (ending: string, spoil: (body: Body) => void): typeof fetch =>
  async (input, init) => {
    const response = await fetch(input, init);
    const { pathname } = new URL(String(input));
    if (!pathname.endsWith(ending) || !response.ok) return response;
    const body: Body = await response.json();
    spoil(body);
    return Response.json(body, { status: response.status, headers: response.headers });
  };

/** The same JWS over a payload with one fact changed. */
const forged = (jws: string, fact: object): string => {
  const [header, payload, signature] = jws.split('.');
  const claims = { ...JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()), ...fact };
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
};

describe('what was changed on its way', () => {
  it('is refused: a package that claims an earlier day', async () => {
    const { consentId } = await world.agreed(world.bank());
    const bank = world.bank({
      fetch: spoilt('/packages', (body) => {
        body.package = forged(body.package, { asOf: '2020-01-01' });
      }),
    });
    await expect(bank.data.fetch(consentId)).rejects.toHaveProperty('code', 'SIGNATURE_INVALID');
  });

  it('is refused: a receipt for another entry', async () => {
    const { consentId } = await world.agreed(world.bank());
    const bank = world.bank({
      fetch: spoilt('/decisions', (body) => {
        body.receipt = forged(body.receipt, { recordedAt: '2020-01-01T00:00:00.000Z' });
      }),
    });
    await expect(bank.decisions.create({ consentId })).rejects.toHaveProperty('code', 'SIGNATURE_INVALID');
  });

  it('is refused: a consent that shows more than its owner agreed to', async () => {
    const { consentId } = await world.agreed(world.bank(), { disclosure: 'INDICATORS' });
    const bank = world.bank({
      fetch: spoilt(consentId, (body) => {
        body.disclosure = 'RECORDS';
      }),
    });
    await expect(bank.consents.get(consentId)).rejects.toMatchObject({
      code: 'RESPONSE_UNEXPECTED',
      details: { fields: ['disclosure'] },
    });
  });

  it.each<[string, (proof: Body) => void]>([
    ['another place in the tree', (proof) => (proof.leafIndex -= 1)],
    ['a path with a hash changed', (proof) => (proof.inclusion[0] = Buffer.alloc(32).toString('base64'))],
    [
      'a checkpoint of another size',
      (proof) => (proof.checkpoint = proof.checkpoint.replace(/\n\d+\n/, '\n9\n')),
    ],
  ])('is refused: a proof with %s', async (_, spoil) => {
    const honest = world.bank();
    const { consentId } = await world.agreed(honest);
    const { receipt } = await honest.data.fetch(consentId);
    const bank = world.bank({ fetch: spoilt('/proof', spoil) });
    await expect(bank.audit.prove(receipt)).rejects.toHaveProperty('code', 'PROOF_INVALID');
  });

  it('is refused: what another sandbox signed', async () => {
    const { consentId } = await world.agreed(world.bank());
    const { jws } = await world.bank().data.fetch(consentId);
    world.close();
    world = await bankTest();
    const later = await world.agreed(world.bank());
    const bank = world.bank({
      fetch: spoilt('/packages', (body) => {
        body.package = jws;
      }),
    });
    await expect(bank.data.fetch(later.consentId)).rejects.toHaveProperty('code', 'SIGNATURE_INVALID');
  });
});
