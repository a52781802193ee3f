import { ERRORS } from '@xinqiao/contracts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { act, call } from './call.ts';

afterEach(() => vi.unstubAllGlobals());

/** The next call is answered like this. */
const answer = (body: unknown, status = 200) =>
  vi.stubGlobal(
    'fetch',
    async () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }),
  );
const list = () => call('applications.list', {});

describe('call', () => {
  it('gives what the contract promises', async () => {
    answer([{ result: { data: { items: [] } } }]);
    expect(await list()).toEqual({ items: [] });
  });

  it('refuses an answer outside the contract', async () => {
    answer([{ result: { data: { items: [{ name: 'no application' }] } } }]);
    await expect(list()).rejects.toMatchObject({ code: 'RESPONSE_UNEXPECTED' });
  });

  it('says in both languages what the server said', async () => {
    const message = { zh: '请先登录。', en: 'Sign in first.' };
    answer([{ error: { code: -32001, message: 'x', data: { code: 'SIGN_IN_REQUIRED', message } } }], 401);
    await expect(list()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED', says: message });
  });

  it('keeps the words of an error it does not know yet', async () => {
    const message = { zh: '新的错误。', en: 'A new error.' };
    answer([{ error: { code: -32603, message: 'x', data: { code: 'ADDED_LATER', message } } }], 500);
    await expect(list()).rejects.toMatchObject({ code: 'ADDED_LATER', says: message });
  });

  it('understands a problem document (RFC 9457)', async () => {
    const { message } = ERRORS.RATE_LIMITED;
    answer({ type: 'urn:xinqiao:error:RATE_LIMITED', status: 429, code: 'RATE_LIMITED', message }, 429);
    await expect(list()).rejects.toMatchObject({ code: 'RATE_LIMITED', says: message });
  });

  it('says that nothing answered', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
    await expect(list()).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
  });

  it('says that something else answered', async () => {
    answer('<h1>Bad gateway</h1>', 502);
    await expect(list()).rejects.toMatchObject({ code: 'RESPONSE_UNEXPECTED' });
  });
});

describe('act', () => {
  it('names the act in a header of its own, which no form of another site can set', async () => {
    const sent: Request[] = [];
    vi.stubGlobal('location', { origin: 'https://console.example' });
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      sent.push(new Request(new URL(url, 'https://console.example'), init));
      return new Response('{}', { status: 502 });
    });
    await expect(
      act('consents.revoke', { consentId: 'cns_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' as never }, 'act-0001'),
    ).rejects.toMatchObject({ code: 'RESPONSE_UNEXPECTED' });
    expect(sent.map(({ method, headers }) => [method, headers.get('idempotency-key')])).toEqual([
      ['POST', 'act-0001'],
    ]);
  });
});
