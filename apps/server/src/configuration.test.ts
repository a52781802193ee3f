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
