import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  type AgencyClient,
  AgencyError,
  type AgencySend,
  type MessageJwk,
  signingKey,
} from '@xinqiao/agency';
import {
  type AgencySubject,
  addMonths,
  DATA_ITEM_SCHEMAS,
  type DataItemId,
  type DateRange,
  dateOf,
  type Instant,
  isAgencyListItem,
} from '@xinqiao/contracts';
import { type Deviation, send } from './call-agency.ts';

export interface Check {
  readonly name: string;
  /** Throws when the service does it wrong. */
  readonly check: () => Promise<unknown>;
}

/** A subject that nobody has: its code is of the right length and of no agency. */
const STRANGER: AgencySubject = { scheme: 'uscc', code: '000000000000000000' };

/** Whoever is not the platform must be refused with 401. */
export function signatureChecks(open: (fact?: Partial<Deviation>) => AgencyClient): readonly Check[] {
  const unsigned: AgencySend = ({ headers, ...request }) => {
    const { signature: _signature, 'signature-input': _input, ...rest } = headers;
    return send({ ...request, headers: rest });
  };
  const otherBody: AgencySend = (request) =>
    send({ ...request, body: new TextEncoder().encode(JSON.stringify({ subject: STRANGER })) });
  const strange = signingKey({
    ...(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      format: 'jwk',
    }) as MessageJwk),
    kid: 'stranger',
  });
  const refused = (client: AgencyClient) => async () => {
    await expectRefusal(
      client.read({ subject: STRANGER, items: ['tax.status'], range: rangeOf(new Date()) }),
    );
  };
  const anHourAgo = () => new Date(Date.now() - 3_600_000);
  const nonce = randomBytes(18).toString('base64url');
  const repeating = open({ newNonce: () => nonce });
  return [
    { name: 'refuses what is not signed', check: refused(open({ send: unsigned })) },
    { name: 'refuses a key that is not pinned', check: refused(open({ key: strange })) },
    { name: 'refuses a signature of an hour ago', check: refused(open({ now: anHourAgo })) },
    { name: 'refuses a body that was exchanged', check: refused(open({ send: otherBody })) },
    {
      name: 'refuses a request that is sent again',
      check: async () => {
        await repeating.health();
        await expectRefusal(repeating.health());
      },
    },
  ];
}

async function expectRefusal(call: Promise<unknown>): Promise<void> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) throw new Error('it was answered');
  if (!(error instanceof AgencyError && error.code === 'ANSWER_STATUS')) throw error;
  if (error.status !== 401) throw new Error(`it was answered ${error.status}, not 401`);
}

/** What it answers must be as the contract and the catalogue have it. */
export function answerChecks(client: AgencyClient, code: string | undefined): readonly Check[] {
  const range = rangeOf(new Date());
  const itemsOf = async () => (await client.health()).items.map(({ item }) => item);
  const subject: AgencySubject = { scheme: 'uscc', code: code ?? '' };
  const about: readonly Check[] = [
    {
      name: 'gives records in the shape of the catalogue',
      check: async () => expectRecords(await client.read({ subject, items: await itemsOf(), range })),
    },
    {
      name: 'gives pages that add up to the list',
      check: async () => {
        for (const item of await itemsOf()) await expectPages(client, subject, item, range);
      },
    },
    {
      name: 'tells by /v1/state the versions that /v1/read gives',
      check: async () => {
        const items = await itemsOf();
        const read = await client.read({ subject, items, range });
        const states = await client.state({ subject, items, range });
        const version = new Map(states.items.map((each) => [each.item, each.version]));
        for (const each of read.items)
          if ('version' in each && each.version !== version.get(each.item)) throw new Error(each.item);
      },
    },
  ];
  return [
    {
      name: 'tells what it answers for',
      check: async () => {
        if ((await itemsOf()).length === 0) throw new Error('no item');
      },
    },
    {
      name: 'has no data of a firm nobody knows',
      check: async () => {
        const { items } = await client.read({ subject: STRANGER, items: await itemsOf(), range });
        const wrong = items.find(({ status }) => status !== 'NO_DATA');
        if (wrong !== undefined) throw new Error(`${wrong.item} is ${wrong.status}`);
      },
    },
    {
      name: 'tells what changed, from a cursor of its own',
      check: async () => {
        const { cursor } = await client.changes({ limit: 10 });
        await client.changes({ since: cursor, limit: 10 });
      },
    },
    ...(code === undefined ? [] : about),
  ];
}

function expectRecords({ items }: Awaited<ReturnType<AgencyClient['read']>>): void {
  for (const answer of items) {
    if (answer.status === 'UNAVAILABLE') throw new Error(`${answer.item} is UNAVAILABLE`);
    if (answer.status !== 'READY') continue;
    const [issue] = DATA_ITEM_SCHEMAS[answer.item].safeParse(answer.records).error?.issues ?? [];
    if (issue !== undefined) throw new Error(`${answer.item}.${issue.path.join('.')}: ${issue.message}`);
  }
  if (!items.some(({ status }) => status === 'READY' || status === 'PAGED'))
    throw new Error('it has no records of the code given');
}

async function expectPages(
  client: AgencyClient,
  subject: AgencySubject,
  item: DataItemId,
  range: DateRange,
): Promise<void> {
  if (!isAgencyListItem(item)) return;
  const [whole] = (await client.read({ subject, items: [item], range })).items;
  const rows: unknown[] = [];
  for (let after: string | null = null; ; ) {
    const page = await client.page({ subject, item, range, after, limit: 100 });
    if (page.status !== 'READY') {
      if (page.status === whole?.status) return;
      throw new Error(`${item} is ${page.status}`);
    }
    rows.push(...page.rows);
    if (page.next === null) break;
    after = page.next;
  }
  if (whole?.status === 'READY' && JSON.stringify(rows) !== JSON.stringify(whole.records))
    throw new Error(item);
}

/** The last 24 whole months, and this one up to today. */
function rangeOf(now: Date): DateRange {
  const today = dateOf(now.toISOString() as Instant);
  return { from: `${addMonths(today.slice(0, 7), -24)}-01`, to: today };
}
