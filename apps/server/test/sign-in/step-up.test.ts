import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetRefusals } from '../support/forget-refusals.ts';
import { answerWith, newLink, OWNER, readQuestion, signInWith } from '../support/owner-visit.ts';
import { ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { expectPage } from '../support/problem.ts';
import { RawBrowser, type Shown } from '../support/raw-browser.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';

const NEIGHBOUR = ownerPersona('persona-liu-chengzhou').id;

describe('agreeing needs a sign-in of the last five minutes', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    await bank.newToken();
  });
  afterAll(() => platform.close());

  const newBrowser = () => new RawBrowser(platform.url);
  const statusOf = async (id: string) =>
    (await rows<{ status: string }>(platform, 'SELECT status FROM consent WHERE id = $1', [id]))[0]?.status;
  const later = async (seconds: number, then: () => Promise<Shown>): Promise<Shown> => {
    platform.advanceTokenClock(seconds * 1000);
    try {
      return await then();
    } finally {
      platform.advanceTokenClock(-seconds * 1000);
    }
  };
  const isSignIn = ({ markup }: Shown) => markup.includes('/sign-in"');

  it('after 4 minutes she may answer', async () => {
    const browser = newBrowser();
    const { id, link } = await newLink(bank);
    const page = await readQuestion(browser, link);
    await later(240, () => browser.follow(...answerWith(page)));
    expect(await statusOf(id)).toBe('ACTIVE');
  });

  it('after 6 minutes she signs in again, is asked again, and only then has agreed', async () => {
    const browser = newBrowser();
    const { id, link } = await newLink(bank);
    const page = await readQuestion(browser, link);
    const again = await later(360, () => browser.follow(...answerWith(page)));
    expect(isSignIn(again)).toBe(true);
    expect(await statusOf(id)).toBe('PENDING');
    const asked = await browser.follow(...signInWith(again));
    expect(asked.markup).toContain('/answer"');
    expect(await statusOf(id)).toBe('PENDING');
    const { url } = await browser.follow(...answerWith(asked));
    expect(url.searchParams.get('code')).toBeTruthy();
    expect(await statusOf(id)).toBe('ACTIVE');
  });

  it('refusing never waits for one', async () => {
    const browser = newBrowser();
    const { id, link } = await newLink(bank);
    const page = await readQuestion(browser, link);
    await later(360, () => browser.follow(...answerWith(page, 'refuse')));
    expect(await statusOf(id)).toBe('REJECTED');
    await forgetRefusals(platform);
  });

  it('the page is not shown again to whoever finds it open later', async () => {
    const browser = newBrowser();
    const page = await readQuestion(browser, (await newLink(bank)).link);
    expect(isSignIn(await later(360, () => browser.follow(page.url.href)))).toBe(true);
  });

  it('somebody else who signs in in between answers for nobody', async () => {
    const browser = newBrowser();
    const { id, link } = await newLink(bank);
    const page = await readQuestion(browser, link);
    const again = await later(360, () => browser.follow(...answerWith(page)));
    const { markup } = await browser.follow(...signInWith(again, NEIGHBOUR));
    expect(markup).toContain('AUTHORITY_MISSING');
    expect(await statusOf(id)).toBe('PENDING');
  });

  it('signing in to answer a bank opens no session that the next person at the counter would find', async () => {
    const browser = newBrowser();
    await browser.follow(...answerWith(await readQuestion(browser, (await newLink(bank)).link)));
    expect(await (await browser.open('/session')).json()).toEqual({});
  });

  it('a sign-in for one question is of no use for another', async () => {
    const [mine, other] = [newBrowser(), newBrowser()];
    const [asked, otherAsked] = [await newLink(bank), await newLink(bank)];
    const uidOf = async (browser: RawBrowser, link: string) =>
      (await browser.open(link)).headers.get('location')?.split('/').at(-1) ?? '';
    const passName = (uid: string) =>
      `xinqiao-pass-${createHash('sha256').update(uid).digest('base64url').slice(0, 16)}`;
    const [uid, otherUid] = [await uidOf(mine, asked.link), await uidOf(other, otherAsked.link)];
    // As far as the redirect that brings her back to the question.
    let next = (await mine.open(...signInWith(await mine.follow(`/interaction/${uid}`)))).headers.get(
      'location',
    );
    while (next !== null && !next.endsWith(`/interaction/${uid}`))
      next = (await mine.open(next)).headers.get('location');
    const pass = mine.cookies.get(passName(uid));
    expect(pass).toMatch(/^eyJ/);
    other.cookies.set(passName(otherUid), pass ?? '');
    expect(isSignIn(await other.follow(`/interaction/${otherUid}`))).toBe(true);
    // And mine serves once.
    expect((await mine.follow(`/interaction/${uid}`)).markup).toContain('/answer"');
    expect(mine.cookies.has(passName(uid))).toBe(false);
  });

  it('a session of her own does not answer a bank', async () => {
    const browser = newBrowser();
    await browser.follow(...signInWith(await browser.follow('/sign-in?to=my')));
    expect(isSignIn(await browser.follow((await newLink(bank)).link))).toBe(true);
    expect(await (await browser.open('/session')).json()).toMatchObject({ identityId: OWNER });
  });

  it('an interaction cannot be signed in to from outside', async () => {
    const browser = newBrowser();
    const { url } = await browser.follow(
      ...signInWith(await browser.follow('/sign-in?to=interaction&id=abc')),
    );
    expect(url.pathname).toBe('/my');
    await expectPage(await browser.open('/interaction/abc'), 'CONSENT_LINK_EXPIRED');
  });
});
