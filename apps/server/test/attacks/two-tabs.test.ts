import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forgetRefusals } from '../support/forget-refusals.ts';
import { answerWith, type FormPost, newLink, readQuestion } from '../support/owner-visit.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { expectPage } from '../support/problem.ts';
import { RawBrowser } from '../support/raw-browser.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows, written } from '../support/rows.ts';

/** More than the cookie of the interaction lives, in milliseconds. */
const TOO_LATE_MS = 31 * 60_000;

describe('an owner with several tabs, and a back button', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    await bank.newToken();
  });
  afterEach(() => forgetRefusals(platform));
  afterAll(() => platform.close());

  const asked = async () => {
    const { id, link } = await newLink(bank);
    const browser = new RawBrowser(platform.url);
    const question = await readQuestion(browser, link);
    return { id, browser, question };
  };
  const statusOf = async (id: string) =>
    (await rows<{ status: string }>(platform, 'SELECT status FROM consent WHERE id = $1', [id]))[0]?.status;
  /** Kinds of the log’s entries about a consent, in order. */
  const logOf = async (id: string) =>
    (
      await rows<{ kind: string }>(platform, 'SELECT kind FROM log_entry WHERE consent_id = $1 ORDER BY id', [
        id,
      ])
    ).map(({ kind }) => kind);
  /** Where an answer leads: back to the bank, and with what. */
  const sentTo = async (browser: RawBrowser, post: FormPost) => {
    const { url, markup } = await browser.follow(...post);
    if (url.origin !== new URL(bank.redirectUri).origin)
      return markup.match(/<code>(\w+)<\/code>/)?.[1] ?? markup;
    return url.searchParams.has('code') ? 'code' : url.searchParams.get('error');
  };

  it('who agrees in two tabs at once agrees once', async () => {
    const { id, browser, question } = await asked();
    const post = answerWith(question);
    const outcomes = await Promise.all([sentTo(browser, post), sentTo(browser, post)]);
    expect(outcomes.filter((outcome) => outcome === 'code').length).toBeLessThanOrEqual(1);
    expect(outcomes).not.toContain('INTERNAL');
    expect(await statusOf(id)).toBe('ACTIVE');
    expect(await logOf(id)).toEqual(['CONSENT_REQUESTED', 'CONSENT_GRANTED']);
  });

  it('who agrees in one tab and refuses in the other at once gave one of the two answers', async () => {
    const { id, browser, question } = await asked();
    const outcomes = await Promise.all(
      ['agree', 'refuse'].map((decision) => sentTo(browser, answerWith(question, decision))),
    );
    expect(outcomes).not.toContain('INTERNAL');
    const status = await statusOf(id);
    expect(await logOf(id)).toEqual([
      'CONSENT_REQUESTED',
      status === 'ACTIVE' ? 'CONSENT_GRANTED' : 'CONSENT_REJECTED',
    ]);
    // The bank hears nothing that the platform does not hold.
    if (status === 'ACTIVE') expect(outcomes).not.toContain('access_denied');
    else expect(outcomes).not.toContain('code');
  });

  it.each(['agree', 'refuse'])(
    'who goes back after “%s” and answers again changes nothing',
    async (decision) => {
      const { id, browser, question } = await asked();
      const first = await browser.open(...answerWith(question, decision));
      expect(first.status).toBe(303);
      const status = await statusOf(id);
      const before = await written(platform);
      for (const again of ['agree', 'refuse'])
        await expectPage(await browser.open(...answerWith(question, again)), 'CONSENT_LINK_EXPIRED');
      await expectPage(await browser.open(question.url.href), 'CONSENT_LINK_EXPIRED');
      expect([await statusOf(id), await written(platform)]).toEqual([status, before]);
    },
  );

  it('who comes back to a page of half an hour ago starts anew at the bank', async () => {
    const { id, browser, question } = await asked();
    platform.advanceTokenClock(TOO_LATE_MS);
    const page = await browser.open(...answerWith(question));
    platform.advanceTokenClock(-TOO_LATE_MS);
    await expectPage(page, 'CONSENT_LINK_EXPIRED');
    expect(await statusOf(id)).toBe('PENDING');
  });

  it('the page of one request takes no answer meant for another', async () => {
    const [mine, other] = [await asked(), await asked()];
    const [, fields] = answerWith(other.question);
    const [address] = answerWith(mine.question);
    await expectPage(await mine.browser.open(address, fields), 'FORM_EXPIRED');
    expect([await statusOf(mine.id), await statusOf(other.id)]).toEqual(['PENDING', 'PENDING']);
  });
});
