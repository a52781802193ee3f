import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Subject } from '@xinqiao/contracts';
import { openDatabase } from '@xinqiao/db';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import { PERSONAS } from '@xinqiao/sandbox';
import { XinqiaoOperator } from '@xinqiao/sdk/operator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockFrom } from '../../src/clock.ts';
import { fileKeyPort } from '../../src/keys/subject-keys/file-key-port.ts';
import { openPersonalVault } from '../../src/keys/subject-keys/personal-vault.ts';
import { callerOf, codeOf, staffCredentials } from '../applications/support/people.ts';
import { disputeForm, filledIn, send, signedIn } from '../corrections/support.ts';
import { newResidentId } from '../subjects/support/registry.ts';
import { type Credentials, ownerPersona } from '../support/platform.ts';
import { hidden, type RawBrowser } from '../support/raw-browser.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';
import { disguisesIn, dump, findInDump } from './support/find-in-dump.ts';

/** What is planted: of nobody, and unlike anything else that lies in a database. */
const PLANTED = {
  'name of a natural person': '欧阳试植',
  'resident number': newResidentId(),
  'phone number': '19187654321',
  'e-mail address': 'ouyang.shizhi@planted.example',
  'words of a case': '本案涉及试植词句甲乙丙',
  'title of a case': '试植标题丁戊己',
  'words of an objection': '异议试植词句庚辛壬',
  'statement for banks': '说明试植词句子丑寅',
  'answer of an agency': '答复试植词句卯辰巳',
  'case of a bank': '银行试植词句午未申',
  'row of a file that is refused': '文件试植词句酉戌亥',
  'answer to a webhook': '回应试植词句乾坤震',
} as const;
const PERSON = 'planted-person';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');

