import { generateKeyPairSync } from 'node:crypto';
import type { ClaimedDelivery } from '@xinqiao/db';
import { describe, expect, it } from 'vitest';
import { clockFrom } from '../clock.ts';
import { openVault } from '../keys/vault.ts';
import { attemptDelivery, type Sender } from './attempt-delivery.ts';

const delivery: ClaimedDelivery = {
  ...{ endpointId: 'whk_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77', url: 'https://bank.example/events' },
  ...{ eventId: 'evt_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77', operatorId: 'bozhou', attempts: 1 },
  participantId: 'ptc_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77',
  ...{ type: 'cn.xinqiao.webhook.test.v1', orderingKey: 'whk', position: 1n, sealedSecrets: [] },
  data: { endpointId: 'whk_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' },
  ...{ occurredAt: new Date(0), leasedUntil: new Date(0), dueSince: new Date(0) },
};

describe('attemptDelivery', () => {
  /** Sends with signers that are ready after a while; how many requests went out. */
  const sentWith = async (startBy: number, signersReadyMs: number) => {
    let requests = 0;
    const { privateKey } = generateKeyPairSync('ed25519');
    const sender: Sender = {
      ...{ vault: openVault('a secret of the test, long enough'), clock: clockFrom() },
      signers: () => new Promise((resolve) => setTimeout(() => resolve([{ privateKey }]), signersReadyMs)),
      outbound: {
        request: async () => {
          requests++;
          return { status: 204, headers: {}, body: new Uint8Array() };
        },
      } as unknown as Sender['outbound'],
    };
    return { attempt: await attemptDelivery(sender, delivery, startBy), requests };
  };

  it('sends while its claim is fresh', async () => {
    expect(await sentWith(performance.now() + 10_000, 0)).toEqual({
      attempt: { status: 204, error: null },
      requests: 1,
    });
  });

  it('sends nothing once it stalled: another node may be ahead of it', async () => {
    expect(await sentWith(performance.now() + 10, 50)).toEqual({
      attempt: { status: null, error: 'INTERRUPTED' },
      requests: 0,
    });
  });
});
