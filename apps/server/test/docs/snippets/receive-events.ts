import { PlatformError, type ReceivedEvent, verifyWebhook } from '@xinqiao/sdk';

/** Keeps an event, unless one with this id is kept already: `INSERT … ON CONFLICT (id) DO NOTHING`. */
type Store = (event: ReceivedEvent) => Promise<void>;

/** Answers one delivery: 204 once the event is kept, 400 when it is not the platform's. */
export async function receive(request: Request, secrets: string[], store: Store): Promise<Response> {
  const body = new Uint8Array(await request.arrayBuffer());
  try {
    const event = await verifyWebhook({ headers: request.headers, body }, { secrets });
    await store(event);
    return new Response(null, { status: 204 });
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code !== 'WEBHOOK_INVALID') throw error;
    return new Response(null, { status: 400 });
  }
}
