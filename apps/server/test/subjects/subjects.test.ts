import { randomBytes } from 'node:crypto';
import type { AnyDataPackage, Subject } from '@xinqiao/contracts';
import type { XinqiaoOperator } from '@xinqiao/sdk/operator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInTo } from '../support/owner-visit.ts';
import { ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { RawBrowser } from '../support/raw-browser.ts';
import { rows, written } from '../support/rows.ts';
import {
  consentOf,
  identifierOf,
  importInvoices,
  newResidentId,
  newUscc,
  operatorOf,
  registration,
} from './support/registry.ts';

let platform: Platform;
let operator: XinqiaoOperator;
beforeAll(async () => {
  platform = await startPlatform();
  operator = operatorOf(platform);
});
afterAll(() => platform.close());

const register = (fact: Parameters<typeof registration>[0] = {}): Promise<Subject> =>
  operator.call('subjects.register', registration(fact));
const change = (
  subjectId: Subject['subjectId'],
  value: string,
  { reason = 'REISSUED', scheme = 'uscc' }: { reason?: string; scheme?: string } = {},
): Promise<Subject> =>
  operator.call('subjects.changeIdentifier', { subjectId, identifier: { scheme, value }, reason } as never);
const person = (value: string) => ({ type: 'PERSON', identifier: { scheme: 'resident-id', value } }) as const;
const entriesOf = (subjectId: string) =>
  rows<{ kind: string; detail: Record<string, unknown> }>(
    platform,
    'SELECT kind, detail FROM log_entry WHERE subject_id = $1 ORDER BY id',
    [subjectId],
  );

describe('subjects.register · each type by the codes of its kind', () => {
  it.each([
    ['ENTERPRISE', { scheme: 'uscc', value: newUscc() }, 'LEGAL_REPRESENTATIVE'],
    ['SOLE_TRADER', { scheme: 'uscc', value: newUscc() }, 'PROPRIETOR'],
    ['SOLE_TRADER', { scheme: 'taxpayer-id', value: '341602678901232' }, 'PROPRIETOR'],
    ['PERSON', { scheme: 'resident-id', value: newResidentId() }, 'SELF'],
  ] as const)(
    '%s by %o has an id of its own and somebody who acts for it',
    async (type, identifier, capacity) => {
      const subject = await register({ type, identifier });
      expect(subject).toMatchObject({ subjectId: expect.stringMatching(/^sub_/), type });
      const authorities = await rows(platform, 'SELECT capacity FROM authority WHERE subject_id = $1', [
        subject.subjectId,
      ]);
      expect(authorities).toEqual([{ capacity }]);
    },
  );

  it.each([
    [
      'an enterprise with a resident number',
      { type: 'ENTERPRISE', identifier: person(newResidentId()).identifier },
    ],
    ['a person with a credit code', { type: 'PERSON', identifier: { scheme: 'uscc', value: newUscc() } }],
    ['a wrong check character', person('110105194912310021')],
    ['a birth date that never was', person('341621199002290019')],
    [
      'a credit code of 17',
      { type: 'ENTERPRISE', identifier: { scheme: 'uscc', value: newUscc().slice(1) } },
    ],
  ] as const)('refuses %s, says so and never repeats the code', async (_what, fact) => {
    const before = await written(platform);
    const error = await register(fact as never).catch((error: unknown) => error);
    expect(error).toMatchObject({ code: 'IDENTIFIER_INVALID', errors: [{ path: 'identifier' }] });
    expect(JSON.stringify(error)).not.toContain(fact.identifier.value);
    expect(await written(platform)).toEqual(before);
  });

  it('refuses a code that is registered already, also when two register it at once', async () => {
    const identifier = { scheme: 'uscc', value: newUscc() } as const;
    const both = await Promise.allSettled([register({ identifier }), register({ identifier })]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'SUBJECT_ALREADY_REGISTERED' },
    });
    await expect(register({ identifier })).rejects.toMatchObject({ code: 'SUBJECT_ALREADY_REGISTERED' });
  });

  it('refuses a code that another subject bore before', async () => {
    const identifier = { scheme: 'uscc', value: newUscc() } as const;
    const { subjectId } = await register({ identifier });
    await change(subjectId, newUscc(), { reason: 'CORRECTED' });
    await expect(register({ identifier })).rejects.toMatchObject({ code: 'IDENTIFIER_IN_USE' });
  });

  it.each([
    ['credit code', { identifier: { scheme: 'uscc', value: newUscc() } }],
    ['taxpayer id', { type: 'SOLE_TRADER', identifier: { scheme: 'taxpayer-id', value: '341602678901531' } }],
    ['resident number', person(newResidentId())],
  ] as const)('refuses as a source’s code the %s of another subject', async (_what, fact) => {
    await register(fact);
    await expect(register({ sourceCode: fact.identifier.value })).rejects.toMatchObject({
      code: 'SUBJECT_ALREADY_REGISTERED',
    });
  });

  it('refuses a code by which a source knows another subject, also when both come at once', async () => {
    const value = newUscc();
    const both = await Promise.allSettled([
      register({ sourceCode: value }),
      register({ identifier: { scheme: 'uscc', value } }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'SUBJECT_ALREADY_REGISTERED' },
    });
  });

  it('takes one code from two sources: each counts in its own way', async () => {
    await register({ sourceId: 'import', sourceCode: '100001' });
    await expect(register({ sourceId: 'city', sourceCode: '100001' })).resolves.toMatchObject({
      sourceId: 'city',
    });
  });

  it.each(['OPERATOR', 'BANK'])(
    'lets nobody of the staff of a participant of kind %s represent',
    async (kind) => {
      const identityId = `staff-${kind.toLowerCase()}`;
      await rows(
        platform,
        `INSERT INTO identity (id, display_name, roles, status, participant_id)
       SELECT $1, $1, '{}', 'ACTIVE', id FROM participant WHERE kind = $2 LIMIT 1`,
        [identityId, kind],
      );
      const representative = { identityId, name: '某某' };
      await expect(register({ representative })).rejects.toMatchObject({ code: 'DUTIES_IN_CONFLICT' });
      expect(await rows(platform, 'SELECT FROM authority WHERE identity_id = $1', [identityId])).toEqual([]);
    },
  );

  it('names in the log who may act for the subject from now on', async () => {
    const representative = { identityId: 'owner-named', name: '某某' };
    const { subjectId } = await register({ representative });
    expect(await entriesOf(subjectId)).toMatchObject([
      {
        kind: 'SUBJECT_REGISTERED',
        detail: { representative: 'owner-named', capacity: 'LEGAL_REPRESENTATIVE', scheme: 'uscc' },
      },
    ]);
  });
});

