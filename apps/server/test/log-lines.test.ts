import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PERSONAS } from '@xinqiao/sandbox';
import { Xinqiao } from '@xinqiao/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInToMy } from './support/owner-visit.ts';
import { type Credentials, consentRequest, ownerPersona } from './support/platform.ts';
import { hidden, RawBrowser } from './support/raw-browser.ts';
import { RawClient } from './support/raw-client.ts';
import { type ServerProcess, startServerProcess } from './support/server-process.ts';

const OWNER = ownerPersona();
/** What travels with a request and must not stay: JWTs, values of OAuth parameters, of headers and of cookies. */
const secretsIn = (text: string): string[] => [
  ...(text.match(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g) ?? []),
  ...[...text.matchAll(/\b(?:code|code_verifier|state|nonce|formToken)["=:\s]+([\w-]{16,})/g)].map(
    ([, value = '']) => value,
  ),
];
/** Of nobody: the example of GB 11643. */
const RESIDENT_ID = '11010519491231002X';

describe('log lines at LOG_LEVEL=debug, over the whole journey and its failures', () => {
  let server: ServerProcess;
  const secrets = new Set<string>();
  const lines = () => server.output.stdout.split('\n').filter((line) => line.startsWith('{'));
  beforeAll(async () => {
    server = await startServerProcess({ LOG_LEVEL: 'debug' });
    const url = server.message?.url ?? '';
    const credentials = (application: string) =>
      JSON.parse(
        readFileSync(join(server.directory, 'applications', `${application}.json`), 'utf8'),
      ) as Credentials;
    const { applicationId, keyId, privateKey, redirectUri } = credentials('bank');
    secrets.add(privateKey.d ?? '');
    secrets.add(readFileSync(join(server.directory, 'postgres', 'secret'), 'utf8').trim());
    const listening: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      const heard = [
        JSON.stringify([...new Headers(init?.headers)]),
        String(init?.body),
        await response.clone().text(),
      ];
      for (const secret of secretsIn(heard.join(' '))) secrets.add(secret);
      return response;
    };
    const bank = new Xinqiao({
      baseUrl: url,
      applicationId,
      key: { privateKey, keyId },
      redirectUri,
      fetch: listening,
    });

    const asked = await bank.consents.request(consentRequest());
    const browser = new RawBrowser(url);
    const signIn = await browser.follow(asked.url);
    const form = { formToken: hidden(signIn.markup, 'formToken'), persona: OWNER.id };
    const page = await browser.follow(`${signIn.url.pathname}/sign-in`, form);
    const answer = ['formToken', 'notice', 'lang'].map((name) => [name, hidden(page.markup, name)]);
    const callback = await browser.follow(`${page.url.pathname}/answer`, {
      ...Object.fromEntries(answer),
      decision: 'agree',
    });
    for (const secret of secretsIn(callback.url.search)) secrets.add(secret);
    const { consentId } = await bank.consents.complete(callback.url, asked.pending);
    await bank.data.fetch(consentId);
    await bank.decisions.create({ consentId });
    await signInToMy(browser, OWNER.id);
    for (const value of browser.cookies.values()) secrets.add(value);

    // What goes wrong is logged most.
    const raw = await RawClient.of({ url, credentials });
    const operator = await RawClient.of({ url, credentials }, 'operator');
    await raw.send('GET', '/v1/consents', { proof: 'eyJhbGciOiJub25lIn0.e30.AAAA' });
    await raw.send('GET', `/v1/consents?cursor=${OWNER.enterprise.uscc}`);
    await raw.send('POST', '/v1/decisions', { body: { consentId, policyId: OWNER.enterprise.uscc } });
    const representative = { identityId: 'somebody', name: OWNER.name.zh };
    const subject = {
      type: 'ENTERPRISE',
      name: OWNER.enterprise.name,
      identifier: { scheme: 'uscc', value: OWNER.enterprise.uscc },
      sourceId: 'city',
      representative,
    };
    await operator.send('POST', '/v1/subjects', { body: subject });
    const person = { ...subject, type: 'PERSON', identifier: { scheme: 'resident-id', value: RESIDENT_ID } };
    for (const type of ['PERSON', 'ENTERPRISE'])
      await operator.send('POST', '/v1/subjects', { body: { ...person, type } });
    await operator.send('POST', '/v1/subjects/find', { body: { identifier: person.identifier } });
    await fetch(`${url}/%zz${OWNER.enterprise.uscc}`);
    await fetch(`${url}/interaction/${OWNER.enterprise.uscc}?name=${OWNER.id}`);
    // Killed, so that statements with values in them fail half-way.
    const pidFile = join(server.directory, 'postgres', 'data', 'postmaster.pid');
    process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGQUIT');
    await operator.send('POST', '/v1/subjects', {
      body: { ...subject, identifier: { scheme: 'uscc', value: '91341602MA2MQ1XX59' } },
    });
    await raw.send('POST', `/v1/consents/${consentId}/packages`, { body: {} });
    await raw.post('/token', { grant_type: 'client_credentials' });
    await browser.open('/my');
  }, 60_000);
  afterAll(() => server.stop());

  it('are there: requests, refusals and failures', () => {
    expect(lines().length).toBeGreaterThan(50);
    expect(server.output.stdout).toContain('"code":"SUBJECT_ALREADY_REGISTERED"');
    expect(server.output.stdout).toContain('DATABASE_UNAVAILABLE');
    expect(secrets.size).toBeGreaterThan(20);
  });

  it('hold no token, proof, assertion, code, verifier, cookie, form token or key', () => {
    const log = server.output.stdout + server.output.stderr;
    expect(
      [...secrets].filter(
        (secret) => /^[\w.~-]{16,}$/.test(secret) && !/^[A-Z_]+$/.test(secret) && log.includes(secret),
      ),
    ).toEqual([]);
    expect(log).not.toMatch(/eyJ[\w-]{10,}|authorization"|client_assertion|set-cookie|"cookie"/i);
  });

  it('hold no code, name or identity of an enterprise or person', () => {
    const log = server.output.stdout + server.output.stderr;
    const named = PERSONAS.flatMap(({ id, name, enterprise }) => [
      id,
      name.zh,
      name.en,
      enterprise?.uscc,
      enterprise?.name,
    ]);
    expect(named.filter((text) => text !== undefined && log.includes(text))).toEqual([]);
    expect(log).not.toContain('91341602MA2MQ1XX59');
    expect(log).not.toContain(RESIDENT_ID);
    expect(log).toContain('"code":"IDENTIFIER_INVALID"');
  });

  it('hold the route of a request and nothing else of its address', () => {
    const routes = lines().flatMap(
      (line) => (JSON.parse(line) as { req?: { route: string } }).req?.route ?? [],
    );
    expect(routes).toContain('/api/v1/consents/:consentId/packages');
    expect(routes).toContain('/oidc/*');
    for (const line of lines()) expect(line).not.toMatch(/"url":|\bcns_[0-9a-f]{8}|request_uri/);
  });

  it('name what failed by code and place, without what the database said', () => {
    const failures = lines().map(
      (line) => JSON.parse(line) as { level: number; err?: { message: string; stack: string } },
    );
    const errors = failures.filter(({ level }) => level >= 50);
    expect(errors.length).toBeGreaterThan(0);
    for (const { err } of errors.filter((each) => each.err !== undefined)) {
      expect(err?.stack).not.toMatch(/91341602|INSERT INTO|VALUES/);
      expect(err?.message).not.toMatch(/91341602|INSERT INTO|VALUES/);
    }
  });
});
