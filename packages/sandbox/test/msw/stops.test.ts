import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BankTest, bankTest, OTHER_APPLICATION_ID, SHEN } from './support/bank-test.ts';

let world: BankTest;
beforeEach(async () => {
  world = await bankTest();
});
afterEach(() => world.close());

const DAY_MS = 86_400_000;

describe('stops, in a bank’s own tests', () => {
  it('are acknowledged from their event, once for all', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    await world.sandbox.owner(SHEN).stop(consentId);
    const { items } = await bank.events.list({ types: ['cn.xinqiao.consent.revoked.v1'] });
    const [event] = items;
    if (event === undefined) throw new Error('no event');
    const first = await bank.stops.acknowledge(event);
    expect(first).toMatchObject({
      kind: 'REVOKED',
      eventId: event.id,
      stoppedAt: event.time,
      light: 'GREEN',
    });
    expect(first?.toldAt).not.toBeNull();
    world.sandbox.clock.advance(60_000);
    expect(await bank.stops.acknowledge(event)).toEqual(first);
    expect((await bank.stops.list({ waitingFor: 'ACKNOWLEDGEMENT' })).items).toEqual([]);
  });

  it('turn yellow, then red, while the bank says nothing', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    await world.sandbox.owner(SHEN).pause(consentId);
    const light = async () => (await bank.stops.list()).items[0]?.light;
    world.sandbox.clock.advance(2 * 3_600_000);
    expect(await light()).toBe('YELLOW');
    world.sandbox.clock.advance(DAY_MS);
    expect(await light()).toBe('RED');
  });

  it('ask for deletion where something was read, and take one attestation', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    await bank.data.fetch(consentId);
    await bank.consents.revoke(consentId);
    const [stop] = (await bank.stops.list({ waitingFor: 'ATTESTATION' })).items;
    if (stop === undefined) throw new Error('nothing is to be deleted');
    expect(Date.parse(stop.deletionDueAt ?? '') - Date.parse(stop.stoppedAt)).toBe(30 * DAY_MS);
    const words = { packages: 1, deletedAt: stop.stoppedAt, method: 'ERASED' } as const;
    const attested = await bank.stops.attestDeletion(stop, words);
    expect(await bank.stops.attestDeletion(stop, words)).toEqual(attested);
    await expect(bank.stops.attestDeletion(stop, { ...words, packages: 2 })).rejects.toMatchObject({
      code: 'STATEMENT_INVALID',
      details: { reason: 'ALREADY_ATTESTED' },
    });
  });

  it('take no attestation that what was delivered speaks against', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    await bank.data.fetch(consentId);
    await bank.consents.revoke(consentId);
    const [stop] = (await bank.stops.list()).items;
    if (stop === undefined) throw new Error('no stop');
    const words = { packages: 1, deletedAt: stop.stoppedAt, method: 'ERASED' } as const;
    const refused = (reason: string) => ({ code: 'STATEMENT_INVALID', details: { reason } });
    await expect(bank.stops.attestDeletion(stop, { ...words, packages: 0 })).rejects.toMatchObject(
      refused('PACKAGES_MISSING'),
    );
    await expect(
      bank.stops.attestDeletion(stop, { ...words, deletedAt: '2020-01-01T00:00:00.000Z' }),
    ).rejects.toMatchObject(refused('BEFORE_DELIVERY'));
  });

  it('are not there for another bank, nor where nobody agreed', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    await bank.consents.revoke(consentId);
    const [stop] = (await bank.stops.list()).items;
    if (stop === undefined) throw new Error('no stop');
    const other = world.bank({ applicationId: OTHER_APPLICATION_ID });
    await expect(other.stops.acknowledge(stop)).rejects.toMatchObject({ code: 'STOP_NOT_FOUND' });
    expect((await other.stops.list()).items).toEqual([]);
  });
});
