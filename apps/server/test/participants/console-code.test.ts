import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../applications/support/people.ts';
import { type FoundedPlatform, foundedPlatform } from '../support/founded-platform.ts';
import { hidden, RawBrowser } from '../support/raw-browser.ts';
import { rows } from '../support/rows.ts';

const STAFF = {
  'zhang-wei': { name: '张伟', roles: ['ADMISSION'] },
  'li-na': { name: '李娜', roles: ['ADMISSION'] },
  'wang-fang': { name: '王芳', roles: ['SECURITY'] },
} as const;

describe('signing in to the console with a code of one’s own tool', () => {
  let platform: FoundedPlatform;
  beforeAll(async () => {
    platform = await foundedPlatform(STAFF);
  });
  afterAll(() => platform.close());

  const newCode = async (identityId: keyof typeof STAFF = 'zhang-wei') =>
    (await platform.tool(identityId).call('console.open', {})).code;
  /** Enters a code as a person would; who is signed in then, or the status of the refusal. */
  const enter = async (code: string, browser = new RawBrowser(platform.url)) => {
    const { markup } = await browser.follow('/sign-in?to=operator');
    const response = await browser.open('/sign-in/code', { code, formToken: hidden(markup, 'formToken') });
    if (response.status !== 303) return response.status;
    expect(response.headers.get('location')).toBe('/operator/');
    return ((await (await browser.open('/session')).json()) as { identityId: string }).identityId;
  };

  it('opens a session of the person whose tool it is, spaces around the code or not', async () => {
    expect(await enter(`  ${await newCode('li-na')}\n`)).toBe('li-na');
  });

  it('opens one session: the second time it is refused, also at the same moment', async () => {
    const code = await newCode();
    const all = await Promise.all(Array.from({ length: 8 }, () => enter(code)));
    expect(all.filter((each) => each === 'zhang-wei')).toHaveLength(1);
    expect(new Set(all.filter((each) => each !== 'zhang-wei'))).toEqual(new Set([403]));
  });

  it('is refused after two minutes', async () => {
    const code = await newCode();
    platform.advanceTokenClock(121_000);
    expect(await enter(code)).toBe(403);
    platform.advanceTokenClock(-121_000);
  });

  it.each(['', 'x', 'A'.repeat(200), '{"identityId":"zhang-wei"}'])(
    'nobody makes one up: %j',
    async (code) => {
      expect(await enter(code)).toBe(403);
    },
  );

  it('one changed character makes it worthless', async () => {
    const code = await newCode();
    const other = code.at(20) === 'A' ? 'B' : 'A';
    expect(await enter(code.slice(0, 20) + other + code.slice(21))).toBe(403);
  });

  it('is not taken from a form of another page', async () => {
    const code = await newCode();
    const response = await new RawBrowser(platform.url).open('/sign-in/code', { code, formToken: 'x' });
    expect(response.status).toBe(403);
    expect(await enter(code)).toBe('zhang-wei');
  });

  it('of somebody who was disabled meanwhile opens nothing', async () => {
    const code = await newCode('wang-fang');
    await rows(platform, `UPDATE identity SET status = 'DISABLED' WHERE id = 'wang-fang'`);
    expect(await enter(code)).toBe(404);
    expect(await codeOf(platform.tool('wang-fang').call('console.open', {}))).toBe('SCOPE_MISSING');
  });

  it('is in the log, without the code', async () => {
    const code = await newCode();
    const entries = await rows(platform, `SELECT actor, detail FROM log_entry WHERE kind = 'CONSOLE_OPENED'`);
    expect(entries.at(-1)).toMatchObject({ actor: 'zhang-wei' });
    expect(JSON.stringify(entries)).not.toContain(code.slice(0, 16));
  });

  it('owners and banks have no such door: their sign-in comes from the city', async () => {
    const response = await new RawBrowser(platform.url).open('/sign-in?to=portal');
    expect(response.status).toBe(401);
  });
});
