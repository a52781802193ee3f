import { describe, expect, it } from 'vitest';
import { problem } from '../../test/loopback-platform.ts';
import { responseError } from './response-error.ts';

const now = () => new Date('2026-11-21T08:00:00.000Z');
const errorOf = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  responseError(
    new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers }),
    now,
  );

describe('responseError', () => {
  it('reads problem+json: code, wrong fields and particulars (RFC 9457)', async () => {
    const errors = [{ path: 'items', problem: 'not allowed', asked: 'a, b', allowed: 'a' }];
    const { body } = problem(422, 'CONSENT_REQUEST_EXCESSIVE', { errors, details: { template: 'pre-loan' } });
    expect(await errorOf(422, body)).toMatchObject({
      code: 'CONSENT_REQUEST_EXCESSIVE',
      errors,
      details: { template: 'pre-loan' },
    });
  });

  it('names the request id of the header', async () => {
    const { body } = problem(500, 'INTERNAL');
    expect(await errorOf(500, body, { 'x-request-id': 'req-header' })).toHaveProperty(
      'requestId',
      'req-header',
    );
  });

  it('names the request id of the problem where the header is missing', async () => {
    expect(await errorOf(500, problem(500, 'INTERNAL').body)).toHaveProperty('requestId', 'req-instance');
  });

  it.each([
    ['7', 7],
    ['Sat, 21 Nov 2026 08:00:30 GMT', 30],
    ['Sat, 21 Nov 2026 07:00:00 GMT', 0],
  ])('tells how long to wait from Retry-After: %s (RFC 9110 §10.2.3)', async (header, retryAfterSeconds) => {
    const error = await errorOf(429, problem(429, 'RATE_LIMITED').body, { 'retry-after': header });
    expect(error.details).toEqual({ retryAfterSeconds });
  });

  it('does not guess from a Retry-After it cannot read', async () => {
    const error = await errorOf(429, problem(429, 'RATE_LIMITED').body, { 'retry-after': 'soon' });
    expect(error.details).toEqual({});
  });

  it.each([
    [429, 'RATE_LIMITED'],
    [502, 'SERVER_UNREACHABLE'],
    [503, 'SERVER_UNREACHABLE'],
    [504, 'SERVER_UNREACHABLE'],
    [302, 'RESPONSE_UNEXPECTED'],
    [404, 'RESPONSE_UNEXPECTED'],
    [500, 'RESPONSE_UNEXPECTED'],
  ])('takes a %i of a gateway that knows no problem documents for %s', async (status, code) => {
    expect(await errorOf(status, '<html>gateway</html>')).toMatchObject({ code, details: { status } });
  });

  it('does not pass on a code it does not know', async () => {
    expect(await errorOf(400, problem(400, 'NEW_CODE').body)).toHaveProperty('code', 'RESPONSE_UNEXPECTED');
  });
});

describe('responseError · OAuth error bodies (RFC 6749 §5.2)', () => {
  it.each([
    ['invalid_authorization_details', 'CONSENT_REQUEST_EXCESSIVE'],
    ['invalid_grant', 'CALLBACK_INVALID'],
    ['invalid_client', 'CONFIGURATION_INVALID'],
    ['invalid_scope', 'CONFIGURATION_INVALID'],
    ['invalid_dpop_proof', 'DPOP_PROOF_INVALID'],
    ['temporarily_unavailable', 'SERVER_UNREACHABLE'],
    ['something_new', 'RESPONSE_UNEXPECTED'],
  ])('%s becomes %s', async (error, code) => {
    expect(await errorOf(400, { error })).toMatchObject({ code, details: { oauthError: error } });
  });

  it('prefers our own code beside the OAuth one, and keeps every wrong field', async () => {
    const errors = [{ path: 'range', problem: 'ends before it begins' }];
    const body = { error: 'invalid_authorization_details', code: 'VALIDATION_FAILED', errors };
    expect(await errorOf(400, body)).toMatchObject({ code: 'VALIDATION_FAILED', errors });
  });
});
