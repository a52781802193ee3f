import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Indicators } from '@xinqiao/contracts';
import { decide, INVOICE_FLOW_2026_2 as POLICY } from '@xinqiao/scoring';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { offline } from '../../test/offline.ts';
import { type ReplayOptions, replayDecision } from './replay-decision.ts';

const id = (prefix: string) => `${prefix}_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d05`;
const indicators: Indicators = {
  ...{ invoicedSales12: '50000000.00', invoicedMonths12: 12, longestInvoiceGap24: 0, voidShare12: '0' },
  ...{ redShare12: '0', customers12: 30, invoicedSalesGrowth12: '0.05', topTenCustomerShare12: '0.3' },
  invoicedPurchases12: '40000000.00',
};
/** A decision of 2026 as the platform answers it. */
const decision = (fact: object = {}) => ({
  ...{ decisionId: id('dec'), operatorId: 'bozhou', participantId: id('ptc'), consentId: id('cns') },
  ...{ subjectId: id('sub'), asOf: '2026-11-24', decidedAt: '2026-11-24T02:00:00.000Z' },
  ...{ snapshotHash: 'A'.repeat(43), documentHash: null, alternatives: null, inputs: [] },
  ...{ ...decide(POLICY, indicators, '2026-11-24'), indicators },
  ...fact,
});

const folder = mkdtempSync(join(tmpdir(), 'xinqiao-replay-'));
const file = (name: string, content: unknown): string => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return join(folder, name);
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const said = offline();
afterEach(() => {
  process.exitCode = undefined;
});

/** What is printed as JSON, with the exit code. */
async function replayed(from: string, options: Partial<ReplayOptions> = {}) {
  await replayDecision(from, { url: 'http://127.0.0.1:9', json: true, ...options });
  return { exitCode: process.exitCode, ...JSON.parse(said.out) } as Record<string, unknown>;
}

describe('xinqiao decisions replay', () => {
  it('is the same years later, without the platform', async () => {
    const { documentHash } = await replayed(file('old.json', decision()));
    Object.assign(said, { out: '' });
    const again = await replayed(file('new.json', decision({ documentHash })));
    expect(again).toMatchObject({ ok: true, exitCode: undefined, differences: [] });
  });

  it('takes what decisions.create answers too', async () => {
    expect(await replayed(file('made.json', { decision: decision(), receipt: 'eyJ' }))).toHaveProperty(
      'ok',
      true,
    );
  });

  it('takes a record of before newer keys were added', async () => {
    const { documentHash: _, alternatives: __, inputs: ___, ...old } = decision();
    expect(await replayed(file('older.json', old))).toHaveProperty('ok', true);
  });

  it('takes an approval of before the term that bound the limit was kept', async () => {
    const { limitBoundBy: _, defaultProbability: __, ...old } = decision({ documentHash: null });
    expect(old.outcome).toBe('APPROVED');
    expect(await replayed(file('oldest.json', old))).toMatchObject({ ok: true, differences: [] });
  });

  it.each([
    ['a figure', { indicators: { ...indicators, redShare12: '0.5' } }, ['outcome', 'limit']],
    ['the outcome', { outcome: 'DECLINED' }, ['outcome']],
    ['the document of the policy', { documentHash: 'B'.repeat(43) }, ['documentHash']],
  ])('another %s is named, and the exit code is 1', async (_, fact, differences) => {
    const answer = await replayed(file('other.json', decision(fact)));
    expect(answer).toMatchObject({ ok: false, exitCode: 1 });
    expect(answer.differences).toEqual(expect.arrayContaining(differences));
  });

  it('a policy of the bank’s own is given as a file, of that very version', async () => {
    const own = { ...POLICY, policyId: 'own', version: '2026-7' };
    const record = file('own-decision.json', decision({ policyId: 'own', policyVersion: '2026-7' }));
    expect(await replayed(record, { policy: file('own.json', own) })).toHaveProperty('ok', true);
    await expect(
      replayed(record, { policy: file('other-own.json', { ...own, version: '2026-8' }) }),
    ).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', details: { problem: 'is not own@2026-7' } });
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'is no JSON'],
    ['null', 'null', 'is no decision as the platform answers it'],
    ['another thing', { packageId: 'pkg' }, 'is no decision as the platform answers it'],
    [
      'a day the policy did not decide',
      decision({ decidedAt: '2026-11-20T02:00:00.000Z' }),
      'names a policy that did not decide that day',
    ],
    [
      'inputs that cannot be',
      decision({ indicators: { redShare12: '-1' } }),
      'has inputs its policy cannot read',
    ],
    [
      'no indicators, as of a consent to the outcome alone',
      decision({ indicators: undefined }),
      'has no indicators: there is nothing to repeat it from',
    ],
    [
      'a policy nobody has, without credentials',
      decision({ policyId: 'own' }),
      'has to be read from the platform: give credentials by --as',
    ],
  ])('%s: says so', async (_, content, problem) => {
    await expect(replayed(file('bad.json', content))).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      details: { problem },
    });
  });

  it.each(['nowhere.json', id('dec')])('%s that is not there needs a file or credentials', async (from) => {
    await expect(replayed(from)).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
  });
});
