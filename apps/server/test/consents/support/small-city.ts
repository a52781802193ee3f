import { hash } from 'node:crypto';
import type {
  ApplicationId,
  ConsentId,
  ConsentRequestId,
  OperatorId,
  ParticipantId,
  PurposeCode,
  SubjectId,
} from '@xinqiao/contracts';
import { type Database, openDatabase } from '@xinqiao/db';
import { createTestDatabase } from '@xinqiao/db/testing';
import pg from 'pg';
import { clockFrom } from '../../../src/clock.ts';
import { changeConsent } from '../../../src/consents/change.ts';
import { agree } from '../../../src/consents/requests/agree.ts';
import type { Ask } from '../../../src/consents/requests/ask.ts';
import { openQuestion, type Question } from '../../../src/consents/requests/question.ts';
import { refuse } from '../../../src/consents/requests/refuse.ts';
import { requestConsent } from '../../../src/consents/requests/request.ts';
import type { Principal } from '../../../src/http/principal.ts';
import type { Handler, InputOf, WriteContext } from '../../../src/http/run-operation.ts';
import { idFactory } from '../../../src/ids.ts';
import type { Services } from '../../../src/services.ts';
import { expireConsents } from '../../../src/worker/expire-consents.ts';
import { personalVault } from '../../support/personal-vault.ts';

const OPERATOR = 'bozhou' as OperatorId;
const DAY_MS = 86_400_000;

export interface Bank {
  readonly participantId: ParticipantId;
  readonly applicationId: ApplicationId;
}

/** A firm and the people who may act for it. */
export interface Firm {
  readonly subjectId: SubjectId;
  readonly code: string;
  readonly people: readonly string[];
}

type Confirmation = 'OWN_DEVICE' | 'ONE_TIME_CODE';
export type SmallCity = Awaited<ReturnType<typeof foundSmallCity>>;

/**
 * A real database with two banks and as many firms as a test founds, and the acts of banks, owners and the clock on
 * it, each by the login that does it in service. There is no HTTP, and the time is the test's.
 */
