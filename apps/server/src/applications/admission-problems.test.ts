import { describe, expect, it } from 'vitest';
import { admissionProblems } from './admission-problems.ts';

const problems = (notificationUri: string | null, environment: 'SANDBOX' | 'PRODUCTION' = 'PRODUCTION') =>
  admissionProblems(
    { kind: 'BANK', environment, redirectUris: [], notificationUri, templates: [], scopes: [] },
    '2026-11-22',
  );

describe('the address at which answers are announced · CIBA Core §4', () => {
  it.each([null, 'https://bank.example/answered'])('%s may be registered', (uri) => {
    expect(problems(uri)).toEqual([]);
  });

  it('in a sandbox it may be http on loopback', () => {
    expect(problems('http://127.0.0.1:4700/answered', 'SANDBOX')).toEqual([]);
  });

  it.each([
    'http://bank.example/answered',
    'http://127.0.0.1:4700/answered',
    'https://user@bank.example/answered',
    'https://bank.example/answered#x',
    'ftp://bank.example/answered',
    'answered',
  ])('%s may not, and the field is named', (uri) => {
    expect(problems(uri)).toEqual([{ path: 'notificationUri', problem: expect.any(String) }]);
  });
});
