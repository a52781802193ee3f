import { type Sandbox, xinqiaoHandlers } from '@xinqiao/sandbox/msw';
import { Xinqiao } from '@xinqiao/sdk';
import { type SetupServer, setupServer } from 'msw/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LendingDesk } from './lending-desk.ts';

const HEALTHY = 'persona-shen-yulan';
const IN_ARREARS = 'persona-ma-jianguo';
const LOAN = '2026-00017';
const BASE_URL = 'https://xinqiao.bank.test';

let server: SetupServer;
let sandbox: Sandbox;
let desk: LendingDesk;

beforeEach(async () => {
  const platform = xinqiaoHandlers({ baseUrl: BASE_URL });
  sandbox = platform.sandbox;
  server = setupServer(...platform.handlers);
  server.listen({ onUnhandledFrame: 'error' });
  const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  desk = new LendingDesk(
    new Xinqiao({
      baseUrl: BASE_URL,
      applicationId: 'app_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d01',
      key: { privateKey, keyId: 'desk-1' },
      redirectUri: 'https://bank.test/xinqiao/callback',
    }),
  );
});
afterEach(() => server.close());

/** Today in Shanghai, on the sandbox's clock. */
const today = () => new Date(sandbox.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const apply = (persona: string) => desk.apply(LOAN, sandbox.owner(persona).enterprise.uscc, today());
const applyAndAgree = async (persona: string) =>
  desk.returned(LOAN, await sandbox.owner(persona).agree(await apply(persona)));

describe('the lending desk', () => {
  it('offers a limit to a healthy business', async () => {
    expect(await applyAndAgree(HEALTHY)).toBe(true);
    expect(await desk.decide(LOAN)).toEqual({
      kind: 'OFFER',
      limit: expect.stringMatching(/^[1-9]\d*\.\d{2}$/),
      annualRate: expect.stringMatching(/^0\.0\d+$/),
    });
  });

  it('declines a business in tax arrears and says so', async () => {
    await applyAndAgree(IN_ARREARS);
    expect(await desk.decide(LOAN)).toMatchObject({
      kind: 'DECLINED',
      reasons: expect.arrayContaining(['TAX_ARREARS']),
    });
  });

  it('forgets the loan when the owner refuses', async () => {
    const link = await apply(HEALTHY);
    expect(await desk.returned(LOAN, await sandbox.owner(HEALTHY).refuse(link))).toBe(false);
    await expect(desk.decide(LOAN)).rejects.toThrow('there is no such loan');
  });

  it('decides nothing once the owner has stopped the consent', async () => {
    const link = await apply(HEALTHY);
    const owner = sandbox.owner(HEALTHY);
    await desk.returned(LOAN, await owner.agree(link));
    await owner.stop(link);
    await expect(desk.decide(LOAN)).rejects.toMatchObject({ code: 'CONSENT_REVOKED' });
  });

  it('decides nothing once the six months are over', async () => {
    await applyAndAgree(HEALTHY);
    sandbox.clock.advance(190 * 86_400_000);
    await expect(desk.decide(LOAN)).rejects.toMatchObject({ code: 'CONSENT_EXPIRED' });
  });

  it('decides once although the first answer is lost', async () => {
    await applyAndAgree(HEALTHY);
    sandbox.failNext('decisions.create', 'SERVER_UNREACHABLE');
    expect(await desk.decide(LOAN)).toEqual(await desk.decide(LOAN));
  });

  it('keeps proof that the read is in the access log', async () => {
    await applyAndAgree(HEALTHY);
    await desk.decide(LOAN);
    expect(await desk.evidence(LOAN)).toMatchObject({ included: true });
  });
});
