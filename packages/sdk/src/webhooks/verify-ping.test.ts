import { describe, expect, it } from 'vitest';
import { verifyPing } from './verify-ping.ts';

const TOKEN = 'token-of-this-request';
const ID = 'FC_EUH9Ra0vJQye-n9pmuuJEE9lkURQ2HfeUqQLCELk';

/** A ping as the platform sends it; each test names what differs. */
const ping = (fact: { headers?: Record<string, string>; body?: string } = {}) => ({
  headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
  body: JSON.stringify({ auth_req_id: ID }),
  ...fact,
});
const tokenOf = (id: string) => (id === ID ? TOKEN : undefined);

describe('verifyPing · CIBA Core §10.2', () => {
  it('names the request that was answered', async () => {
    expect(await verifyPing(ping(), tokenOf)).toBe(ID);
  });

  it('takes headers as fetch gives them, and a token from a store', async () => {
    const headers = new Headers(ping().headers);
    expect(await verifyPing({ ...ping(), headers }, async (id) => tokenOf(id))).toBe(ID);
  });

  it.each<[string, Parameters<typeof ping>[0], string]>([
    ['without a token', { headers: {} }, 'HEADER_MISSING'],
    ['with another scheme', { headers: { authorization: `Basic ${TOKEN}` } }, 'HEADER_MALFORMED'],
    ['with another token', { headers: { authorization: 'Bearer other' } }, 'SIGNATURE_MISMATCH'],
    ['with a longer token', { headers: { authorization: `Bearer ${TOKEN}x` } }, 'SIGNATURE_MISMATCH'],
    ['about a request of nobody', { body: '{"auth_req_id":"x"}' }, 'SIGNATURE_MISMATCH'],
    ['that is no JSON', { body: '{' }, 'EVENT_MALFORMED'],
    ['that names no request', { body: '{}' }, 'EVENT_MALFORMED'],
    [
      'that is too long',
      { body: JSON.stringify({ auth_req_id: ID, more: 'x'.repeat(5000) }) },
      'EVENT_MALFORMED',
    ],
  ])('refuses a call %s', async (_what, fact, reason) => {
    await expect(verifyPing(ping(fact), tokenOf)).rejects.toMatchObject({
      code: 'WEBHOOK_INVALID',
      details: { reason },
    });
  });
});
