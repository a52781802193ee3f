import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newLink } from '../support/owner-visit.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { pushedForm } from '../support/pushed-request.ts';
import { RawBrowser } from '../support/raw-browser.ts';
import { RawClient } from '../support/raw-client.ts';
import { written } from '../support/rows.ts';

describe('a redirect URI that is not to the letter the registered one (FAPI 2.0 §5.3.2.2, RFC 9700 §2.1)', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    await bank.newToken();
  });
  afterAll(() => platform.close());

  const changed = (change: (url: URL) => void) => {
    const url = new URL(bank.redirectUri);
    change(url);
    return url.href;
  };

  it.each<[string, () => string]>([
    ['a path below', () => `${bank.redirectUri}/more`],
    ['a slash at the end', () => `${bank.redirectUri}/`],
    ['a path beside', () => changed((url) => (url.pathname = '/other'))],
    ['a way up and down again', () => bank.redirectUri.replace(/([^/]*)$/, 'x/../$1')],
    ['the way up written in hex', () => bank.redirectUri.replace(/([^/]*)$/, 'x/%2e%2e/$1')],
    ['a letter of the path in capitals', () => changed((url) => (url.pathname = url.pathname.toUpperCase()))],
    [
      'a letter of the path in hex',
      () => bank.redirectUri.replace(/.$/, (last) => `%${last.charCodeAt(0).toString(16)}`),
    ],
    ['another port', () => changed((url) => (url.port = '4799'))],
    ['no port', () => changed((url) => (url.port = ''))],
    ['another scheme', () => bank.redirectUri.replace('http:', 'https:')],
    ['the scheme in capitals', () => bank.redirectUri.replace('http:', 'HTTP:')],
    ['a query', () => `${bank.redirectUri}?next=https://evil.example`],
    ['an empty query', () => `${bank.redirectUri}?`],
    ['a fragment', () => `${bank.redirectUri}#part`],
    ['a dot after the host', () => bank.redirectUri.replace('//127.0.0.1', '//127.0.0.1.')],
    ['the host by name', () => bank.redirectUri.replace('//127.0.0.1', '//localhost')],
    ['the host in another notation', () => bank.redirectUri.replace('//127.0.0.1', '//2130706433')],
    [
      'the host as a user of another',
      () => bank.redirectUri.replace('//127.0.0.1', '//127.0.0.1@evil.example'),
    ],
    [
      'another host that begins alike',
      () => bank.redirectUri.replace('//127.0.0.1', '//127.0.0.1.evil.example'),
    ],
    [
      'a backslash before another host',
      () => bank.redirectUri.replace('//127.0.0.1', '//evil.example\\@127.0.0.1'),
    ],
    ['a space at the end', () => `${bank.redirectUri} `],
    ['a line break at the end', () => `${bank.redirectUri}\n`],
    ['nothing', () => ''],
    ['a script', () => 'javascript:alert(1)'],
  ])('%s: nothing is pushed, nobody is sent anywhere', async (_what, redirectUri) => {
    const before = await written(platform);
    const response = await bank.post('/request', pushedForm(bank, { redirect_uri: redirectUri() }));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
    expect(await written(platform)).toEqual(before);
  });

  it('two of them in one request are refused (RFC 6749 §3.1)', async () => {
    const form = new URLSearchParams({ ...(await bank.authentication()), ...pushedForm(bank) });
    form.append('redirect_uri', 'https://evil.example/callback');
    const response = await fetch(`${platform.url}/oidc/request`, { method: 'POST', body: form });
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('added to the link of a good request leads nowhere else, whether she is asked or not', async () => {
    const { link } = await newLink(bank);
    const added = `${link}&redirect_uri=${encodeURIComponent('https://evil.example/callback')}`;
    const { url } = await new RawBrowser(platform.url).follow(added);
    expect(url.origin).toBe(platform.url);
  });
});
