import { OPERATIONS, type OperationName } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scopesOfRoles } from '../src/http/principal.ts';
import { SANDBOX_PARTICIPANTS } from '../src/sandbox/sandbox-participants.ts';
import { exampleRequest, IDS } from './support/example-request.ts';
import { signInTo } from './support/owner-visit.ts';
import { type Platform, startPlatform } from './support/platform.ts';
import { RawBrowser } from './support/raw-browser.ts';
import { written } from './support/rows.ts';
import { setParticipantStatus } from './support/set-status.ts';

/** Staff of every kind of participant, with the roles their identities hold. */
const STAFF = [
  { persona: 'persona-qin-siyuan', to: 'portal', kind: 'BANK', roles: ['BANK_DEVELOPER'] },
  { persona: 'persona-ye-zhiqiu', to: 'portal', kind: 'BANK', roles: ['RISK_OFFICER'] },
  { persona: 'persona-jiang-heng', to: 'regulator', kind: 'REGULATOR', roles: ['REGULATOR'] },
  { persona: 'persona-hua-qing', to: 'operator', kind: 'OPERATOR', roles: ['ADMISSION'] },
  { persona: 'persona-song-anran', to: 'operator', kind: 'OPERATOR', roles: ['SECURITY'] },
  { persona: 'persona-tang-wenjing', to: 'operator', kind: 'OPERATOR', roles: ['SUPPORT'] },
  { persona: 'persona-gu-chengze', to: 'operator', kind: 'OPERATOR', roles: ['CATALOGUE', 'POLICY'] },
] as const;
const NAMES = Object.keys(OPERATIONS) as OperationName[];

describe('tRPC with the session of a member of staff', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.close());

  const signIn = async (persona: string, to: string) => {
    const browser = new RawBrowser(platform.url);
    await signInTo(browser, to, persona);
    return browser;
  };
  const call = async (browser: RawBrowser, name: OperationName) => {
    const { body } = exampleRequest(name);
    const method = OPERATIONS[name].write ? 'POST' : 'GET';
    const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
    const inPath = [...OPERATIONS[name].path.matchAll(/\{(\w+)\}/g)].map(([, member = '']) => [
      member,
      IDS[member],
    ]);
    const input = JSON.stringify({ ...body, ...Object.fromEntries(inPath) });
    const response = await fetch(
      `${platform.url}/trpc/${name}${method === 'GET' ? `?input=${encodeURIComponent(input)}` : ''}`,
      {
        method,
        headers: { cookie, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        ...(method === 'GET' ? {} : { body: input }),
      },
    );
    return ((await response.json()) as { error?: { data: { code: string } } }).error?.data.code;
  };

  it.each(NAMES.filter((name) => OPERATIONS[name].write))(
    '%s is refused to whoever’s role does not name its scope',
    async (name) => {
      const before = await written(platform);
      for (const { persona, to, kind, roles } of STAFF) {
        if (scopesOfRoles(kind, roles).has(OPERATIONS[name].scope)) continue;
        expect(await call(await signIn(persona, to), name)).toBe('SCOPE_MISSING');
      }
      expect(await written(platform)).toEqual(before);
    },
  );

  it.each(NAMES)('%s is nothing for an owner: banks’ operations are for banks', async (name) => {
    expect(await call(await signIn('persona-shen-yulan', 'my'), name)).toBe('SIGN_IN_REQUIRED');
  });

  it('a regulator reads the log and no bank’s consents, a bank’s developer the other way round', async () => {
    const [regulator, developer] = [
      await signIn('persona-jiang-heng', 'regulator'),
      await signIn('persona-qin-siyuan', 'portal'),
    ];
    expect([await call(regulator, 'supervision.getProof'), await call(regulator, 'consents.get')]).toEqual([
      'ENTRY_NOT_FOUND',
      'SCOPE_MISSING',
    ]);
    expect([await call(developer, 'supervision.getProof'), await call(developer, 'consents.get')]).toEqual([
      'SCOPE_MISSING',
      'CONSENT_NOT_FOUND',
    ]);
  });

  it('of a bank that was stopped is refused at once', async () => {
    const developer = await signIn('persona-qin-siyuan', 'portal');
    const [bank] = SANDBOX_PARTICIPANTS.filter(({ kind }) => kind === 'BANK');
    const id = String(bank?.id);
    await setParticipantStatus(platform, id, 'SUSPENDED');
    const code = await call(developer, 'consents.list').finally(() =>
      setParticipantStatus(platform, id, 'ACTIVE'),
    );
    expect(code).toBe('PARTICIPANT_SUSPENDED');
  });

  it('REST takes no session: tokens only', async () => {
    const browser = await signIn('persona-qin-siyuan', 'portal');
    expect((await browser.open('/api/v1/consents')).status).toBe(401);
  });
});
