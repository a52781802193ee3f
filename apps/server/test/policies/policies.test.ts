import type { PolicyVersion } from '@xinqiao/contracts';
import { INVOICE_FLOW_2026_1, takeCensus } from '@xinqiao/scoring';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentHash } from '../../src/policies/document-hash.ts';
import { type Caller, codeOf } from '../applications/support/people.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { expectProblem } from '../support/problem.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';
import { ownDocument } from './own-document.ts';
import { activated, draft, nameOf, type Officers, officers, onlyName } from './support.ts';

let platform: Platform;
let people: Officers;
let bank: readonly [Caller, Caller];
beforeAll(async () => {
  platform = await startPlatform();
  people = await officers(platform);
  bank = [people.ye, people.luo];
});
afterAll(() => platform.close());

/** A version name nobody has used yet. */
let count = 0;
const fresh = () => ({ version: `2026-${++count}` });
const entriesOf = (policyVersionId: string | null) =>
  rows<{ kind: string; actor: string; detail: Record<string, unknown> }>(
    platform,
    `SELECT kind, actor, detail FROM log_entry WHERE detail->>'policyVersionId' = $1 ORDER BY id`,
    [policyVersionId],
  );
const eventsOf = (policyVersionId: string | null) =>
  rows<{ participant_id: string; data: Record<string, unknown> }>(
    platform,
    `SELECT participant_id, data FROM event WHERE ordering_key = $1 ORDER BY ticket`,
    [policyVersionId],
  );
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: { code: string; errors?: unknown; details?: unknown }) => error,
  );

describe('a draft', () => {
  it('is kept as it was sent, under the hash of its canonical JSON', async () => {
    const document = ownDocument(fresh());
    const drafted = await people.ye.call('policies.draft', { document });
    expect(drafted).toMatchObject({
      ...{ status: 'DRAFT', documentHash: documentHash(document), draftedBy: people.names[0] },
      ...{ validFrom: '2026-01-01', baselineHash: null, proposedBy: null, document },
    });
  });

  it('can be written by a program, which then is its author', async () => {
    const { draftedBy } = await draft(people.program, fresh());
    expect(draftedBy).toBe(platform.credentials('bank').applicationId);
  });

  it('written anew belongs to whoever wrote last', async () => {
    const name = fresh();
    const first = await draft(people.ye, name);
    const second = await draft(people.luo, { ...name, validFrom: '2026-02-01' });
    expect(second).toMatchObject({
      ...{ policyVersionId: first.policyVersionId, draftedBy: people.names[1], validFrom: '2026-02-01' },
    });
    expect(second.documentHash).not.toBe(first.documentHash);
  });

  it('written anew by a colleague is no answer to whoever repeats her own', async () => {
    const name = fresh();
    const once = { idempotencyKey: crypto.randomUUID() };
    const again = () => people.program.call('policies.draft', { document: ownDocument(name) }, once);
    const mine = await again();
    expect(await again()).toEqual(mine);
    await draft(people.ye, { ...name, validFrom: '2026-02-01' });
    expect(await codeOf(again())).toBe('POLICY_CHANGED_MEANWHILE');
  });

  it('with mistakes is refused with each at its path and in both languages', async () => {
    const document = ownDocument({ ...fresh(), validTo: '2025-01-01', features: [] });
    expect(await refusal(people.program.call('policies.draft', { document }))).toMatchObject({
      code: 'POLICY_INVALID',
      errors: [{ path: 'document.features', problem: expect.stringMatching(/[一-鿿].* \/ .*[a-z]/s) }],
    });
    const inverted = ownDocument({ ...fresh(), validTo: '2025-01-01' });
    expect(await refusal(people.program.call('policies.draft', { document: inverted }))).toMatchObject({
      errors: [{ path: 'document.validTo', problem: expect.stringContaining('ends before it begins') }],
    });
  });

  it('with a thousand mistakes lists a hundred and says how many there are', async () => {
    const admission = Array.from({ length: 300 }, (_, index) => ({ id: `r${index}` }));
    const error = await refusal(
      people.program.call('policies.draft', { document: { ...ownDocument(fresh()), admission } }),
    );
    expect(error).toMatchObject({ code: 'POLICY_INVALID', details: { problems: 1500 } });
    expect(error?.errors).toHaveLength(100);
  });

  it.each([
    ['nested without end', { limit: '@' }],
    ['no document', '@'],
    ['text that cannot be stored', { name: { zh: '\u0000', en: 'x' } }],
    ['a name that cannot be signed', { '\ud800': 1 }],
    ['a name that cannot be stored', { limit: { 'a\u0000': 1 } }],
  ])('that is %s is refused before it is looked at', async (_, part) => {
    const document = typeof part === 'string' ? part : { ...ownDocument(fresh()), ...part };
    const body = JSON.stringify({ document }).replace('"@"', `${'['.repeat(9_000)}${']'.repeat(9_000)}`);
    const client = await RawClient.of(platform);
    await expectProblem(await client.send('POST', '/v1/policies', { body }), 'VALIDATION_FAILED');
  });

  it('may have sixty long lists of categories, 256 KB, and no more, by either way in', async () => {
    const padded = (bytes: number) => {
      const document = ownDocument(fresh());
      const [first] = document.references as { text: { en: string } }[];
      first!.text.en += 'x'.repeat(bytes - JSON.stringify(document).length);
      return document;
    };
    for (const caller of [people.program, people.ye]) {
      const { document } = await caller.call('policies.draft', { document: padded(250 * 1024) });
      expect(JSON.stringify(document)).toHaveLength(250 * 1024);
      const code = await codeOf(caller.call('policies.draft', { document: padded(260 * 1024) }));
      expect(code).toBe('BODY_TOO_LARGE');
    }
  });

  it.each(['shui-rong-tong', 'invoice-flow'])(
    'may not be called %s, like a delivered policy',
    async (policyId) => {
      expect(await codeOf(draft(people.ye, { ...fresh(), policyId }))).toBe('POLICY_ID_TAKEN');
    },
  );

  it('takes the census of its own version for a baseline and no other', async () => {
    const document = ownDocument(fresh());
    const census = takeCensus(
      { ...INVOICE_FLOW_2026_1, policyId: 'yao-du-dai', version: String(document.version) },
      [{}, {}],
    );
    const drafted = await people.program.call('policies.draft', { document, baseline: { ...census } });
    expect(drafted).toMatchObject({ baseline: census, baselineHash: documentHash(census) });
    const foreign = { ...census, policyVersion: '2025-1' };
    expect(
      await refusal(people.program.call('policies.draft', { document, baseline: foreign })),
    ).toMatchObject({ code: 'POLICY_INVALID', errors: [{ path: 'baseline' }] });
  });
});

