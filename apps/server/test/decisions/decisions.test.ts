import type { DataItemId, Decision } from '@xinqiao/contracts';
import { POLICIES, type Policy, replay } from '@xinqiao/scoring';
import type { Xinqiao } from '@xinqiao/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentHash } from '../../src/policies/document-hash.ts';
import { activated, officers } from '../policies/support.ts';
import { agreedConsent, type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';

let platform: Platform;
let bank: Xinqiao;
beforeAll(async () => {
  platform = await startPlatform();
  bank = platform.bank();
});
afterAll(() => platform.close());

const policyOf = ({ policyId, policyVersion }: Decision) =>
  POLICIES.get(`${policyId}@${policyVersion}`) as Policy;
/** A decision under a new consent to these items. */
async function decided(items?: DataItemId[], policyId = 'shui-rong-tong') {
  const { consentId } = await agreedConsent(platform, { bank, fact: items === undefined ? {} : { items } });
  return { consentId, decision: (await bank.decisions.create({ consentId, policyId })).decision };
}
/** What the log says of a consent's reads, oldest first. */
const logged = (consentId: string, kind: string) =>
  rows<{ detail: { items?: string[]; code?: string; repeated?: boolean } }>(
    platform,
    'SELECT detail FROM log_entry WHERE consent_id = $1 AND kind = $2 ORDER BY id',
    [consentId, kind],
  );

describe('decisions.create · what a decision was made from', () => {
  it('every item the policy needs, with source, date and the features from it', async () => {
    const { decision } = await decided();
    expect(decision.inputs?.map(({ item }) => item)).toEqual([
      ...['registration.profile', 'tax.vat-returns', 'tax.credit-grades', 'tax.arrears'],
      ...['invoice.summary', 'enforcement.records'],
    ]);
    for (const { status, sourceId, sourceAsOf } of decision.inputs ?? [])
      expect([status, sourceId, sourceAsOf]).toEqual([
        'DELIVERED',
        'city',
        expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
      ]);
    expect(decision.inputs?.flatMap(({ features }) => features).toSorted()).toEqual(
      Object.keys(decision.indicators ?? {}).toSorted(),
    );
  });

  it('the policy document, by its hash; and it is made again from its record', async () => {
    const { decision } = await decided();
    expect(decision.documentHash).toBe(documentHash(policyOf(decision)));
    expect(replay(decision as Parameters<typeof replay>[0], policyOf(decision)).differences).toEqual([]);
    expect(await bank.decisions.get(decision.decisionId)).toEqual(decision);
  });

  it('an approval names no alternatives, anything else what was found', async () => {
    const [approved, referred] = [
      await decided(),
      await decided(['registration.profile', 'tax.vat-returns']),
    ];
    expect([approved.decision.outcome, approved.decision.alternatives]).toEqual(['APPROVED', null]);
    expect([referred.decision.outcome, referred.decision.alternatives]).toEqual(['REFERRED', []]);
  });
});

describe('decisions.create · PIPL art. 6: no more than the policy needs', () => {
  it('of a wider consent only the items of the policy are read, and the log names them', async () => {
    const { consentId, decision } = await decided(undefined, 'invoice-flow');
    expect(decision.inputs?.map(({ item }) => item)).toEqual(['invoice.summary']);
    expect((await logged(consentId, 'ACCESS_ALLOWED')).map(({ detail }) => detail.items)).toEqual([
      ['invoice.summary'],
    ]);
    expect(Object.keys(decision.indicators ?? {})).toHaveLength(9);
  });

  it('what the consent lacks is not read: its features are missing, and people look', async () => {
    const { consentId, decision } = await decided(['registration.profile', 'tax.vat-returns']);
    const lacking = decision.inputs?.filter(({ status }) => status === 'NOT_CONSENTED') ?? [];
    expect(lacking.map(({ item, sourceId }) => [item, sourceId])).toEqual([
      ['tax.credit-grades', null],
      ['tax.arrears', null],
      ['invoice.summary', null],
      ['enforcement.records', null],
    ]);
    expect(decision.missing).toEqual(expect.arrayContaining(lacking.flatMap(({ features }) => features)));
    expect(decision.reasons[0]?.code).toBe('DATA_MISSING');
    const [entry] = await logged(consentId, 'ACCESS_ALLOWED');
    expect(entry?.detail.items).toEqual(['registration.profile', 'tax.vat-returns']);
  });

  it('a consent to none of its items is refused by name, and nothing is read', async () => {
    const { consentId } = await agreedConsent(platform, { bank, fact: { items: ['tax.arrears'] } });
    await expect(bank.decisions.create({ consentId, policyId: 'invoice-flow' })).rejects.toMatchObject({
      code: 'CONSENT_ITEM_NOT_COVERED',
      details: { items: ['invoice.summary'] },
    });
    expect(await logged(consentId, 'ACCESS_ALLOWED')).toEqual([]);
    expect(await logged(consentId, 'ACCESS_DENIED')).toHaveLength(1);
  });

  it('a policy nobody knows is refused before anything is read', async () => {
    const { consentId } = await agreedConsent(platform, { bank });
    await expect(bank.decisions.create({ consentId, policyId: 'unknown' })).rejects.toHaveProperty(
      'code',
      'POLICY_UNKNOWN',
    );
    expect(await logged(consentId, 'ACCESS_ALLOWED')).toEqual([]);
  });

  it('a repetition is the recorded decision, logged as one', async () => {
    const { consentId } = await agreedConsent(platform, { bank });
    const once = () => bank.decisions.create({ consentId }, { idempotencyKey: `once-${consentId}` });
    const [first, second] = [await once(), await once()];
    expect(second.decision).toEqual(first.decision);
    const made = await logged(consentId, 'DECISION_MADE');
    expect(made.map(({ detail }) => detail.repeated ?? false)).toEqual([false, true]);
    const [one, other] = await logged(consentId, 'ACCESS_ALLOWED');
    expect(other?.detail.items).toEqual(one?.detail.items);
  });
});

describe('decisions.create · a policy that ends while sources are read', () => {
  /** Does something to the database as soon as the access is logged, before any source is asked. */
  async function onAccess(sql: string, act: () => Promise<unknown>) {
    await rows(
      platform,
      `CREATE FUNCTION public.meanwhile() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN ${sql}; RETURN NULL; END $$;
       CREATE TRIGGER meanwhile AFTER INSERT ON log_entry FOR EACH ROW WHEN (NEW.kind = 'ACCESS_ALLOWED') EXECUTE FUNCTION public.meanwhile()`,
    );
    try {
      return await act();
    } finally {
      await rows(platform, 'DROP TRIGGER meanwhile ON log_entry; DROP FUNCTION public.meanwhile()');
    }
  }

  it('retired: nothing is decided, the data are discarded, and the log says so', async () => {
    const { ye, luo } = await officers(platform);
    const { policyId } = await activated([ye, luo]);
    const { consentId } = await agreedConsent(platform, { bank });
    expect((await bank.decisions.create({ consentId, policyId })).decision.policyId).toBe(policyId);
    const retire = `UPDATE policy_version SET status = 'RETIRED', retired_by = 'x', retired_at = now(), revision = revision + 1 WHERE policy_id = '${policyId}' AND status = 'ACTIVE'`;
    await onAccess(retire, async () => {
      await expect(bank.decisions.create({ consentId, policyId })).rejects.toHaveProperty(
        'code',
        'POLICY_UNKNOWN',
      );
    });
    expect((await logged(consentId, 'DATA_DISCARDED')).map(({ detail }) => detail.code)).toEqual([
      'POLICY_UNKNOWN',
    ]);
    expect(await rows(platform, 'SELECT 1 FROM decision WHERE consent_id = $1', [consentId])).toHaveLength(1);
  });
});
