import { ConsentExplanation, type ConsentRequest } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consentRequest, type Platform, startPlatform } from '../support/platform.ts';
import { expectProblem } from '../support/problem.ts';
import { detail, pushedForm } from '../support/pushed-request.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows, written } from '../support/rows.ts';

const PATH = '/v1/consents/explain';
/** A code of the right form that nobody in the city has. */
const NOBODY = { uscc: '91341602MA2MQ1XX59' } as unknown as NonNullable<ConsentRequest['customer']>;

describe('consents.explain: a dry run', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    await bank.newToken();
  });
  afterAll(() => platform.close());

  const explain = async (body: object) => {
    const response = await bank.send('POST', PATH, { body, idempotencyKey: null });
    expect(response.status).toBe(200);
    return ConsentExplanation.parse(await response.json());
  };
  const greedy = () =>
    consentRequest({
      items: ['invoice.lines', 'tax.arrears'],
      templateId: 'after-loan-warning',
      purpose: 'EARLY_WARNING',
      disclosure: 'RECORDS',
      validity: 'P5Y',
      frequency: { unit: 'DAY', value: 9 },
      dataLife: 'P9Y',
      range: { from: '2010-01-01', to: '2026-11-01' },
    });

  it('says of a fair request that it is, and leaves it as it is', async () => {
    expect(await explain(consentRequest())).toEqual({
      fair: true,
      excesses: [],
      smallest: consentRequest(),
    });
  });

  it('names every excess at once, with what was asked, what is allowed and the rule in both languages', async () => {
    const { fair, excesses } = await explain(greedy());
    expect(fair).toBe(false);
    expect(excesses.map(({ path }) => path)).toEqual([
      'items.0',
      'disclosure',
      'frequency',
      'dataLife',
      'validity',
      'range',
    ]);
    for (const { asked, allowed, problem, rule } of excesses) {
      expect(asked).not.toBe('');
      expect(allowed).not.toBe('');
      expect(problem.zh).toMatch(/[一-鿿]/);
      expect(rule?.reference.zh).toMatch(/第.+条/);
      expect(rule?.reference.en).toMatch(/art/);
      expect(rule?.since).toMatch(/^2026-/);
    }
  });

  it('names the same as a pushed request is refused for', async () => {
    const details = JSON.stringify([detail(greedy() as Parameters<typeof detail>[0])]);
    const refused = await bank.post('/request', pushedForm(bank, { authorization_details: details }));
    const { errors } = (await refused.json()) as { errors: object[] };
    const { excesses } = await explain(greedy());
    expect(errors).toEqual(
      excesses.map(({ path, problem, asked, allowed }) => ({ path, problem: problem.en, asked, allowed })),
    );
  });

  it('proposes a request that is pushed and passes', async () => {
    const { smallest } = await explain(greedy());
    const details = JSON.stringify([{ ...detail(), ...smallest }]);
    const pushed = await bank.post('/request', pushedForm(bank, { authorization_details: details }));
    expect(pushed.status, await pushed.clone().text()).toBe(201);
  });

  it('writes nothing, and looks nobody up: a code nobody has makes no difference', async () => {
    const before = await written(platform);
    const known = await explain(greedy());
    const unknown = await explain({ ...greedy(), customer: NOBODY });
    expect(unknown.excesses).toEqual(known.excesses);
    expect(await written(platform)).toEqual(before);
  });

  it('knows what the application was admitted for', async () => {
    const admit = (purposes: readonly string[]) =>
      rows(platform, 'UPDATE application SET purposes = $1 WHERE id = $2', [purposes, bank.applicationId]);
    const [{ purposes } = { purposes: [] }] = await rows<{ purposes: string[] }>(
      platform,
      'SELECT purposes FROM application WHERE id = $1',
      [bank.applicationId],
    );
    await admit(['EARLY_WARNING']);
    const { fair, excesses, smallest } = await explain(consentRequest()).finally(() => admit(purposes));
    expect({ fair, smallest }).toEqual({ fair: false, smallest: null });
    expect(excesses).toMatchObject([{ path: 'purpose', asked: 'CREDIT_DECISION', allowed: 'EARLY_WARNING' }]);
  });

  it.each([
    ['the owner’s own purpose', { purpose: 'SELF_SERVICE_EXPORT' }, 'purpose'],
    ['an unknown member', { colour: 'red' }, ''],
    ['a fraction of a delivery', { frequency: { unit: 'DAY', value: 0.5 } }, 'frequency.value'],
    ['a frequency without unit', { frequency: { value: 1 } }, 'frequency.unit'],
    ['a data life in words', { dataLife: 'for ever' }, 'dataLife'],
    ['something it renews that is no consent', { renews: 'x' }, 'renews'],
  ])('%s: VALIDATION_FAILED', async (_, fact, path) => {
    const body = { ...consentRequest(), ...fact };
    const problem = await expectProblem(
      await bank.send('POST', PATH, { body, idempotencyKey: null }),
      'VALIDATION_FAILED',
    );
    expect(problem.errors?.map((error) => error.path)).toEqual([path]);
  });

  it('the owner’s own template is none a bank can ask under', async () => {
    const { excesses } = await explain(consentRequest({ templateId: 'self-service-export' }));
    expect(excesses).toMatchObject([{ path: 'templateId', asked: 'self-service-export' }]);
  });
});
