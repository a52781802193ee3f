/** A risk officer at the portal of a server: she signs in by the page and calls operations by her session. */
export async function officerAt(origin: string, persona: string) {
  const cookies = new Map<string, string>();
  const send = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, ...init.headers };
    const response = await fetch(new URL(address, origin), { ...init, redirect: 'manual', headers });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  const follow = async (address: string, init: RequestInit = {}) => {
    let response = await send(address, init);
    let at = new URL(address, origin);
    for (let location = response.headers.get('location'); location !== null; ) {
      await response.arrayBuffer();
      at = new URL(location, at);
      response = await send(at.href);
      location = response.headers.get('location');
    }
    return { at, markup: await response.text() };
  };
  const { at, markup } = await follow('/sign-in?to=portal');
  const formToken = /name="formToken" value="([^"]*)"/.exec(markup)?.[1] ?? '';
  const body = new URLSearchParams({ formToken, persona });
  await follow(`${at.pathname}/sign-in`, { method: 'POST', body });
  return {
    /** @throws The problem the platform answers. */
    async write(operation: string, input: object): Promise<unknown> {
      const response = await send(`/trpc/${operation}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify(input),
      });
      const { result, error } = (await response.json()) as {
        result?: { data: unknown };
        error?: { data: { code: string; message: { en: string }; details?: object; errors?: unknown[] } };
      };
      if (error !== undefined) {
        const { code, message, details = {}, errors = [] } = error.data;
        throw Object.assign(new Error(message.en), { code, details, errors });
      }
      return result?.data;
    },
  };
}