describe('a resident number · PIPL art. 51, JR/T 0171-2020 C2', () => {
  it('is nowhere in the database: sealed, and found by a keyed hash', async () => {
    const value = newResidentId();
    await register(person(value));
    await operator.call('subjects.find', { identifier: person(value).identifier });
    const tables = await rows<{ name: string }>(
      platform,
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    );
    for (const { name } of tables)
      expect(
        await rows(platform, `SELECT 1 FROM "${name}" t WHERE t::text LIKE $1`, [`%${value.slice(6, 17)}%`]),
        name,
      ).toEqual([]);
  });

  it('is shown masked, by register, get and find alike', async () => {
    const value = newResidentId();
    const registered = await register(person(value));
    const { subjectId } = registered;
    const got = await operator.call('subjects.get', { subjectId });
    const found = await operator.call('subjects.find', { identifier: person(value).identifier });
    for (const subject of [registered, got, found]) {
      expect(subject.subjectId).toBe(subjectId);
      expect(identifierOf(subject)).toMatchObject({
        value: null,
        masked: `3${'*'.repeat(16)}${value.slice(-1)}`,
      });
      expect(JSON.stringify(subject)).not.toContain(value);
    }
  });

  it('within a sole trader’s taxpayer id is hidden as well', async () => {
    const value = `${newResidentId()}01`;
    const subject = await register({ type: 'SOLE_TRADER', identifier: { scheme: 'taxpayer-id', value } });
    expect(identifierOf(subject)).toMatchObject({ value: null, status: 'valid' });
    const found = await operator.call('subjects.find', { identifier: { scheme: 'taxpayer-id', value } });
    expect(found.subjectId).toBe(subject.subjectId);
  });
});

