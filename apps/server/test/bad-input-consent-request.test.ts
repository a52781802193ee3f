import type { FieldProblem } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerPersona, type Platform, startPlatform } from './support/platform.ts';
import { detail, pushedForm } from './support/pushed-request.ts';
import { RawClient } from './support/raw-client.ts';
import { rows, written } from './support/rows.ts';

interface Refusal {
  readonly error: string;
  readonly error_description: string;
  readonly code?: string;
  readonly errors?: readonly FieldProblem[];
}

describe('a consent request that is refused (RFC 9126 §2.3, RFC 9396 §5)', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    await bank.newToken();
  });
  afterAll(() => platform.close());

  const push = (fact: Readonly<Record<string, string | undefined>> = {}) =>
    bank.post('/request', pushedForm(bank, fact));
  const asking = (...details: readonly unknown[]) => push({ authorization_details: JSON.stringify(details) });

  /** Expects an OAuth error in plain ASCII, and that nothing of the request was kept. */
  const expectRefused = async (ask: () => Promise<Response>, error: string): Promise<Refusal> => {
    const pushed = () =>
      rows(platform, `SELECT id FROM oidc_payload WHERE model = 'PushedAuthorizationRequest'`);
    const before = [await written(platform), await pushed()];
    const response = await ask();
    const text = await response.text();
    const refusal = JSON.parse(text) as Refusal;
    expect([response.status, refusal.error], text).toEqual([400, error]);
    expect(refusal.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
    expect(text).not.toMatch(/eyJ|persona-|\b(app|ptc|cns)_[0-9a-f]{8}/);
    expect([await written(platform), await pushed()]).toEqual(before);
    return refusal;
  };

  it.each([
    ['authorization_details missing', () => push({ authorization_details: undefined })],
    ['an empty list of details', () => asking()],
    ['two details at once', () => asking(detail(), detail())],
    ['a field nobody knows', () => asking({ ...detail(), phone: '13800000000' })],
    ['a template id that is no text', () => asking(detail({ templateId: 7 }))],
    ['no items', () => asking(detail({ items: [] }))],
    ['an item twice', () => asking(detail({ items: ['tax.arrears', 'tax.arrears'] }))],
    ['an item nobody has', () => asking(detail({ items: ['tax.secrets'] }))],
    [
      'a range the wrong way round',
      () => asking(detail({ range: { from: '2026-11-01', to: '2026-10-01' } })),
    ],
    ['30 February', () => asking(detail({ range: { from: '2026-02-30', to: '2026-10-01' } }))],
    ['a validity in words', () => asking(detail({ validity: 'half a year' }))],
    [
      'a code of 17 characters',
      () => asking(detail({ customer: { uscc: ownerPersona().enterprise.uscc.slice(1) } })),
    ],
    [
      'a code in small letters',
      () => asking(detail({ customer: { uscc: ownerPersona().enterprise.uscc.toLowerCase() } })),
    ],
    ['a code with markup', () => asking(detail({ customer: { uscc: '<b>1341602XP000038' } }))],
  ])('%s: VALIDATION_FAILED', async (_what, ask) => {
    const refusal = await expectRefused(ask, 'invalid_authorization_details');
    expect(refusal.code).toBe('VALIDATION_FAILED');
    expect(refusal.errors).not.toHaveLength(0);
    expect(JSON.stringify(refusal)).not.toMatch(/13800000000|34160[0-9]xp|<b>/i);
  });

  it.each([
    ['text that is no JSON', () => push({ authorization_details: '[{' })],
    ['an object instead of a list', () => push({ authorization_details: JSON.stringify(detail()) })],
    ['null in the list', () => asking(null)],
    ['a type nobody knows', () => asking(detail({ type: 'payment_initiation' }))],
    ['no type', () => asking(detail({ type: undefined }))],
  ])('%s: invalid_authorization_details', async (_what, ask) => {
    await expectRefused(ask, 'invalid_authorization_details');
  });

  it('more than the template allows: every violation at once, with what was asked and what is allowed', async () => {
    const greedy = {
      ...{
        templateId: 'after-loan-warning',
        purpose: 'CREDIT_DECISION',
        disclosure: 'RECORDS',
        validity: 'P5Y',
      },
      items: ['invoice.lines', 'tax.arrears'],
      range: { from: '2010-01-01', to: '2026-11-01' },
    };
    const refusal = await expectRefused(() => asking(detail(greedy)), 'invalid_authorization_details');
    expect(refusal.code).toBe('CONSENT_REQUEST_EXCESSIVE');
    expect(refusal.errors?.map(({ path }) => path)).toEqual([
      'purpose',
      'items.0',
      'disclosure',
      'validity',
      'range',
    ]);
    for (const { asked, allowed } of refusal.errors ?? []) {
      expect(asked).toEqual(expect.any(String));
      expect(allowed).toEqual(expect.any(String));
    }
    expect(refusal.errors).toContainEqual({
      path: 'purpose',
      problem: 'The template serves another purpose.',
      asked: 'CREDIT_DECISION',
      allowed: 'EARLY_WARNING',
    });
  });

  it('a template that is not in force', async () => {
    const refusal = await expectRefused(
      () => asking(detail({ templateId: 'nobody-made-it' })),
      'invalid_authorization_details',
    );
    expect(refusal).toMatchObject({ code: 'CONSENT_REQUEST_EXCESSIVE', errors: [{ path: 'templateId' }] });
  });

  it('a template the application was not admitted for', async () => {
    const admit = (templates: readonly string[]) =>
      rows(platform, 'UPDATE application SET templates = $1 WHERE id = $2', [templates, bank.applicationId]);
    await admit(['pre-loan-admission']);
    const refusal = await expectRefused(() => push(), 'invalid_authorization_details').finally(() =>
      admit(['pre-loan-admission', 'credit-decision', 'after-loan-warning']),
    );
    expect(refusal).toMatchObject({
      code: 'CONSENT_REQUEST_EXCESSIVE',
      errors: [{ path: 'templateId', asked: 'credit-decision', allowed: 'pre-loan-admission' }],
    });
  });

  it('more than its template allows, by an application admitted for neither: all of it at once', async () => {
    const admit = (templates: readonly string[], purposes: readonly string[]) =>
      rows(platform, 'UPDATE application SET templates = $1, purposes = $2 WHERE id = $3', [
        ...[templates, purposes],
        bank.applicationId,
      ]);
    const [before] = await rows<{ templates: string[]; purposes: string[] }>(
      platform,
      'SELECT templates, purposes FROM application WHERE id = $1',
      [bank.applicationId],
    );
    if (before === undefined) throw new Error('no such application');
    await admit(['pre-loan-admission'], ['PRE_LOAN_ADMISSION']);
    const refusal = await expectRefused(
      () => asking(detail({ validity: 'P5Y' })),
      'invalid_authorization_details',
    ).finally(() => admit(before.templates, before.purposes));
    expect(refusal).toMatchObject({
      code: 'CONSENT_REQUEST_EXCESSIVE',
      errors: [
        { path: 'validity', asked: 'P5Y', allowed: 'P12M' },
        { path: 'templateId', asked: 'credit-decision', allowed: 'pre-loan-admission' },
        { path: 'purpose', asked: 'CREDIT_DECISION', allowed: 'PRE_LOAN_ADMISSION' },
      ],
    });
    expect(refusal.errors).toHaveLength(3);
  });

  it.each([
    ['no PKCE (FAPI 2.0 §5.3.2.2)', { code_challenge: undefined, code_challenge_method: undefined }],
    ['PKCE with plain', { code_challenge_method: 'plain' }],
    ['a redirect URI of somebody else', { redirect_uri: 'https://evil.example/callback' }],
    ['a redirect URI one path further', { redirect_uri: 'http://127.0.0.1:4700/callback/more' }],
    [
      'a redirect URI with a query',
      { redirect_uri: 'http://127.0.0.1:4700/callback?next=https://evil.example' },
    ],
    ['no redirect URI', { redirect_uri: undefined }],
    ['a request of 70 kilobytes', { state: 'x'.repeat(70_000) }],
  ])('%s: invalid_request', async (_what, fact) => {
    await expectRefused(() => push(fact), 'invalid_request');
  });

  it('another API as resource', async () => {
    await expectRefused(() => push({ resource: 'https://other.example/api' }), 'invalid_target');
  });

  it('an authorization request that was not pushed opens no page (RFC 9126 §4, FAPI 2.0 §5.3.2.2)', async () => {
    const before = await written(platform);
    const query = new URLSearchParams({ client_id: bank.applicationId, ...pushedForm(bank) });
    const response = await fetch(`${platform.url}/oidc/auth?${query}`, { redirect: 'manual' });
    const to = new URL(response.headers.get('location') ?? '');
    expect(to.origin + to.pathname).toBe(bank.redirectUri);
    expect(to.searchParams.get('error')).toBe('invalid_request');
    expect(await written(platform)).toEqual(before);
  });
});
