import { randomUUID } from 'node:crypto';
import { caseDeadline, type Instant, SupportCase, WorkCase } from '@xinqiao/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agreedConsent, type Platform, startPlatform } from '../support/platform.ts';
import { expectProblem } from '../support/problem.ts';
import { rows } from '../support/rows.ts';
import {
  actAs,
  type CaseClient,
  COLLEAGUE,
  caseClients,
  copyCase,
  fillCase,
  newCase,
  openCase,
  SUPPORTER,
} from './support.ts';

const NOBODY = 'cas_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';
const NO_ENTRY = 'ent_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';

let platform: Platform;
let bank: CaseClient;
let other: CaseClient;
let support: CaseClient;
beforeAll(async () => {
  platform = await startPlatform();
  ({ bank, other, support } = await caseClients(platform));
});
beforeEach(() => rows(platform, 'DELETE FROM support_message; DELETE FROM support_case'));
afterAll(() => platform.close());

const seen = async (caseId: string, client = bank) =>
  SupportCase.parse(await (await client.get(`/v1/cases/${caseId}`)).json());
const worked = async (caseId: string) =>
  WorkCase.parse(await (await support.get(`/v1/support/cases/${caseId}`)).json());
const work = (caseId: string, act: string, body: object = {}) =>
  support.post(`/v1/support/cases/${caseId}/${act}`, body);
const assigned = async (fact: object = {}) => {
  const caseId = await openCase(bank, fact);
  await work(caseId, 'assign', { assignee: SUPPORTER });
  return caseId;
};
const answered = async (fact: object = {}) => {
  const caseId = await assigned(fact);
  await work(caseId, 'answer', { text: '不含税。' });
  return caseId;
};
const closed = async () => {
  const caseId = await openCase(bank);
  await bank.post(`/v1/cases/${caseId}/close`, {});
  return caseId;
};