describe('subjects.changeIdentifier · the id stays', () => {
  it('keeps the subject and its history, newest first', async () => {
    const [before, after] = [newUscc(), newUscc()];
    const { subjectId } = await register({ identifier: { scheme: 'uscc', value: before } });
    const changed = await change(subjectId, after);
    expect(changed.subjectId).toBe(subjectId);
    expect(changed.identifiers).toMatchObject([
      { value: after, validTo: null, status: 'valid' },
      { value: before, validTo: expect.any(String), status: 'valid' },
    ]);
    const find = (value: string) => operator.call('subjects.find', { identifier: { scheme: 'uscc', value } });
    expect((await find(after)).subjectId).toBe(subjectId);
    await expect(find(before)).rejects.toMatchObject({ code: 'SUBJECT_NOT_FOUND' });
  });

  it('is logged with its reason and without any code', async () => {
    const { subjectId } = await register();
    const value = newUscc();
    await change(subjectId, value, { reason: 'MERGED' });
    const [, entry] = await entriesOf(subjectId);
    expect(entry).toMatchObject({
      kind: 'SUBJECT_IDENTIFIER_CHANGED',
      detail: { reason: 'MERGED', scheme: 'uscc' },
    });
    expect(JSON.stringify(entry)).not.toContain(value);
  });

  it('to the code it bears already changes nothing and logs nothing', async () => {
    const subject = await register();
    expect(await change(subject.subjectId, identifierOf(subject)?.value ?? '')).toEqual(subject);
    expect(await entriesOf(subject.subjectId)).toHaveLength(1);
  });

  it('moves a sole trader from its taxpayer id to a credit code', async () => {
    const { subjectId } = await register({
      ...{ type: 'SOLE_TRADER', identifier: { scheme: 'taxpayer-id', value: '341602678901398' } },
    });
    const { identifiers } = await change(subjectId, newUscc());
    expect(identifiers.map(({ scheme, validTo }) => [scheme, validTo === null])).toEqual([
      ['uscc', true],
      ['taxpayer-id', false],
    ]);
  });

  it.each([
    ['nobody', 'sub_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77', 'SUBJECT_NOT_FOUND'],
    ['a code that is malformed', '91341602', 'IDENTIFIER_INVALID'],
  ])('refuses %s', async (_what, given, code) => {
    const { subjectId } = await register();
    const act = given.startsWith('sub_') ? change(given as never, newUscc()) : change(subjectId, given);
    await expect(act).rejects.toMatchObject({ code });
  });

  it.each(['REISSUED', 'CORRECTED', 'MERGED'])(
    '%s gives nobody a code that another subject bears or bore',
    async (reason) => {
      const value = newUscc();
      const first = await register({ identifier: { scheme: 'uscc', value } });
      const second = await register();
      const take = () => change(second.subjectId, value, { reason });
      await expect(take()).rejects.toMatchObject({ code: 'IDENTIFIER_IN_USE' });
      await change(first.subjectId, newUscc(), { reason });
      await expect(take()).rejects.toMatchObject({ code: 'IDENTIFIER_IN_USE' });
      expect(await entriesOf(second.subjectId)).toHaveLength(1);
    },
  );

  it('gives a subject back the code it bore before', async () => {
    const value = newUscc();
    const { subjectId } = await register({ identifier: { scheme: 'uscc', value } });
    await change(subjectId, newUscc());
    expect(identifierOf(await change(subjectId, value))).toMatchObject({ value, validTo: null });
  });

  it('refuses the code by which a source knows another subject', async () => {
    const sourceCode = newUscc();
    await register({ sourceCode });
    const { subjectId } = await register();
    await expect(change(subjectId, sourceCode)).rejects.toMatchObject({ code: 'IDENTIFIER_IN_USE' });
  });

  it('of two subjects that are given one code at once, one gets it', async () => {
    const value = newUscc();
    const subjects = [await register(), await register()];
    const both = await Promise.allSettled(subjects.map(({ subjectId }) => change(subjectId, value)));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'IDENTIFIER_IN_USE' },
    });
  });

  it('of one subject that is given two codes at once, both follow each other: one is current', async () => {
    const { subjectId } = await register();
    await Promise.all([change(subjectId, newUscc()), change(subjectId, newUscc())]);
    const { identifiers } = await operator.call('subjects.get', { subjectId });
    expect(identifiers).toHaveLength(3);
    expect(identifiers.filter(({ validTo }) => validTo === null)).toHaveLength(1);
  });

  it('repeated with the same Idempotency-Key is done once', async () => {
    const { subjectId } = await register();
    const input = {
      subjectId,
      identifier: { scheme: 'uscc', value: newUscc() },
      reason: 'REISSUED',
    } as const;
    const once = { idempotencyKey: crypto.randomUUID() };
    const first = await operator.call('subjects.changeIdentifier', input, once);
    expect(await operator.call('subjects.changeIdentifier', input, once)).toEqual(first);
    expect(await entriesOf(subjectId)).toHaveLength(2);
  });
});

