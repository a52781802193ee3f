import { type ReceivedEvent, verifyWebhook } from '@xinqiao/sdk';

/** Verifies with the platform's public keys: your side keeps no secret. */
export async function verified(request: Request, platform: string, you: string): Promise<ReceivedEvent> {
  const answer = await fetch(`${platform}/.well-known/xinqiao-webhook-keys.json`);
  const { keys } = (await answer.json()) as { keys: { whpk: string }[] };
  const publicKeys = keys.map(({ whpk }) => whpk);
  const body = new Uint8Array(await request.arrayBuffer());
  return verifyWebhook({ headers: request.headers, body }, { publicKeys, recipient: you });
}