describe('two people put a version in force', () => {
  it('the one proposes, the other activates, and every step is logged with its hash', async () => {
    const active = await activated(bank, fresh());
    expect(active).toMatchObject({
      ...{ status: 'ACTIVE', draftedBy: people.names[0], proposedBy: people.names[0] },
      activatedBy: people.names[1],
    });
    const { documentHash: hash } = active;
    expect(await entriesOf(active.policyVersionId)).toMatchObject([
      { kind: 'POLICY_DRAFTED', actor: people.names[0], detail: { documentHash: hash } },
      { kind: 'POLICY_PROPOSED', actor: people.names[0], detail: { documentHash: hash } },
      {
        kind: 'POLICY_ACTIVATED',
        actor: people.names[1],
        detail: { documentHash: hash, proposedBy: people.names[0] },
      },
    ]);
  });

  it('not who wrote it', async () => {
    const drafted = await draft(people.ye, fresh());
    await people.luo.call('policies.propose', nameOf(drafted));
    expect(await codeOf(people.ye.call('policies.activate', nameOf(drafted)))).toBe('FOUR_EYES_REQUIRED');
  });

  it('not who proposed it, also where a program wrote it', async () => {
    const drafted = await draft(people.program, fresh());
    await people.ye.call('policies.propose', nameOf(drafted));
    expect(await codeOf(people.ye.call('policies.activate', nameOf(drafted)))).toBe('FOUR_EYES_REQUIRED');
    expect(await people.luo.call('policies.activate', nameOf(drafted))).toMatchObject({ status: 'ACTIVE' });
  });

  it('not a program', async () => {
    const drafted = await draft(people.ye, fresh());
    const one = onlyName(drafted);
    const { program } = people;
    expect(await codeOf(program.call('policies.propose', nameOf(drafted)))).toBe('SCOPE_MISSING');
    expect(await codeOf(program.call('policies.activate', nameOf(drafted)))).toBe('SCOPE_MISSING');
    expect(await codeOf(program.call('policies.sendBack', one))).toBe('SCOPE_MISSING');
    expect(await codeOf(program.call('policies.retire', one))).toBe('SCOPE_MISSING');
  });

  it('not with a proposer who has left', async () => {
    const drafted = await draft(people.program, fresh());
    await people.ye.call('policies.propose', nameOf(drafted));
    await rows(platform, `UPDATE identity SET status = 'DISABLED' WHERE id = $1`, [people.names[0]]);
    const error = await refusal(people.luo.call('policies.activate', nameOf(drafted)));
    await rows(platform, `UPDATE identity SET status = 'ACTIVE' WHERE id = $1`, [people.names[0]]);
    expect(error).toMatchObject({ code: 'FOUR_EYES_REQUIRED', details: { proposer: 'LEFT' } });
  });

  it('only as it was seen: another hash is refused by both steps', async () => {
    const drafted = await draft(people.ye, fresh());
    const seen = { ...nameOf(drafted), documentHash: documentHash({}) };
    expect(await codeOf(people.ye.call('policies.propose', seen))).toBe('POLICY_CHANGED_MEANWHILE');
    await people.ye.call('policies.propose', nameOf(drafted));
    expect(await codeOf(people.luo.call('policies.activate', seen))).toBe('POLICY_CHANGED_MEANWHILE');
  });

  it('with the census that was seen: one put in its place meanwhile is refused', async () => {
    const name = fresh();
    const document = ownDocument(name);
    const policy = { ...INVOICE_FLOW_2026_1, policyId: 'yao-du-dai', version: name.version };
    const [one, other] = [
      [{}, {}],
      [{}, {}, {}],
    ].map((applicants) => ({ ...takeCensus(policy, applicants) }));
    const seen = await people.ye.call('policies.draft', { document, baseline: one! });
    await people.ye.call('policies.propose', nameOf(seen));
    await people.ye.call('policies.sendBack', onlyName(seen));
    const later = await people.ye.call('policies.draft', { document, baseline: other! });
    expect(later.documentHash).toBe(seen.documentHash);
    expect(await codeOf(people.ye.call('policies.propose', nameOf(seen)))).toBe('POLICY_CHANGED_MEANWHILE');
    await people.ye.call('policies.propose', nameOf(later));
    const { baselineHash: _, ...unseen } = nameOf(later);
    for (const wrong of [nameOf(seen), unseen])
      expect(await codeOf(people.luo.call('policies.activate', wrong))).toBe('POLICY_CHANGED_MEANWHILE');
    expect(await people.luo.call('policies.activate', nameOf(later))).toMatchObject({ baseline: other });
  });

  it('what is proposed, in force or retired is written no more', async () => {
    const name = fresh();
    const drafted = await draft(people.ye, name);
    const again = () => codeOf(draft(people.ye, name));
    await people.ye.call('policies.propose', nameOf(drafted));
    expect(await again()).toBe('POLICY_FIXED');
    await people.luo.call('policies.activate', nameOf(drafted));
    expect(await again()).toBe('POLICY_FIXED');
    const one = onlyName(drafted);
    await people.ye.call('policies.retire', one);
    expect(await again()).toBe('POLICY_FIXED');
  });

  it('sent back it is a draft again, which somebody has to propose anew', async () => {
    const drafted = await draft(people.ye, fresh());
    await people.ye.call('policies.propose', nameOf(drafted));
    const one = onlyName(drafted);
    expect(await people.luo.call('policies.sendBack', one)).toMatchObject({
      ...{ status: 'DRAFT', proposedBy: null, proposedAt: null },
    });
    expect(await codeOf(people.luo.call('policies.activate', nameOf(drafted)))).toBe('POLICY_STEP_ILLEGAL');
  });

  it('not once its last day has passed', async () => {
    const over = await draft(people.ye, { ...fresh(), validTo: '2026-01-31' });
    expect(await codeOf(people.ye.call('policies.propose', nameOf(over)))).toBe('POLICY_OVER');
  });

  it('of two at once one does it', async () => {
    const drafted = await draft(people.program, fresh());
    await people.ye.call('policies.propose', nameOf(drafted));
    const codes = await Promise.all(
      Array.from({ length: 4 }, () => codeOf(people.luo.call('policies.activate', nameOf(drafted)))),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set([undefined, 'POLICY_STEP_ILLEGAL']));
    expect(await eventsOf(drafted.policyVersionId)).toHaveLength(1);
  });

  it('the bank’s own programs hear of it, and of its end', async () => {
    const active = await activated(bank, fresh());
    const one = onlyName(active);
    const { documentHash: hash } = active;
    await people.ye.call('policies.retire', one);
    const told = await eventsOf(active.policyVersionId);
    const { participant_id: bankId } = (
      await rows<{ participant_id: string }>(
        platform,
        'SELECT participant_id FROM application WHERE id = $1',
        [platform.credentials('bank').applicationId],
      )
    )[0]!;
    expect(told).toEqual([
      { participant_id: bankId, data: { ...one, status: 'ACTIVE', documentHash: hash } },
      { participant_id: bankId, data: { ...one, status: 'RETIRED', documentHash: hash } },
    ]);
  });

  it('a step that the state does not allow says where the version stands', async () => {
    const drafted = await draft(people.ye, fresh());
    const one = onlyName(drafted);
    expect(await refusal(people.ye.call('policies.retire', one))).toMatchObject({
      code: 'POLICY_STEP_ILLEGAL',
    });
    expect(await codeOf(people.luo.call('policies.activate', nameOf(drafted)))).toBe('POLICY_STEP_ILLEGAL');
  });
});