describe('an officer’s word · who represents is held against every code', () => {
  const standing = (subjectId: string) =>
    rows<{ status: string; evidence: string }>(
      platform,
      'SELECT status, evidence FROM authority WHERE subject_id = $1 ORDER BY granted_by NULLS FIRST',
      [subjectId],
    );
  /** The code of a firm that the city holds and nobody registered here. */
  async function heldCode(personaId: string): Promise<string> {
    const { uscc } = ownerPersona(personaId).enterprise;
    const bytes = randomBytes(6).toString('hex');
    await rows(platform, `UPDATE subject_identifier SET value = $2 || value WHERE value = $1`, [uscc, bytes]);
    return uscc;
  }

  it.each([
    ['city', 'persona-ding-xiaoman'],
    ['import', 'persona-liu-chengzhou'],
  ])(
    'a firm that the city holds waits for its registration, also under source %s',
    async (sourceId, whose) => {
      const value = await heldCode(whose);
      const { subjectId } = await register({ sourceId, identifier: { scheme: 'uscc', value } });
      expect(await standing(subjectId)).toEqual([{ status: 'SUSPENDED', evidence: 'OPERATOR' }]);
    },
  );

  it('a source there is not is refused', async () => {
    await expect(register({ sourceId: 'nowhere' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('with the code of a firm that names another, nobody acts any more, nor whom she gave authority to', async () => {
    const { subjectId } = await register();
    await rows(
      platform,
      `WITH proxy AS (INSERT INTO identity (id, display_name) VALUES ('proxy-of-code', '某某') RETURNING id)
       INSERT INTO authority (id, identity_id, subject_id, capacity, granted_by, valid_from, valid_to, evidence)
       SELECT 'aut_proxy', proxy.id, $1, 'PROXY', root.id, now(), now() + interval '9 days', 'POWER_OF_ATTORNEY'
       FROM proxy, authority AS root WHERE root.subject_id = $1`,
      [subjectId],
    );
    await change(subjectId, await heldCode('persona-wu-siqi'), { reason: 'CORRECTED' });
    expect((await standing(subjectId)).map(({ status }) => status)).toEqual(['SUSPENDED', 'ENDED']);
    expect((await entriesOf(subjectId)).map(({ kind }) => kind)).toEqual([
      ...['SUBJECT_REGISTERED', 'SUBJECT_IDENTIFIER_CHANGED', 'AUTHORITY_SUSPENDED', 'AUTHORITY_ENDED'],
    ]);
  });

  it('with a code whose registration names her as her sign-in did, she goes on', async () => {
    const persona = ownerPersona('persona-tao-ruoshui');
    const value = await heldCode(persona.id);
    const { subjectId } = await register({ representative: { identityId: persona.id, name: '某某' } });
    await signInTo(new RawBrowser(platform.url), 'my', persona.id);
    await change(subjectId, value);
    expect(await standing(subjectId)).toEqual([{ status: 'ACTIVE', evidence: 'OPERATOR' }]);
  });

  it('what was matched with a former code is worth nothing with one that no source holds', async () => {
    const { subjectId } = await register();
    await rows(platform, `UPDATE authority SET evidence = 'REGISTRY' WHERE subject_id = $1`, [subjectId]);
    await change(subjectId, newUscc());
    expect(await standing(subjectId)).toEqual([{ status: 'SUSPENDED', evidence: 'REGISTRY' }]);
  });
});

describe('a consent across a code that is issued anew', () => {
  const months = ({ items: [first] }: AnyDataPackage) => first?.indicators;

  it('goes on: the same data, and what is sent under the new or the old code is added to it', async () => {
    const [before, after] = [newUscc(), newUscc()];
    const representative = { identityId: 'owner-reissued', name: '某某' };
    const { subjectId } = await register({ identifier: { scheme: 'uscc', value: before }, representative });
    expect(await importInvoices(operator, before)).toEqual({ stored: 24, quarantined: 0 });
    const bank = platform.bank();
    const { consentId } = await consentOf(platform, bank, 'owner-reissued');
    const earlier = months((await bank.data.fetch(consentId)).data);

    await change(subjectId, after);
    expect(months((await bank.data.fetch(consentId)).data)).toEqual(earlier);
    expect(await importInvoices(operator, after)).toEqual({ stored: 24, quarantined: 0 });
    expect(await importInvoices(operator, before)).toEqual({ stored: 24, quarantined: 0 });
    expect(months((await bank.data.fetch(consentId)).data)).not.toEqual(earlier);
  });

  it('a code that was corrected never was the subject’s: rows under it are set aside', async () => {
    const wrong = newUscc();
    const { subjectId } = await register({ identifier: { scheme: 'uscc', value: wrong } });
    const { identifiers } = await change(subjectId, newUscc(), { reason: 'CORRECTED' });
    expect(identifiers[1]).toMatchObject({ value: wrong, status: 'corrected' });
    expect(await importInvoices(operator, wrong)).toEqual({ stored: 0, quarantined: 24 });
  });
});

describe('a natural person · PIPL art. 24 para. 3', () => {
  const decideOn = async (type: 'PERSON' | 'ENTERPRISE') => {
    const identityId = `owner-${type.toLowerCase()}`;
    const fact = type === 'PERSON' ? person(newResidentId()) : { type };
    await register({ ...fact, sourceCode: `code-${type}`, representative: { identityId, name: '某某' } });
    await importInvoices(operator, `code-${type}`, '10.00');
    const bank = platform.bank();
    const { consentId } = await consentOf(platform, bank, identityId);
    const { decision } = await bank.decisions.create({ consentId, policyId: 'invoice-flow' });
    expect(await bank.decisions.get(decision.decisionId)).toEqual(decision);
    return decision;
  };

  it('whom the policy declines is referred to a person; an enterprise is declined', async () => {
    const [enterprise, natural] = [await decideOn('ENTERPRISE'), await decideOn('PERSON')];
    expect(enterprise.outcome).toBe('DECLINED');
    expect(natural).toMatchObject({ outcome: 'REFERRED', limit: '0.00', annualRate: null });
    expect(natural.reasons.map(({ code }) => code)).toEqual([
      'HUMAN_REVIEW',
      ...enterprise.reasons.map(({ code }) => code),
    ]);
  });
});

describe('purpose · PIPL art. 6', () => {
  it('a consent to be warned by serves no decision: refused and logged, while the package is delivered', async () => {
    const representative = { identityId: 'owner-warned', name: '某某' };
    const value = newUscc();
    await register({ representative, identifier: { scheme: 'uscc', value } });
    await importInvoices(operator, value);
    const bank = platform.bank();
    const warning = { templateId: 'after-loan-warning', purpose: 'EARLY_WARNING' } as const;
    const { consentId } = await consentOf(platform, bank, 'owner-warned', warning);
    const decision = bank.decisions.create({ consentId, policyId: 'invoice-flow' });
    await expect(decision).rejects.toMatchObject({ code: 'PURPOSE_NOT_SERVED' });
    const { items } = await bank.audit.entries({ consentId, limit: 1 });
    expect(items).toMatchObject([
      {
        kind: 'ACCESS_DENIED',
        detail: { use: 'DECISION', purpose: 'EARLY_WARNING', code: 'PURPOSE_NOT_SERVED' },
      },
    ]);
    await expect(bank.data.fetch(consentId)).resolves.toMatchObject({
      data: { items: [{ status: 'DELIVERED' }] },
    });
  });
});
