import { APPLICATION_SCOPES, OPERATIONS, type OperationName, SCOPE_NAMES } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleRequest } from './support/example-request.ts';
import { type Platform, startPlatform } from './support/platform.ts';
import { expectProblem } from './support/problem.ts';
import { RawClient } from './support/raw-client.ts';
import { written } from './support/rows.ts';

const NAMES = Object.keys(OPERATIONS) as OperationName[];
/** Operations whose scope the programs of one kind of participant can be admitted for, and those of the other not. */
const only = (one: 'BANK' | 'OPERATOR', other: 'BANK' | 'OPERATOR') =>
  NAMES.filter((name) => {
    const { scope } = OPERATIONS[name];
    return APPLICATION_SCOPES[one].includes(scope) && !APPLICATION_SCOPES[other].includes(scope);
  });
const PERSONAL = NAMES.filter((name) =>
  Object.values(APPLICATION_SCOPES).every((scopes) => !scopes.includes(OPERATIONS[name].scope)),
);

describe('scopes', () => {
  let platform: Platform;
  let bank: RawClient;
  let operator: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    operator = await RawClient.of(platform, 'operator');
  });
  afterAll(() => platform.close());

  it.each(NAMES)('%s is refused to a token with every scope but its own', async (name) => {
    const { scope } = OPERATIONS[name];
    const { method, path, body } = exampleRequest(name);
    const token = await bank.newToken(SCOPE_NAMES.filter((other) => other !== scope).join(' '));
    const before = await written(platform);
    const problem = await expectProblem(await bank.send(method, path, { token, body }), 'SCOPE_MISSING');
    expect(problem.details).toEqual({ scope });
    expect(await written(platform)).toEqual(before);
  });

  it.each([...only('OPERATOR', 'BANK'), ...PERSONAL])(
    '%s is no operation for a bank, whatever scopes it asks for',
    async (name) => {
      const { method, path, body } = exampleRequest(name);
      await expectProblem(await bank.send(method, path, { body }), 'SCOPE_MISSING');
    },
  );

  it.each(PERSONAL)('%s takes a person: no program of the operator carries it out', async (name) => {
    const { method, path, body } = exampleRequest(name);
    await expectProblem(await operator.send(method, path, { body }), 'SCOPE_MISSING');
  });

  it.each(only('BANK', 'OPERATOR'))(
    '%s is no operation for the operator: it sees no bank’s consents, data or decisions',
    async (name) => {
      const { method, path, body } = exampleRequest(name);
      await expectProblem(await operator.send(method, path, { body }), 'SCOPE_MISSING');
    },
  );

  it('a bank imports no files', async () => {
    const before = await written(platform);
    const response = await bank.send('POST', '/v1/sources/import/files?kind=invoice-out&fileName=a.csv', {
      body: 'x'.repeat(100_000),
      headers: { 'content-type': 'text/csv' },
    });
    await expectProblem(response, 'SCOPE_MISSING');
    expect(await written(platform)).toEqual(before);
  });

  it.each(NAMES)('%s is refused without a token before anything else is looked at', async (name) => {
    const { method, path } = exampleRequest(name);
    const nonsense = method === 'POST' ? { body: { surprise: true }, idempotencyKey: null } : {};
    await expectProblem(
      await bank.send(method, path, { token: null, proof: null, ...nonsense }),
      'TOKEN_MISSING',
    );
  });
});
