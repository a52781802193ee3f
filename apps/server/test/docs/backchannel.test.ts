import { ConsentRequest } from '@xinqiao/contracts';
import type { Consent } from '@xinqiao/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../events/support/receiver.ts';
import { answerDecoupled } from '../standards/support/backchannel.ts';
import { consentRequest, type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { askAtTheCounter } from './snippets/ask-at-the-counter.ts';
import { askAndLeave, receivePing } from './snippets/receive-pings.ts';

describe('what backchannel.md shows does what it says', () => {
  let platform: Platform;
  let receiver: Receiver;
  beforeAll(async () => {
    platform = await startPlatform();
    receiver = await startReceiver();
  });
  afterAll(async () => {
    await platform.close();
    await receiver.close();
  });

  const request = ConsentRequest.parse(consentRequest());
  /** The owner answers whatever waits for her. */
  async function answerWhatWaits(decision: string): Promise<void> {
    const [waiting] = await rows<{ requestId: string }>(
      platform,
      `SELECT id AS "requestId" FROM consent_request WHERE status = 'PENDING'`,
    );
    if (waiting === undefined) throw new Error('nothing waits');
    await answerDecoupled(platform, waiting, decision);
  }

  it('the clerk shows the words, the owner agrees, the consent is there', async () => {
    const shown: string[] = [];
    const waiting = askAtTheCounter(platform.bank(), request, (words) => {
      shown.push(words);
      void answerWhatWaits('agree');
    });
    expect(await waiting).toMatchObject({ status: 'ACTIVE' });
    expect(shown).toEqual([expect.stringMatching(/^\d{4}$/)]);
  });

  it('a ping leads to the answer, a forged one to nothing', async () => {
    await rows(platform, 'UPDATE application SET notification_uri = $1 WHERE id = $2', [
      receiver.url,
      platform.credentials('bank').applicationId,
    ]);
    const xinqiao = platform.bank();
    const requests: Parameters<typeof askAndLeave>[1] = new Map();
    const answers: (Consent | 'REFUSED')[] = [];
    const done = async (answer: Consent | 'REFUSED') => void answers.push(answer);
    for (const [at, decision] of ['agree', 'refuse'].entries()) {
      await askAndLeave(xinqiao, requests, request);
      await answerWhatWaits(decision);
      await receiver.until(at + 1);
      const { headers = {}, body } = receiver.received[at] ?? {};
      const ping = (more: object = {}) =>
        new Request('https://bank.example/answered', {
          ...{ method: 'POST', headers: { ...headers, ...more } as never },
          body: body ?? '',
        });
      const forged = await receivePing(ping({ authorization: 'Bearer x' }), xinqiao, requests, done);
      expect([forged.status, answers.length]).toEqual([401, at]);
      expect((await receivePing(ping(), xinqiao, requests, done)).status).toBe(204);
    }
    expect(answers).toEqual([expect.objectContaining({ status: 'ACTIVE' }), 'REFUSED']);
  });
});