describe('a case of a bank', () => {
  it('goes from question to answer to further question to answer to its end', async () => {
    const caseId = await openCase(bank);
    expect(await seen(caseId)).toMatchObject({ status: 'OPEN', light: 'GREEN', answeredAt: null });
    await work(caseId, 'assign', { assignee: SUPPORTER });
    expect((await seen(caseId)).status).toBe('ASSIGNED');
    await work(caseId, 'answer', { text: '不含税。' });
    expect(await seen(caseId)).toMatchObject({ status: 'ANSWERED', answeredAt: expect.any(String) });
    await bank.post(`/v1/cases/${caseId}/reply`, { text: '那红字发票呢？' });
    expect((await seen(caseId)).status).toBe('ASSIGNED');
    await work(caseId, 'answer', { text: '已冲减。' });
    await bank.post(`/v1/cases/${caseId}/close`, {});
    const { status, closedAt, messages } = await seen(caseId);
    expect({ status, closedAt }).toEqual({ status: 'CLOSED', closedAt: expect.any(String) });
    expect(messages.map(({ number, side, text }) => [number, side, text])).toEqual([
      [1, 'PARTICIPANT', '纳税申报中的销售额是否含税？'],
      [2, 'OPERATOR', '不含税。'],
      [3, 'PARTICIPANT', '那红字发票呢？'],
      [4, 'OPERATOR', '已冲减。'],
    ]);
  });

  it('names nobody of the operator’s staff to the bank, and everybody to the operator', async () => {
    const caseId = await answered();
    const { applicationId } = bank.raw;
    expect((await seen(caseId)).messages.map(({ author }) => author)).toEqual([applicationId, null]);
    expect((await worked(caseId)).messages.map(({ author }) => author)).toEqual([applicationId, SUPPORTER]);
  });

  it('has the deadline of its category', async () => {
    for (const category of ['TECHNICAL', 'OBJECTION', 'SECURITY'] as const) {
      const { openedAt, deadlineAt } = await seen(await openCase(bank, { category }));
      expect(deadlineAt).toBe(caseDeadline(category, openedAt, []));
    }
  });

  it('tells its story in the log, without a word of what was written', async () => {
    const caseId = await answered({ title: 'secret title', text: 'secret text' });
    const entries = await rows<{ kind: string; actor: string; detail: object }>(
      platform,
      `SELECT kind, actor, detail FROM log_entry WHERE detail->>'caseId' = $1 ORDER BY recorded_at, id`,
      [caseId],
    );
    expect(entries.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['CASE_OPENED', bank.raw.applicationId],
      ['CASE_CHANGED', SUPPORTER],
      ['CASE_CHANGED', SUPPORTER],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/secret|不含税/);
  });

  it('is told to the bank as an event at every step', async () => {
    const caseId = await answered();
    const events = await rows<{ type: string; data: object }>(
      platform,
      'SELECT type, data FROM event WHERE ordering_key = $1 ORDER BY ticket',
      [caseId],
    );
    expect(events).toEqual(
      ['OPEN', 'ASSIGNED', 'ANSWERED'].map((status) => ({
        type: 'cn.xinqiao.case.updated.v1',
        data: { caseId, status },
      })),
    );
  });

  it('is opened once, however often the call is repeated with its key', async () => {
    const idempotencyKey = randomUUID();
    const ask = async () =>
      (await (await bank.post('/v1/cases', newCase(), { idempotencyKey })).json()) as { caseId: string };
    expect((await ask()).caseId).toBe((await ask()).caseId);
    expect(await rows(platform, 'SELECT FROM support_case')).toHaveLength(1);
  });

  it('may name log entries the bank can see, and no others', async () => {
    const { consentId } = await agreedConsent(platform);
    const [mine] = await rows<{ id: string }>(
      platform,
      `SELECT id FROM log_entry WHERE consent_id = $1 AND kind = 'CONSENT_GRANTED'`,
      [consentId],
    );
    const entryIds = [mine?.id ?? ''];
    expect((await seen(await openCase(bank, { entryIds }))).entryIds).toEqual(entryIds);
    await expectProblem(await other.post('/v1/cases', newCase({ entryIds })), 'ENTRY_NOT_FOUND');
    await expectProblem(
      await bank.post('/v1/cases', newCase({ entryIds: [...entryIds, NO_ENTRY] })),
      'ENTRY_NOT_FOUND',
    );
    const caseId = await openCase(other);
    await expectProblem(await work(caseId, 'link', { entryIds }), 'ENTRY_NOT_FOUND');
  });
});

describe('at most twenty cases wait for an answer', () => {
  const open = () => bank.post('/v1/cases', newCase());

  it('and the twenty-first is refused, also when all come at once', async () => {
    const statuses = await Promise.all(Array.from({ length: 24 }, async () => (await open()).status));
    expect(statuses.filter((status) => status === 201)).toHaveLength(20);
    await expectProblem(await open(), 'CASE_LIMIT_REACHED');
    expect((await other.post('/v1/cases', newCase())).status).toBe(201);
  });

  it('and one that was closed makes room', async () => {
    const ids: string[] = [];
    for (let number = 0; number < 20; number++) ids.push(await openCase(bank));
    await bank.post(`/v1/cases/${ids[0]}/close`, {});
    expect((await open()).status).toBe(201);
  });
});

describe('at most fifty cases are opened a day, Asia/Shanghai', () => {
  const DAY = 86_400_000;
  const open = () => bank.post('/v1/cases', newCase());

  it('and the fifty-first waits for the next day, though all were closed', async () => {
    const caseId = await openCase(bank);
    await bank.post(`/v1/cases/${caseId}/close`, {});
    await copyCase(platform, caseId, 49);
    await expectProblem(await open(), 'CASE_LIMIT_REACHED');
    expect((await other.post('/v1/cases', newCase())).status).toBe(201);
    platform.advance(DAY);
    try {
      expect((await open()).status).toBe(201);
    } finally {
      platform.advance(-DAY);
    }
  });
});

