import { Webhook } from 'standardwebhooks';

/** The same with the library of Standard Webhooks: any language has one. */
export async function verified(request: Request, secret: string): Promise<unknown> {
  return new Webhook(secret).verify(await request.text(), Object.fromEntries(request.headers));
}
