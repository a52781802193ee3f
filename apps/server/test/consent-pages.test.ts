import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerWith, newLink, OWNER, readQuestion, signInWith } from './support/owner-visit.ts';
import { type Platform, startPlatform } from './support/platform.ts';
import { expectPage } from './support/problem.ts';
import { RawBrowser } from './support/raw-browser.ts';
import { RawClient } from './support/raw-client.ts';
import { written } from './support/rows.ts';

describe('the pages behind a consent link', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    await bank.newToken();
  });
  afterAll(() => platform.close());

  const newBrowser = () => new RawBrowser(platform.url);

  it.each(['', 'nobody', 'persona-', '../persona', "' OR 1=1 --", `${'x'.repeat(64)}`, '\0'])(
    'signed in to as “%s” says that there is no such person',
    async (persona) => {
      const browser = newBrowser();
      const page = await browser.follow((await newLink(bank)).link);
      const before = await written(platform);
      await expectPage(await browser.open(...signInWith(page, persona)), 'PERSONA_UNKNOWN');
      expect(await written(platform)).toEqual(before);
    },
  );

  it.each(['GET', 'answer'])('%s with the address alone, without its cookie, shows nothing', async (act) => {
    const browser = newBrowser();
    const page = await readQuestion(browser, (await newLink(bank)).link);
    const thief = newBrowser();
    const before = await written(platform);
    const stolen: Readonly<Record<string, [string, Record<string, string>?]>> = {
      GET: [page.url.pathname],
      answer: answerWith(page),
    };
    await expectPage(await thief.open(...(stolen[act] ?? ['/'])), 'CONSENT_LINK_EXPIRED');
    expect(await written(platform)).toEqual(before);
  });

  it('the sign-in they lead to is of no use without its cookie', async () => {
    const browser = newBrowser();
    const signIn = await browser.follow((await newLink(bank)).link);
    await expectPage(await newBrowser().open(...signInWith(signIn, OWNER)), 'FORM_EXPIRED');
  });

  it('with the cookie of another link shows nothing', async () => {
    const [mine, other] = [newBrowser(), newBrowser()];
    const page = await readQuestion(mine, (await newLink(bank)).link);
    await readQuestion(other, (await newLink(bank)).link);
    await expectPage(await other.open(...answerWith(page)), 'CONSENT_LINK_EXPIRED');
  });

  it('with a cookie somebody wrote himself shows nothing', async () => {
    const browser = newBrowser();
    const page = await readQuestion(browser, (await newLink(bank)).link);
    browser.cookies.set('_interaction.sig', 'A'.repeat(27));
    await expectPage(await browser.open(page.url.pathname), 'CONSENT_LINK_EXPIRED');
  });
});
