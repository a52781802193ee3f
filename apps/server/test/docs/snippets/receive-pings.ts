import {
  type Consent,
  type ConsentRequest,
  type PendingDecoupled,
  PlatformError,
  verifyPing,
  type Xinqiao,
} from '@xinqiao/sdk';

/** What you keep of each request until it is answered, by its `authReqId`; secret like a password. */
type Requests = Map<string, { readonly pending: PendingDecoupled; readonly token: string }>;

/** Asks, and goes home: the platform calls when there is an answer. */
export async function askAndLeave(
  xinqiao: Xinqiao,
  requests: Requests,
  request: ConsentRequest,
): Promise<void> {
  const token = crypto.randomUUID();
  const { pending } = await xinqiao.consents.requestDecoupled(request, { notificationToken: token });
  requests.set(pending.authReqId, { pending, token });
}

/** Answers one call at your notification address. The answer itself is fetched: a ping does not say what it is. */
export async function receivePing(
  ping: Request,
  xinqiao: Xinqiao,
  requests: Requests,
  done: (consent: Consent | 'REFUSED') => Promise<void>,
): Promise<Response> {
  const delivery = { headers: ping.headers, body: await ping.text() };
  try {
    const authReqId = await verifyPing(delivery, (id) => requests.get(id)?.token);
    const known = requests.get(authReqId);
    const consent = known && (await xinqiao.consents.poll(known.pending));
    if (consent !== undefined) await done(consent);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    if (error.code === 'WEBHOOK_INVALID') return new Response(null, { status: 401 });
    if (error.code === 'CONSENT_REFUSED') await done('REFUSED');
    else throw error;
  }
  return new Response(null, { status: 204 });
}