describe('whose policies are whose', () => {
  let ofOperator: PolicyVersion;
  beforeAll(async () => {
    ofOperator = await activated(people.keepers, { policyId: 'city-dai', version: '2026-1' });
  });
  const listed = async (caller: Caller) => {
    const { items } = await caller.call('policies.list', { limit: 100 });
    return items;
  };

  it('a bank sees no version of another bank, in force or not', async () => {
    const active = await activated(bank, fresh());
    const one = onlyName(active);
    expect(await codeOf(people.otherBank.call('policies.get', one))).toBe('POLICY_NOT_FOUND');
    expect((await listed(people.otherBank)).map(({ policyId }) => policyId)).not.toContain(one.policyId);
    expect((await listed(people.program)).map(({ version }) => version)).toContain(one.version);
  });

  it('the operator neither sees nor activates a bank’s', async () => {
    const drafted = await draft(people.ye, fresh());
    await people.ye.call('policies.propose', nameOf(drafted));
    const [keeper] = people.keepers;
    expect(await codeOf(keeper.call('policies.activate', nameOf(drafted)))).toBe('POLICY_NOT_FOUND');
    expect((await listed(keeper)).map(({ policyId }) => policyId)).not.toContain('yao-du-dai');
  });

  it('what the operator has in force every bank sees, and hears of', async () => {
    expect((await listed(people.otherBank)).map(({ policyId }) => policyId)).toContain('city-dai');
    const told = await eventsOf(ofOperator.policyVersionId);
    const banks = await rows<{ id: string }>(
      platform,
      `SELECT id FROM participant WHERE kind = 'BANK' ORDER BY id`,
    );
    expect(told.map(({ participant_id }) => participant_id)).toEqual(banks.map(({ id }) => id));
  });

  it('what the operator is working on no bank sees', async () => {
    const drafted = await draft(people.keepers[0], { policyId: 'city-dai', version: '2026-2' });
    const one = onlyName(drafted);
    expect(await codeOf(people.program.call('policies.get', one))).toBe('POLICY_NOT_FOUND');
  });

  it('a bank takes no id of the operator’s', async () => {
    expect(await codeOf(draft(people.ye, { policyId: 'city-dai', version: '2026-9' }))).toBe(
      'POLICY_ID_TAKEN',
    );
  });

  it('a bank whose draft was there first cannot put it in force beside the operator’s', async () => {
    const drafted = await draft(people.ye, { policyId: 'river-dai', version: '2026-1' });
    await people.ye.call('policies.propose', nameOf(drafted));
    await activated(people.keepers, { policyId: 'river-dai', version: '2026-1' });
    expect(await codeOf(people.luo.call('policies.activate', nameOf(drafted)))).toBe('POLICY_ID_TAKEN');
  });

  it('a draft hides no version of the operator’s that decides', async () => {
    await draft(people.ye, { policyId: 'salt-dai', version: '2026-1', validTo: '2027-12-31' });
    const decides = await activated(people.keepers, { policyId: 'salt-dai', version: '2026-1' });
    const shown = await people.program.call('policies.get', onlyName(decides));
    expect(shown.policyVersionId).toBe(decides.policyVersionId);
  });

  it('a bank that had its own in force keeps the id', async () => {
    await activated(bank, { policyId: 'tea-dai', version: '2026-1' });
    await activated(people.keepers, { policyId: 'tea-dai', version: '2026-1' });
    expect(await activated(bank, { policyId: 'tea-dai', version: '2026-2' })).toMatchObject({
      status: 'ACTIVE',
    });
  });

  it('delivered versions are listed last and have no author', async () => {
    const items = await listed(people.otherBank);
    expect(items.at(-1)).toMatchObject({
      policyVersionId: null,
      ownerId: null,
      draftedBy: null,
      status: 'ACTIVE',
    });
    const { policyId, version } = items.at(-1)!;
    const { document } = await people.otherBank.call('policies.get', { policyId, version });
    expect(document).toMatchObject({ policyId, version });
  });

  it('pages of any size name every version once', async () => {
    const whole = (await listed(people.program)).map(({ policyId, version }) => `${policyId}@${version}`);
    for (const limit of [1, 3]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await people.program.call('policies.list', { limit, ...(cursor ? { cursor } : {}) });
        seen.push(...page.items.map(({ policyId, version }) => `${policyId}@${version}`));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(whole);
    }
  });

  it('of one state only those', async () => {
    const { items } = await people.program.call('policies.list', { status: 'RETIRED', limit: 100 });
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['RETIRED']));
  });
});
