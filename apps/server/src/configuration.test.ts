import { PlatformError } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from './configuration.ts';

const problemsOf = (environment: Record<string, string>): string[] => {
  try {
    readConfiguration(environment);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(PlatformError);
    return (error as PlatformError).errors.map(({ path }) => path);
  }
};

/** A sign-in that is configured as it should be, but for the fact. */
const signIn = (fact: Record<string, string | undefined> = {}) =>
  Object.fromEntries(
    Object.entries({
      XINQIAO_SANDBOX: 'off',
      XINQIAO_SIGN_IN_ISSUER: 'https://id.city.example',
      XINQIAO_SIGN_IN_CLIENT_ID: 'platform',
      XINQIAO_SIGN_IN_SECRET: 'sixteen characters or more',
      ...fact,
    }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

describe('readConfiguration', () => {
  it('needs nothing for a sandbox', () => {
    expect(readConfiguration({})).toMatchObject({ PORT: 4600, XINQIAO_SANDBOX: 'on' });
  });

  it.each([
    ['PORT', { PORT: '70000' }],
    ['PORT', { PORT: 'http' }],
    ['XINQIAO_ROLES.1', { XINQIAO_ROLES: 'api,everything' }],
    ['XINQIAO_OPERATOR', { XINQIAO_OPERATOR: 'Bozhou!' }],
    ['XINQIAO_DATABASE_SECRET', { DATABASE_URL: 'postgresql://db/x' }],
    ['XINQIAO_DATABASE_SECRET', { DATABASE_URL: 'postgresql://db/x', XINQIAO_DATABASE_SECRET: 'short' }],
    ['HOST', { HOST: '0.0.0.0' }],
    ['XINQIAO_ORIGIN', { XINQIAO_SANDBOX: 'off', HOST: '0.0.0.0' }],
    ['XINQIAO_ORIGIN', { XINQIAO_SANDBOX: 'off', HOST: '0.0.0.0', XINQIAO_ORIGIN: 'http://127.0.0.1:4600' }],
    ['XINQIAO_ORIGIN', { XINQIAO_SANDBOX: 'off', XINQIAO_ORIGIN: 'http://127.0.0.1.example' }],
    ['XINQIAO_HOLIDAYS.1', { XINQIAO_HOLIDAYS: '2026-10-01, 2026-02-30' }],
    ['XINQIAO_FOUNDING', { XINQIAO_FOUNDING: 'founding.json' }],
    ['XINQIAO_ORIGIN', { XINQIAO_SANDBOX: 'off', XINQIAO_ORIGIN: 'http://xinqiao.example' }],
    ['XINQIAO_SIGN_IN_ISSUER', signIn({ XINQIAO_SIGN_IN_ISSUER: 'http://id.city.example' })],
    ['XINQIAO_SIGN_IN_ISSUER', signIn({ XINQIAO_SIGN_IN_ISSUER: 'http://127.0.0.1.city.example' })],
    ['XINQIAO_SIGN_IN_ISSUER', signIn({ XINQIAO_SIGN_IN_ISSUER: undefined })],
    ['XINQIAO_SIGN_IN_CLIENT_ID', signIn({ XINQIAO_SIGN_IN_CLIENT_ID: undefined })],
    ['XINQIAO_SIGN_IN_KEY', signIn({ XINQIAO_SIGN_IN_SECRET: undefined })],
    ['XINQIAO_SIGN_IN_KEY', signIn({ XINQIAO_SIGN_IN_KEY: 'key.json' })],
    ['XINQIAO_SIGN_IN_SECRET', signIn({ XINQIAO_SIGN_IN_SECRET: 'short' })],
    ['XINQIAO_SIGN_IN_SCOPE', signIn({ XINQIAO_SIGN_IN_SCOPE: 'profile' })],
  ])('refuses a wrong %s', (path, environment) => {
    expect(problemsOf(environment)).toEqual([path]);
  });

  it.each([
    {},
    { XINQIAO_ORIGIN: 'http://127.0.0.1:4600' },
    { XINQIAO_ORIGIN: 'http://[::1]:4600', HOST: '::1' },
    { XINQIAO_ORIGIN: 'https://xinqiao.example', HOST: '0.0.0.0' },
  ])('serves outside the sandbox over HTTPS, or on this machine alone: %o', (environment) => {
    expect(problemsOf({ XINQIAO_SANDBOX: 'off', ...environment })).toEqual([]);
  });

  it.each(['https://id.city.example', 'http://127.0.0.1:9000/city'])(
    'lets people sign in at %s',
    (issuer) => {
      expect(problemsOf(signIn({ XINQIAO_SIGN_IN_ISSUER: issuer }))).toEqual([]);
    },
  );

  it('lets nobody point a sandbox at a city’s sign-in', () => {
    expect(problemsOf(signIn({ XINQIAO_SANDBOX: 'on' }))).toEqual([
      'XINQIAO_SIGN_IN_ISSUER',
      'XINQIAO_SIGN_IN_CLIENT_ID',
      'XINQIAO_SIGN_IN_SECRET',
    ]);
  });

  it('names every wrong variable at once', () => {
    expect(problemsOf({ PORT: '-1', LOG_LEVEL: 'loud' })).toEqual(['PORT', 'LOG_LEVEL']);
  });

  it('never repeats a value', () => {
    const secret = 'hunter2-hunter2';
    expect(() =>
      readConfiguration({ DATABASE_URL: 'postgresql://db/x', XINQIAO_DATABASE_SECRET: secret }),
    ).toThrow(expect.not.objectContaining({ message: expect.stringContaining(secret) }));
  });
});