describe('at most a hundred messages of a case are the asker’s to add to', () => {
  const reply = (caseId: string) => bank.post(`/v1/cases/${caseId}/reply`, { text: '还有' });

  it('the hundredth is taken, the next refused, and nothing of it remains', async () => {
    const caseId = await openCase(bank);
    await fillCase(platform, caseId, 98);
    expect((await reply(caseId)).status).toBe(200);
    const before = await seen(caseId);
    await expectProblem(await reply(caseId), 'CASE_LIMIT_REACHED');
    expect(await seen(caseId)).toEqual(before);
  });

  it('also when two come at once', async () => {
    const caseId = await openCase(bank);
    await fillCase(platform, caseId, 98);
    const statuses = (await Promise.all([reply(caseId), reply(caseId)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
  });

  it('and still it is answered: the last hundred are shown', async () => {
    const caseId = await assigned();
    await fillCase(platform, caseId, 99);
    expect((await work(caseId, 'answer', { text: '答复' })).status).toBe(200);
    for (const { messages } of [await seen(caseId), await worked(caseId)]) {
      expect(messages.map(({ number }) => number)).toEqual(Array.from({ length: 100 }, (_, at) => at + 2));
      expect(messages.at(-1)).toMatchObject({ side: 'OPERATOR', text: '答复' });
    }
  });
});

describe('a case of another bank does not exist', () => {
  it.each([
    ['get', (caseId: string) => other.get(`/v1/cases/${caseId}`)],
    ['reply', (caseId: string) => other.post(`/v1/cases/${caseId}/reply`, { text: 'x' })],
    ['close', (caseId: string) => other.post(`/v1/cases/${caseId}/close`, {})],
  ])('for cases.%s', async (_name, ask) => {
    const caseId = await openCase(bank);
    const own = { ...(await expectProblem(await ask(caseId), 'CASE_NOT_FOUND')), instance: '' };
    expect(own).toEqual({ ...(await expectProblem(await ask(NOBODY), 'CASE_NOT_FOUND')), instance: '' });
    expect(await seen(caseId)).toMatchObject({ status: 'OPEN', messages: [{ number: 1 }] });
  });

  it('in cases.list, and from its cursor nothing of it is shown', async () => {
    const caseId = await openCase(bank);
    const list = async (client: CaseClient, query = '') =>
      ((await (await client.get(`/v1/cases${query}`)).json()) as { items: { caseId: string }[] }).items;
    expect(await list(other)).toEqual([]);
    expect(await list(other, `?cursor=${caseId}`)).toEqual([]);
    expect((await list(bank)).map((item) => item.caseId)).toEqual([caseId]);
    expect(await list(bank, '?status=CLOSED')).toEqual([]);
  });
});

describe('steps that a case does not allow from where it stands', () => {
  const reply = (caseId: string) => bank.post(`/v1/cases/${caseId}/reply`, { text: '还有' });
  const close = (caseId: string) => bank.post(`/v1/cases/${caseId}/close`, {});
  const assign = (caseId: string) => work(caseId, 'assign', { assignee: SUPPORTER });
  const answer = (caseId: string) => work(caseId, 'answer', { text: '答复' });
  const reopen = (caseId: string) => work(caseId, 'reopen');

  it.each([
    ['an answer before somebody has it', () => openCase(bank), answer],
    ['a second answer', answered, answer],
    ['an answer after its end', closed, answer],
    ['assigning one that was answered', answered, assign],
    ['a reply after its end', closed, reply],
    ['closing it twice', closed, close],
    ['reopening one that is open', () => openCase(bank), reopen],
    ['linking to one that is closed', closed, (id: string) => work(id, 'link', { entryIds: [NO_ENTRY] })],
  ])('%s', async (_what, make, act) => {
    const caseId = await make();
    const before = await worked(caseId);
    await expectProblem(await act(caseId), 'CASE_STEP_ILLEGAL');
    expect(await worked(caseId)).toEqual(before);
  });

  it('two answers at once are one', async () => {
    const caseId = await assigned();
    const statuses = (await Promise.all([answer(caseId), answer(caseId)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
    expect((await worked(caseId)).messages).toHaveLength(2);
  });
});

describe('bad input', () => {
  it.each([
    ['no text', { text: '' }],
    ['a text of 2,001 characters', { text: 'a'.repeat(2_001) }],
    ['a title of two lines', { title: 'a\nb' }],
    ['an override of direction', { text: 'invoice \u202efdp.exe' }],
    ['an escape sequence', { title: '\u001b[2J' }],
    ['NUL', { text: 'a\0' }],
    ['half a surrogate pair', { text: '\ud800' }],
    ['a category of its own', { category: 'URGENT' }],
    ['an entry that is no id', { entryIds: ['1'] }],
    ['21 entries', { entryIds: Array(21).fill(NO_ENTRY) }],
    ['an unknown member', { deadlineAt: '2030-01-01T00:00:00.000Z' }],
  ])('%s is refused', async (_what, fact) => {
    await expectProblem(await bank.post('/v1/cases', newCase(fact)), 'VALIDATION_FAILED');
    expect(await rows(platform, 'SELECT FROM support_case')).toEqual([]);
  });

  it('keeps markup as the text it is', async () => {
    const text = '<img src=x onerror=alert(1)> & "quotes"';
    expect((await seen(await openCase(bank, { text }))).messages[0]?.text).toBe(text);
  });
});

describe('the operator’s support', () => {
  type List = { items: { caseId: string; light: string }[]; nextCursor: string | null };
  const list = async (query = '') => (await (await support.get(`/v1/support/cases${query}`)).json()) as List;
  const ids = async (query = '') => (await list(query)).items.map(({ caseId }) => caseId);
  /** Opens a case whose time began and ends so many hours from now. */
  const timed = async (from: number, to: number) => {
    const caseId = await openCase(bank);
    await rows(
      platform,
      `UPDATE support_case SET opened_at = now() + $2 * interval '1 hour', deadline_at = now() + $3 * interval '1 hour'
       WHERE id = $1`,
      [caseId, from, to],
    );
    return caseId;
  };

  it('sees first what is due first, page by page', async () => {
    const late = await timed(-100, 30);
    const soon = await timed(-1, 10);
    const over = await timed(-10, -1);
    expect(await ids()).toEqual([over, soon, late]);
    const first = await list('?limit=2');
    expect(first.items.map(({ caseId }) => caseId)).toEqual([over, soon]);
    expect(await list(`?limit=2&cursor=${first.nextCursor}`)).toMatchObject({
      items: [{ caseId: late }],
      nextCursor: null,
    });
  });

  it('finds cases by their light, which is the light each shows', async () => {
    const green = await timed(-1, 10);
    const yellow = await timed(-9, 1);
    const red = await timed(-10, -1);
    for (const [light, caseId] of Object.entries({ GREEN: green, YELLOW: yellow, RED: red })) {
      expect((await list(`?light=${light}`)).items).toMatchObject([{ caseId, light }]);
      expect((await seen(caseId)).light).toBe(light);
    }
  });

  it('sees whether what was answered was in time', async () => {
    const caseId = await answered();
    expect((await list('?status=ANSWERED&light=GREEN')).items).toMatchObject([{ caseId, light: 'GREEN' }]);
    await rows(platform, 'UPDATE support_case SET deadline_at = opened_at');
    expect((await list('?status=ANSWERED&light=RED')).items).toMatchObject([{ caseId, light: 'RED' }]);
  });

  it('sees what waits, unless it asks for more', async () => {
    const [open, mine, done] = [
      await openCase(bank, { category: 'SECURITY' }),
      await assigned(),
      await answered(),
    ];
    expect(await ids()).toEqual([open, mine]);
    expect(await ids('?status=ANSWERED')).toEqual([done]);
    expect(await ids(`?assignee=${SUPPORTER}`)).toEqual([mine]);
    expect(await ids(`?assignee=${COLLEAGUE}`)).toEqual([]);
    expect(await ids('?category=SECURITY')).toEqual([open]);
  });

  it.each([
    ['somebody without the role', 'admission-one'],
    ['an owner', 'persona-meng-jie'],
    ['nobody', 'nobody'],
  ])('a case is given to no one but support: not to %s', async (_who, assignee) => {
    const caseId = await openCase(bank);
    await expectProblem(await work(caseId, 'assign', { assignee }), 'IDENTITY_NOT_FOUND');
    expect((await worked(caseId)).assignee).toBeNull();
  });

  it('a case can be given to a colleague', async () => {
    const caseId = await assigned();
    await work(caseId, 'assign', { assignee: COLLEAGUE });
    expect((await worked(caseId)).assignee).toBe(COLLEAGUE);
  });

  it('not to one who was disabled', async () => {
    await rows(platform, `UPDATE identity SET status = 'DISABLED' WHERE id = $1`, [COLLEAGUE]);
    const caseId = await openCase(bank);
    await expectProblem(await work(caseId, 'assign', { assignee: COLLEAGUE }), 'IDENTITY_NOT_FOUND');
    await rows(platform, `UPDATE identity SET status = 'ACTIVE' WHERE id = $1`, [COLLEAGUE]);
  });

  it('a reply after the answer buys no time; taking a case up again begins it anew', async () => {
    const caseId = await answered();
    const { deadlineAt } = await seen(caseId);
    await bank.post(`/v1/cases/${caseId}/reply`, { text: '还不清楚' });
    expect((await seen(caseId)).deadlineAt).toBe(deadlineAt);
    await work(caseId, 'answer', { text: '补充说明' });
    platform.advance(30 * 86_400_000);
    await work(caseId, 'reopen');
    const now = new Date(Date.now() + 30 * 86_400_000).toISOString() as Instant;
    expect(await worked(caseId)).toMatchObject({
      ...{ status: 'OPEN', assignee: null, answeredAt: null, closedAt: null },
      deadlineAt: caseDeadline('CONSULTATION', now, []),
    });
    platform.advance(-30 * 86_400_000);
  });

  it('links entries of whoever asked, which she sees there', async () => {
    const caseId = await openCase(bank);
    const [entry] = await rows<{ id: string }>(
      platform,
      `SELECT id FROM log_entry WHERE detail->>'caseId' = $1`,
      [caseId],
    );
    await work(caseId, 'link', { entryIds: [entry?.id] });
    await work(caseId, 'link', { entryIds: [entry?.id] });
    expect((await seen(caseId)).entryIds).toEqual([entry?.id]);
  });

  it('a bank has no part in its work', async () => {
    const caseId = await openCase(bank);
    const token = await bank.raw.newToken('cases:read cases:write');
    const answer = { token, body: { text: '答复' } };
    const path = `/v1/support/cases/${caseId}`;
    await expectProblem(await bank.raw.send('GET', '/v1/support/cases', { token }), 'SCOPE_MISSING');
    await expectProblem(await bank.raw.send('GET', path, { token }), 'SCOPE_MISSING');
    await expectProblem(await bank.raw.send('POST', `${path}/answer`, answer), 'SCOPE_MISSING');
  });

  it.each([
    ['a person without the role SUPPORT', 'admission-one'],
    ['a program', null],
  ])('%s of the operator answers nobody', async (_who, identityId) => {
    const caseId = await assigned();
    await actAs(platform, identityId);
    try {
      await expectProblem(await work(caseId, 'answer', { text: '答复' }), 'SCOPE_MISSING');
    } finally {
      await actAs(platform, SUPPORTER);
    }
    expect((await worked(caseId)).status).toBe('ASSIGNED');
  });
});
