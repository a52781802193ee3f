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
    ['XINQIAO_ORIGIN', { XINQIAO_SANDBOX: 'off' }],
    ['XINQIAO_ORIGIN', { XINQIAO_SANDBOX: 'off', XINQIAO_ORIGIN: 'http://xinqiao.example' }],
  ])('refuses a wrong %s', (path, environment) => {
    expect(problemsOf(environment)).toEqual([path]);
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
