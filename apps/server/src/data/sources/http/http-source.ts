import { randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { agencyClient, credentialsKey, readOrigin, verifyingKey } from '@xinqiao/agency';
import {
  AGENCY_MOST_CHANGES,
  AGENCY_MOST_ROWS,
  type AgencyItem,
  AgencySubject,
  type DataItemId,
  type DateRange,
  isAgencyListItem,
  PlatformError,
} from '@xinqiao/contracts';
import type { Clock } from '../../../clock.ts';
import { type OutboundOptions, openOutbound } from '../../../outbound/open-outbound.ts';
import type { Source, SourceAnswer, SourceDescription, SourceSubject } from '../source.ts';
import { checkedRecords, checkedRows } from './checked-records.ts';
import type { HttpSourceConfiguration } from './http-source-configuration.ts';

export interface HttpSourceOptions {
  /** Where the document of sources speaks of it, for its errors. Default: nowhere, settings stand by themselves. */
  readonly place?: string;
  /** The real time: agencies compare it with theirs. */
  readonly clock: Clock;
  /** Default: the system’s resolver and TCP. */
  readonly network?: Pick<OutboundOptions, 'resolve' | 'connect'>;
}

/**
 * The service of an agency. Every question is signed, every answer must bear the signature of a pinned key over this very
 * question; what it then says is held against the schemas row by row and cut to the range.
 *
 * Each source has an HTTP client of its own: addresses opened for one agency are open to nobody else.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID`, naming the setting and never its value
 */
export function openHttpSource(configuration: HttpSourceConfiguration, options: HttpSourceOptions): Source {
  const { sourceId, agency, items, deadlineMs, maxAnswerBytes } = configuration;
  const settings = settingsReader(options.place);
  const authorities = settings('authoritiesFile', () => authoritiesOf(configuration));
  const outbound = settings('privateAddresses', () =>
    openOutbound({ ...options.network, allowPrivate: configuration.privateAddresses, authorities }),
  );
  const client = agencyClient({
    origin: settings('url', () => originOf(configuration)),
    key: settings('keyFile', () => credentialsKey(JSON.parse(readFileSync(configuration.keyFile, 'utf8')))),
    agencyKeys: configuration.agencyKeys.map((jwk, at) =>
      settings(`agencyKeys.${at}`, () => verifyingKey(jwk)),
    ),
    send: ({ signal, ...request }) =>
      outbound.request({
        ...request,
        maxResponseBytes: maxAnswerBytes,
        timeoutMs: deadlineMs,
        ...(signal === undefined ? {} : { signal }),
      }),
    now: () => options.clock.now(),
    newNonce: () => randomBytes(18).toString('base64url'),
  });
  const description: SourceDescription = {
    sourceId,
    agency,
    kind: 'HTTP',
    items,
    subjects: 'ALL',
    pageable: items.filter(isAgencyListItem),
    deadlineMs,
  };

  /** Undefined for a subject whose code the agency is not given, or that could be nobody’s. */
  const askedAbout = ({ scheme, code }: SourceSubject): AgencySubject | undefined =>
    configuration.schemes.includes(scheme) && AgencySubject.shape.code.safeParse(code).success
      ? { scheme, code }
      : undefined;

  return {
    describe: () => description,

    async read(subject, asked, range, { signal }) {
      const about = askedAbout(subject);
      if (about === undefined) return new Map(asked.map((item) => [item, NOT_KNOWN]));
      const answer = await client.read({ subject: about, items: [...asked], range }, signal);
      return new Map(answer.items.map((each) => [each.item, answerOf(subject, each, range)]));
    },

    async readPage(subject, item, range, after, limit, { signal }) {
      if (!isAgencyListItem(item)) return { kind: 'failed' };
      const about = askedAbout(subject);
      if (about === undefined) return NOT_KNOWN;
      const answer = await client.page({ subject: about, item, range, after, limit }, signal);
      if (answer.status === 'UNAVAILABLE') return { kind: 'failed' };
      if (answer.status === 'DENIED') return { kind: 'denied' };
      const { asOf, version } = answer;
      if (answer.status === 'NO_DATA') return { kind: 'no-data', asOf, version };
      const { rows, whole } = checkedRows(item, answer.rows, range);
      return { kind: 'page', rows, next: answer.next, whole: whole && answer.whole, asOf, version };
    },

    async stateOf(subject, asked, range, { signal }) {
      const about = askedAbout(subject);
      if (about === undefined) return new Map(asked.map((item) => [item, STATE_NOT_KNOWN]));
      const answer = await client.state({ subject: about, items: [...asked], range }, signal);
      return new Map(answer.items.map(({ item, asOf, version }) => [item, { asOf, version }]));
    },

    async changesSince(cursor, limit, { signal }) {
      const request = {
        ...(cursor === null ? {} : { since: cursor }),
        limit: Math.min(limit, AGENCY_MOST_CHANGES),
      };
      const { changes, ...rest } = await client.changes(request, signal);
      return {
        ...rest,
        changes: changes.map(({ subject, items: named }) => ({ code: subject.code, items: named })),
      };
    },

    async health({ signal }) {
      const answer = await client.health(signal);
      const asOf = new Map(answer.items.map((each) => [each.item, each.asOf]));
      return new Map(items.map((item) => [item, asOf.get(item) ?? null]));
    },

    async close() {
      outbound.close();
    },
  };
}

const STATE_NOT_KNOWN = { asOf: null, version: null };
const NOT_KNOWN = { kind: 'no-data', ...STATE_NOT_KNOWN } as const;

function answerOf(subject: SourceSubject, answer: AgencyItem, range: DateRange): SourceAnswer {
  switch (answer.status) {
    case 'UNAVAILABLE':
      return { kind: 'failed' };
    case 'DENIED':
      return { kind: 'denied' };
    case 'NO_DATA':
      return { kind: 'no-data', asOf: answer.asOf, version: answer.version };
    case 'PAGED':
      return isAgencyListItem(answer.item)
        ? { kind: 'large', asOf: answer.asOf, version: answer.version }
        : { kind: 'failed' };
    case 'READY':
      return recordsOf(subject, answer, range);
  }
}

function recordsOf(
  subject: SourceSubject,
  { item, records, whole, asOf, version }: Extract<AgencyItem, { status: 'READY' }>,
  range: DateRange,
): SourceAnswer {
  if (Array.isArray(records) && records.length > AGENCY_MOST_ROWS) return { kind: 'failed' };
  const checked = checkedRecords<DataItemId>(subject, item, records, range);
  return checked === undefined
    ? { kind: 'failed' }
    : { kind: 'records', records: checked.records, whole: whole && checked.whole, asOf, version };
}

type ReadSetting = <Value>(setting: string, read: () => Value) => Value;

/** Whatever goes wrong with a setting, the error names it and holds nothing of its value. */
const settingsReader =
  (place: string | undefined): ReadSetting =>
  (setting, read) => {
    try {
      return read();
    } catch {
      const path = place === undefined ? setting : `${place}.${setting}`;
      const problem = 'It cannot be read, or is not as it must be: see the guide on connecting an agency.';
      throw new PlatformError('CONFIGURATION_INVALID', { errors: [{ path, problem }] });
    }
  };

/** Plain http is for a service on this machine: what it says could be read on the way. */
function originOf({ url }: HttpSourceConfiguration): string {
  const { origin, authority } = readOrigin(url);
  const local = /^(127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(authority);
  if (origin.startsWith('http:') && !local) throw new RangeError('Outside this machine it must be https.');
  return origin;
}

/** PEM as the TLS client takes it. A file that holds no certificate would trust nobody more, in silence. */
function authoritiesOf({ authoritiesFile }: HttpSourceConfiguration): readonly string[] {
  if (authoritiesFile === undefined) return [];
  const text = readFileSync(authoritiesFile, 'utf8');
  void new X509Certificate(text);
  return [text];
}