export async function foundSmallCity() {
  const database = await createTestDatabase();
  const open = (url: string): Database => openDatabase(url, { poolSize: 8 });
  const [application, authorization, worker] = [
    open(database.urls.application),
    open(database.urls.authorization),
    open(database.urls.worker),
  ] as const;
  const admin = new pg.Pool({ connectionString: database.adminUrl, max: 4 });
  const sql = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await admin.query(text, [...values])).rows as Row[];

  let time = Date.parse('2026-11-22T02:00:00.000Z');
  const clock = clockFrom(() => new Date(time));
  const newId = idFactory(clock);
  const sha256: Services['sha256'] = (bytes) => new Uint8Array(hash('sha256', bytes, 'buffer'));
  const common = { clock, newId, operatorId: OPERATOR, sha256, logOrigin: 'test' };
  const owners = {
    ...common,
    database: authorization,
    vault: await personalVault(worker, database.secret, clock),
    // Signatures have tests of their own; here they would only take the time.
    signer: {
      sign: async (type: string, text: string) =>
        `${type}.${Buffer.from(text).toString('base64url')}.unsigned`,
      signSm2: async () => null,
    },
  };
  const api = { ...common, database: application } as unknown as Services;

  /** Rows that admission makes in many steps, which are not the matter here: no trigger runs. */
  const planter = new pg.Client({ connectionString: database.adminUrl });
  await planter.connect();
  await planter.query('SET session_replication_role = replica');
  const plant = (text: string, values: readonly unknown[]) => planter.query(text, [...values]);
  const foundBank = async (): Promise<Bank> => {
    const participantId = newId('ptc') as ParticipantId;
    const applicationId = newId('app') as ApplicationId;
    await plant(
      `INSERT INTO participant (id, operator_id, kind, name_zh, name_en, status, status_since, created_at)
       VALUES ($1, $2, 'BANK', '涡河银行', 'Guo River Bank', 'ACTIVE', now(), now())`,
      [participantId, OPERATOR],
    );
    await plant(
      `INSERT INTO application (id, participant_id, name_zh, name_en, environment, status, status_since, created_at)
       VALUES ($1, $2, '信贷', 'Credit', 'SANDBOX', 'ACTIVE', now(), now())`,
      [applicationId, participantId],
    );
    return { participantId, applicationId };
  };
  const [bank, otherBank] = [await foundBank(), await foundBank()];

  const city = {
    ...{ sql, clock, bank, otherBank, owners },
    urls: database.urls,

    advance(milliseconds: number) {
      time += milliseconds;
    },

    /** A firm whose people decide: `required` of them, default one. */
    async foundFirm({ people = 1, required = 1 } = {}): Promise<Firm> {
      const subjectId = newId('sub') as SubjectId;
      const code = subjectId.slice(-18);
      const names = Array.from({ length: people }, () => newId('ses') as string);
      await plant(
        `WITH firm AS (
           INSERT INTO subject (id, operator_id, type, name, source_id, created_at)
           VALUES ($1, '${OPERATOR}', 'ENTERPRISE', '某某茶业', 'import', $3)
         ), code AS (
           INSERT INTO subject_identifier (subject_id, scheme, value, status, valid_from)
           VALUES ($1, 'uscc', $2, 'valid', $3)
         ), person AS (
           INSERT INTO identity (id, display_name) SELECT name, '某某' FROM unnest($4::text[]) AS name
         ), authority AS (
           INSERT INTO authority (id, identity_id, subject_id, capacity, valid_from)
           SELECT replace(name, 'ses_', 'aut_'), name, $1, 'LEGAL_REPRESENTATIVE', $3 FROM unnest($4::text[]) AS name
         )
         INSERT INTO approval_rule (subject_id, revision, required, set_by, valid_from)
         SELECT $1, 1, $5::int, 'somebody', $3 WHERE $5::int > 1`,
        [subjectId, code, clock.now(), names, required],
      );
      return { subjectId, code, people: names };
    },

    async giveAuthority(person: string, { subjectId }: Pick<Firm, 'subjectId'>): Promise<void> {
      await plant(
        `INSERT INTO authority (id, identity_id, subject_id, capacity, valid_from)
         VALUES ($1, $2, $3, 'LEGAL_REPRESENTATIVE', $4)`,
        [newId('aut'), person, subjectId, clock.now()],
      );
    },

    async endAuthority(person: string, { subjectId }: Pick<Firm, 'subjectId'>): Promise<void> {
      await plant(`UPDATE authority SET status = 'ENDED' WHERE identity_id = $1 AND subject_id = $2`, [
        person,
        subjectId,
      ]);
    },

    /** The bank asks; each test names only what it is about. */
    ask(fact: Partial<Ask> = {}, { by = bank, channel = 'CODE', seconds = 1_860 }: Partial<Asking> = {}) {
      return requestConsent(owners, {
        ask: askFor(fact),
        ...by,
        channel,
        handle: newId('evt'),
        answerSeconds: seconds,
      });
    },

    /** The bank asks over the back channel; whether anybody is asked, it does not learn. */
    async prompts(fact: Partial<Ask> = {}, asking: Partial<Asking> = {}): Promise<boolean> {
      const { requestId } = await city.ask(fact, { ...asking, channel: 'BACKCHANNEL' });
      const rows = await sql<{ muted: boolean }>('SELECT muted FROM consent_request WHERE id = $1', [
        requestId,
      ]);
      return rows[0]?.muted === false;
    },

    question: (person: string, requestId: ConsentRequestId, subjectId?: string): Promise<Question> =>
      openQuestion(owners, person, { requestId }, subjectId),

    agree: (
      question: Question,
      chosen: Question['optionalItems'] = [],
      confirmation: Confirmation = 'OWN_DEVICE',
    ) =>
      agree(owners, {
        ...{ question, language: 'zh-CN', chosen, confirmation },
        notice: question.noticeIn('zh-CN', chosen),
      }),

    refuse: (question: Question) => refuse(owners, question),

    /** Opens what is asked and agrees. */
    async answer(person: string, requestId: ConsentRequestId, confirmation?: Confirmation) {
      return city.agree(await city.question(person, requestId), [], confirmation);
    },

    /** The owner or the registry moves a consent, as its pages and the worker do. */
    move(consentId: ConsentId, subjectId: SubjectId, person: string, act: 'PAUSE' | 'RESUME' | 'REVOKE') {
      return authorization.transaction({ subjectId, identityId: person }, (tx) =>
        changeConsent(common, tx, {
          ...{ consentId, change: { act, by: 'OWNER' } },
          actor: { identityId: person, pseudonym: 'owner:test' },
        }),
      );
    },
    /** The bank gives its refresh token back, which reaches the authorization server (RFC 7009). */
    giveBack(consentId: ConsentId, { participantId, applicationId }: Bank = bank) {
      return authorization.transaction({ participantId }, (tx) =>
        changeConsent(common, tx, {
          ...{ consentId, change: { act: 'REVOKE', by: 'PARTICIPANT' }, actor: applicationId },
        }),
      );
    },
    pauseBySystem(consentId: ConsentId) {
      return worker.transaction({}, (tx) =>
        changeConsent(common, tx, {
          ...{ consentId, change: { act: 'PAUSE', by: 'SYSTEM' }, actor: 'system' },
          pauseReason: 'ABNORMAL_LISTED',
        }),
      );
    },
    expire: () => expireConsents(common, worker),

    /** An operation, as the bank calls it. */
    call<Name extends Calls>(
      handler: Handler<Name>,
      input: InputOf<Name>,
      { participantId, applicationId }: Bank = bank,
    ): ReturnType<Handler<Name>> {
      const principal: Principal = {
        ...{ kind: 'application', participantId, applicationId, keyId: 'k1', grantId: undefined },
        scopes: new Set(['consents:read', 'consents:write']),
      };
      const context: WriteContext = {
        ...{ services: api, principal, earlierResult: undefined },
        leaving: () => AbortSignal.timeout(60_000),
        complete: async () => undefined,
      };
      return (handler as (context: WriteContext, input: InputOf<Name>) => ReturnType<Handler<Name>>)(
        context,
        input,
      );
    },

    async close() {
      await Promise.all([
        application.close(),
        authorization.close(),
        worker.close(),
        admin.end(),
        planter.end(),
      ]);
      await database.drop();
    },
  };
  return city;
}

interface Asking {
  readonly by: Bank;
  readonly channel: 'CODE' | 'BACKCHANNEL';
  readonly seconds: number;
}
type Calls =
  | 'consents.get'
  | 'consents.revoke'
  | 'consents.listRevisions'
  | 'consents.listRequests'
  | 'consents.getRequest'
  | 'consents.withdrawRequest';

export const days = (count: number): number => count * DAY_MS;

export const askFor = (fact: Partial<Ask> = {}): Ask => ({
  ...{ kind: 'NEW', consentId: undefined, templateId: 'credit-decision', templateVersion: 1 },
  purpose: 'CREDIT_DECISION' as PurposeCode,
  items: ['tax.vat-returns', 'invoice.summary'],
  optionalItems: [],
  disclosure: 'INDICATORS',
  range: { from: '2025-01-01', to: '2026-10-31' },
  ...{ validity: 'P6M', dataLife: 'P6M', fetchType: 'PERIODIC', consentMode: 'STORE' },
  ...{ frequency: null, uscc: undefined },
  ...fact,
});