let database: TestDatabase;
let folder: string;
let server: ServerProcess;
let receiver: Server;
let heard = 0;
let person: RawBrowser;
let subject: Subject;
const platform = () => ({
  url: server.message?.url ?? '',
  adminUrl: database.adminUrl,
  credentials: (application: string) =>
    JSON.parse(
      readFileSync(join(server.directory, 'applications', `${application}.json`), 'utf8'),
    ) as Credentials,
});
const soon = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 30_000, interval: 200 });

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-planted-'));
  server = await startServerProcess({
    ...{ LOG_LEVEL: 'debug', DATABASE_URL: database.urls.migration },
    ...{ XINQIAO_DATABASE_SECRET: database.secret, XINQIAO_KEK_FILE: join(folder, 'kek.json') },
  });
  receiver = createServer((_request, response) => {
    heard++;
    response.writeHead(500, { 'content-type': 'text/plain' }).end(PLANTED['answer to a webhook']);
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await server.stop();
  await new Promise((resolve) => receiver.close(resolve));
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('personal data come in by every door', () => {
  it('registration', async () => {
    const { applicationId, privateKey, keyId } = platform().credentials('operator');
    const operator = new XinqiaoOperator({
      ...{ baseUrl: platform().url, applicationId, key: { privateKey, keyId } },
    });
    subject = await operator.call('subjects.register', {
      ...{ type: 'PERSON', name: PLANTED['name of a natural person'], sourceId: 'import' },
      identifier: { scheme: 'resident-id', value: PLANTED['resident number'] },
      representative: { identityId: PERSON, name: PLANTED['name of a natural person'] },
    });
    expect(subject).toMatchObject({ name: '欧**', identifiers: [{ value: null }] });
    const row = `X,1,2026-01-05,B1,1.00,0.00,1.00,${PLANTED['row of a file that is refused']} ${PLANTED['phone number']}`;
    const bytes = new TextEncoder().encode(
      `企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态\n${row}\n`,
    );
    const report = await operator.importFile({
      ...{ kind: 'invoice-out', fileName: 'planted.csv', mediaType: 'text/csv', sha256: sha256(bytes) },
      body: new Blob([bytes]).stream(),
    });
    expect(report).toMatchObject({ rowsQuarantined: 1, rowsStored: 0 });
  });

  it('sign-in, contacts and a support case', async () => {
    person = await signedIn(platform(), PERSON);
    expect((await person.follow('/my')).markup).toContain(PLANTED['name of a natural person']);
    for (const [path, address] of [
      ['phone', PLANTED['phone number']],
      ['email', PLANTED['e-mail address']],
    ]) {
      const formToken = hidden((await person.follow('/my/contacts')).markup, 'formToken');
      await person.follow(`/my/contacts/${path}/set`, { formToken, language: 'zh', address: address ?? '' });
    }
    const form = (await person.follow('/my/cases')).markup;
    const opened = await person.follow('/my/cases', {
      ...Object.fromEntries(['formToken', 'caseId', 'subjectId'].map((name) => [name, hidden(form, name)])),
      ...{ category: 'COMPLAINT', title: PLANTED['title of a case'], text: PLANTED['words of a case'] },
    });
    expect(opened.markup).toContain(PLANTED['words of a case']);
  });

  it('an objection, and the word of the agency', async () => {
    const owner = await signedIn(platform(), ownerPersona().id);
    const form = filledIn(await disputeForm(owner, 'tax.vat-returns'), {
      claim: `${PLANTED['words of an objection']} ${PLANTED['phone number']}`,
      statement: PLANTED['statement for banks'],
    });
    const shown = await send(owner, form);
    const [row] = await rows<{ id: string; case_id: string }>(
      platform(),
      'SELECT id, case_id FROM correction',
    );
    expect([shown.response.status, row !== undefined]).toEqual([200, true]);
    await callerOf(platform(), staffCredentials(platform() as never, 'SUPPORT')).call('corrections.settle', {
      ...{ correctionId: row?.id as never, outcome: 'REJECTED', reason: 'RECORD_CONFIRMED' },
      note: PLANTED['answer of an agency'],
    });
    await soon(async () => (await owner.follow(`/my/cases/${row?.case_id}`)).markup).toContain(
      PLANTED['answer of an agency'],
    );
  });

  it('a bank’s case, and what its endpoint answers to an event', async () => {
    const bank = await RawClient.of(platform() as never);
    const body = { category: 'TECHNICAL', title: '接口', text: PLANTED['case of a bank'] };
    expect((await bank.send('POST', '/v1/cases', { body })).status).toBe(201);
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`;
    expect((await bank.send('POST', '/v1/webhooks', { body: { url } })).status).toBe(201);
    const [{ id } = { id: '' }] = await rows<{ id: string }>(platform(), 'SELECT id FROM webhook_endpoint');
    await bank.send('POST', `/v1/webhooks/${id}/test`, { body: {} });
    await soon(async () => heard).toBeGreaterThan(0);
    await soon(
      async () => (await rows(platform(), 'SELECT 1 FROM webhook_delivery WHERE attempts > 0')).length,
    ).toBeGreaterThan(0);
  });

  it('and what goes wrong with them', async () => {
    const operator = await RawClient.of(platform() as never, 'operator');
    const identifier = { scheme: 'resident-id', value: PLANTED['resident number'] };
    const name = PLANTED['name of a natural person'];
    const again = {
      type: 'PERSON',
      name,
      sourceId: 'import',
      identifier,
      representative: { identityId: PERSON, name },
    };
    expect((await operator.send('POST', '/v1/subjects', { body: again })).status).toBe(409);
    expect(
      (await operator.send('POST', '/v1/subjects', { body: { ...again, type: 'ENTERPRISE' } })).status,
    ).toBe(422);
    expect((await operator.send('POST', '/v1/subjects', { body: { ...again, name: [name] } })).status).toBe(
      400,
    );
    await operator.send('GET', `/v1/subjects/${encodeURIComponent(name)}`);
  });
});

describe('at rest nothing of it can be read (JR/T 0171-2020, C2 and C3)', () => {
  it.each(Object.entries(PLANTED))('no table holds the %s: in clear, base64 or hex', async (_what, value) => {
    const tables = await dump(database.adminUrl);
    expect(tables.size).toBeGreaterThan(40);
    expect(findInDump(tables, value)).toEqual([]);
  });

  it.each(Object.entries(PLANTED))('no line of the log does: %s', async (_what, value) => {
    const { stdout, stderr } = server.output;
    expect(stdout.split('\n').length).toBeGreaterThan(20);
    expect(disguisesIn(`${stdout}\n${stderr}`, value)).toEqual([]);
  });

  it('nor does a key that could open it lie in the database', async () => {
    const { keys } = JSON.parse(readFileSync(join(folder, 'kek.json'), 'utf8')) as {
      keys: { key: string }[];
    };
    const tables = await dump(database.adminUrl);
    for (const { key } of keys) {
      expect(findInDump(tables, key)).toEqual([]);
      expect([...tables.values()].join('\n')).not.toContain(Buffer.from(key, 'base64url').toString('hex'));
    }
  });
});

describe('who may see it', () => {
  const admission = () => callerOf(platform(), staffCredentials(platform() as never, 'ADMISSION'));

  it('is shown a part, and the whole only for a reason that stands in the log', async () => {
    const { subjectId } = subject;
    const read = await admission().call('subjects.get', { subjectId });
    expect(JSON.stringify(read)).not.toContain(PLANTED['resident number']);
    expect(JSON.stringify(read)).not.toContain(PLANTED['name of a natural person']);
    const shown = await admission().call('subjects.revealCode', { subjectId, reason: 'OWNER_ASKED' });
    expect(shown).toMatchObject({
      ...{ name: PLANTED['name of a natural person'], value: PLANTED['resident number'] },
    });
    const entries = await rows<{ actor: string; detail: object }>(
      platform(),
      `SELECT actor, detail FROM log_entry WHERE kind = 'SUBJECT_CODE_REVEALED' AND subject_id = $1`,
      [subjectId],
    );
    expect(entries).toMatchObject([{ detail: { reason: 'OWNER_ASKED', scheme: 'resident-id' } }]);
  });

  it('no program, and nobody of security', async () => {
    const { subjectId } = subject;
    const reveal = { subjectId, reason: 'OWNER_ASKED' } as const;
    const security = staffCredentials(platform() as never, 'SECURITY');
    for (const credentials of [platform().credentials('operator'), security])
      expect(
        await codeOf(callerOf(platform(), credentials).call('subjects.revealCode', reveal)),
      ).toBeDefined();
    expect(
      await rows(platform(), `SELECT 1 FROM log_entry WHERE kind = 'SUBJECT_CODE_REVEALED'`),
    ).toHaveLength(1);
  });
});

describe('erasing (PIPL art. 47)', () => {
  const officers = () =>
    PERSONAS.filter(({ duties }) => duties?.includes('ADMISSION')).map(({ id }) =>
      callerOf(platform(), platform().credentials(`staff-${id}`)),
    );
  let before: ReadonlyMap<string, string>;

  it('takes two people, and nothing happens before the second', async () => {
    const [first, second] = officers();
    before = await dump(database.adminUrl);
    const { subjectId } = subject;
    const proposal = await first!.call('subjects.erase', { subjectId, reason: 'OWNER_ASKED' });
    const proposalId = proposal.proposalId as never;
    expect(await codeOf(first!.call('proposals.approve', { proposalId }))).toBe('FOUR_EYES_REQUIRED');
    expect(await codeOf(first!.call('subjects.erase', { subjectId, reason: 'OWNER_ASKED' }))).toBe(
      'PROPOSAL_PENDING',
    );
    expect((await person.follow('/my/cases')).markup).toContain(PLANTED['title of a case']);
    expect(await second!.call('proposals.approve', { proposalId })).toMatchObject({ status: 'APPROVED' });
  });

  it('leaves nothing of hers that opens, in this database or with its present keys in an old copy of the sealed texts', async () => {
    const vault = openPersonalVault(database.secret, fileKeyPort(join(folder, 'kek.json')), clockFrom());
    const worker = openDatabase(database.urls.worker, { poolSize: 1 });
    try {
      const holders = [subject.subjectId, `person:${PERSON}`];
      const sealed = [...before.values()].flatMap((text) => text.match(/s1\|[^|\s"]+\|[\w-]+/g) ?? []);
      const hers = sealed.filter((text) => holders.some((holder) => text.startsWith(`s1|${holder}|`)));
      expect(hers.length).toBeGreaterThan(5);
      for (const text of hers)
        await expect(worker.transaction({}, (tx) => vault.openFor(tx, 'any', text))).rejects.toMatchObject({
          code: 'SUBJECT_ERASED',
        });
      expect(
        await rows(platform(), 'SELECT 1 FROM subject_key WHERE holder = ANY ($1) AND wrapped IS NOT NULL', [
          holders,
        ]),
      ).toEqual([]);
    } finally {
      await worker.close();
    }
  });

  it('ends her sign-in, and says of her only that she was erased', async () => {
    expect((await person.open('/my')).status).toBe(303);
    const { subjectId } = subject;
    const [first] = officers();
    expect(await codeOf(first!.call('subjects.get', { subjectId }))).toBe('SUBJECT_ERASED');
    expect(await codeOf(first!.call('subjects.revealCode', { subjectId, reason: 'OWNER_ASKED' }))).toBe(
      'SUBJECT_ERASED',
    );
    expect(await codeOf(first!.call('subjects.erase', { subjectId, reason: 'OWNER_ASKED' }))).toBe(
      'SUBJECT_ERASED',
    );
    const identifier = { scheme: 'resident-id', value: PLANTED['resident number'] } as const;
    expect(await codeOf(first!.call('subjects.find', { identifier }))).toBe('SUBJECT_NOT_FOUND');
  });

  it('keeps the log, in which she is a pseudonym that nobody can resolve', async () => {
    expect(await rows(platform(), 'SELECT 1 FROM log_person WHERE identity_id = $1', [PERSON])).toEqual([]);
    const entries = await rows<{ kind: string; actor: string }>(
      platform(),
      `SELECT kind, actor FROM log_entry WHERE subject_id = $1 ORDER BY id`,
      [subject.subjectId],
    );
    expect(entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['SUBJECT_REGISTERED', 'CASE_OPENED', 'SUBJECT_ERASED']),
    );
    const [row] = await rows<Record<string, unknown>>(platform(), 'SELECT * FROM identity WHERE id = $1', [
      PERSON,
    ]);
    expect(row).toMatchObject({
      ...{
        display_name: '—',
        verified_name: null,
        resident_id_digest: null,
        issuer: null,
        upstream_id: null,
      },
      status: 'DISABLED',
    });
  });

  it('her cases stay in the lists of support, without a word', async () => {
    const support = callerOf(platform(), staffCredentials(platform() as never, 'SUPPORT'));
    const { items } = (await support.call('cases.listAll', {})) as {
      items: { title: string; subjectId: string }[];
    };
    expect(items.filter(({ subjectId }) => subjectId === subject.subjectId)).toMatchObject([{ title: '—' }]);
  });

  it('is refused while a consent lives', async () => {
    const [first] = officers();
    const [firm] = await rows<{ subject_id: string }>(
      platform(),
      'SELECT subject_id FROM authority WHERE identity_id = $1',
      [ownerPersona().id],
    );
    const bank = await RawClient.of(platform() as never);
    const { newLink, answerWith, readQuestion } = await import('../support/owner-visit.ts');
    const { RawBrowser } = await import('../support/raw-browser.ts');
    const { link } = await newLink(bank);
    const browser = new RawBrowser(platform().url);
    await browser.follow(...answerWith(await readQuestion(browser, link)));
    const asked = { subjectId: firm?.subject_id as never, reason: 'PURPOSE_FULFILLED' } as const;
    expect(await codeOf(first!.call('subjects.erase', asked))).toBe('SUBJECT_HAS_CONSENTS');
  });
});
