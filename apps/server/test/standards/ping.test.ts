import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../events/support/receiver.ts';
import { forgetRefusals } from '../support/forget-refusals.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { answerDecoupled, askDecoupled, poll } from './support/backchannel.ts';
import { type StandardClient, standardClient } from './support/standard-client.ts';

const TOKEN = 'one-of-the-bank-for-this-request';

describe('a bank that is told when its request was answered (CIBA Core §10.2, ping)', () => {
  let platform: Platform;
  let client: StandardClient;
  let receiver: Receiver;
  beforeAll(async () => {
    platform = await startPlatform();
    receiver = await startReceiver();
    client = await standardClient(platform);
    await notifyAt(receiver.url);
  });
  afterEach(async () => {
    await forgetRefusals(platform);
    receiver.received.length = 0;
    receiver.answer(() => 204);
  });
  afterAll(async () => {
    await platform.close();
    await receiver.close();
  });

  const notifyAt = (url: string | null) =>
    rows(platform, 'UPDATE application SET notification_uri = $1 WHERE id = $2', [
      url,
      platform.credentials('bank').applicationId,
    ]);
  const ask = () => askDecoupled(client, { client_notification_token: TOKEN });

  it.each(['agree', 'refuse'])(
    'hears of “%s” with its token and the id, and nothing about anybody',
    async (decision) => {
      const asked = await ask();
      await answerDecoupled(platform, asked, decision);
      await receiver.until(1);
      const [ping] = receiver.received;
      expect(ping?.headers).toMatchObject({
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
      });
      expect(JSON.parse(ping?.body ?? '')).toEqual({ auth_req_id: asked.answer.auth_req_id });
      const outcome = await poll(client, asked).then(
        () => 'agree',
        () => 'refuse',
      );
      expect(outcome).toBe(decision);
    },
  );

  it('is told again when its server failed, and once when it did not', async () => {
    const answers = [503];
    receiver.answer(() => answers.pop() ?? 204);
    await answerDecoupled(platform, await ask());
    await receiver.until(2);
    const other = await ask();
    await answerDecoupled(platform, other);
    await receiver.until(3);
    const told = receiver.received.filter(({ body }) => body.includes(other.answer.auth_req_id));
    expect(told).toHaveLength(1);
  });

  it('out of reach keeps nobody waiting: her answer is taken, and it may still ask', async () => {
    await notifyAt('http://127.0.0.1:1/answered');
    const asked = await ask();
    await answerDecoupled(platform, asked);
    await notifyAt(receiver.url);
    await expect(poll(client, asked)).resolves.toBeDefined();
  });

  it.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['a token with a space', { client_notification_token: 'a b' }],
    ['a token of more than 1024 characters', { client_notification_token: 'x'.repeat(1025) }],
  ])('must bring a token for its endpoint: %s', async (_what, fact) => {
    await expect(askDecoupled(client, fact)).rejects.toMatchObject({ error: 'invalid_request' });
  });
});
