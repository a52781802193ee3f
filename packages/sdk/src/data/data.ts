import {
  AnyDataPackage,
  type DataItemId,
  type DataItemRecords,
  OPERATIONS,
  type PackageId,
  PackageRecords,
  PlatformError,
} from '@xinqiao/contracts';
import type { z } from 'zod';
import type { Api } from '../api.ts';
import type { DecryptionKey, RequestOptions, WriteOptions } from '../options.ts';
import type { PlatformMetadata } from '../platform/metadata.ts';
import type { Receipt, Receipts } from '../platform/receipts.ts';
import type { Statements } from '../platform/statements.ts';
import { parseAnswer, refuseMismatches } from '../schema.ts';
import { decrypt, isCompactJwe } from './decrypt.ts';
import { hashOf, unfitHashes } from './package-hashes.ts';

const fetchData = OPERATIONS['data.fetch'];
const fetchPage = OPERATIONS['data.fetchPage'];
const checkPackage = OPERATIONS['data.checkPackage'];

export interface FetchOptions extends WriteOptions {
  /** Data items wanted. Default: all that the consent covers. */
  readonly items?: NonNullable<z.input<(typeof fetchData)['input']>['items']>;
  /** Days wanted (`YYYY-MM-DD`, both included, Asia/Shanghai), within those of the consent. Default: all of them. */
  readonly range?: NonNullable<z.input<(typeof fetchData)['input']>['range']>;
  /**
   * True: have the package, and its pages, encrypted to your newest encryption key, so that no proxy on the way can
   * read them. The client opens it with `decryptionKeys`. Default false.
   */
  readonly encrypted?: boolean;
}

export interface PageOptions extends RequestOptions {
  /** True: the package was asked for encrypted, so a page that comes in the clear is refused. Default false. */
  readonly encrypted?: boolean;
}

export interface FetchedData {
  readonly unchanged: false;
  readonly packageId: PackageId;
  /** The package's content, verified: signed by the platform, for this bank, under this consent. */
  readonly data: AnyDataPackage;
  /** The package as signed, compact JWS: keep it as evidence of what was delivered, no longer than `data.deleteBy`. */
  readonly jws: string;
  readonly receipt: Receipt;
}

/** No source holds anything new since a package fetched before. */
export interface UnchangedData {
  readonly unchanged: true;
  /** The package that still stands. */
  readonly packageId: PackageId;
  readonly receipt: Receipt;
}

/** One page of a large item. */
export interface DataPage<Item extends DataItemId = DataItemId> {
  /** From 1. */
  readonly page: number;
  /** Its rows, verified: their hash is the one the signed package lists. */
  readonly rows: DataItemRecords[Item];
  readonly receipt: Receipt;
}

/** Whether the sources still give what a package was made of. */
export type PackageCheck = Omit<z.output<(typeof checkPackage)['output']>, 'receipt'> & {
  readonly receipt: Receipt;
};

interface Parts {
  readonly api: Api;
  readonly statements: Statements;
  readonly receipts: Receipts;
  readonly metadata: () => Promise<PlatformMetadata>;
  /** The bank's own id. @param consentId A consent of hers, to read it from. */
  readonly participantId: (consentId: string) => Promise<string>;
  readonly decryptionKeys: readonly DecryptionKey[];
}

/** Fetching what an enterprise agreed to show. */
export class Data {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Fetches a data package under a consent. The read is logged before any source is touched.
   *
   * Safe to retry: the same `idempotencyKey` gives the same package, or `PACKAGE_CHANGED` when a source has changed
   * since. Look at each item's `status`: a package may be partial, and the rows of a READY item wait as `pages`.
   *
   * @param options `items` and `range` default to all that is covered; `timeoutMs` to that of the client.
   * @returns The verified package, its signed form, and the receipt to keep in the loan file.
   * @throws {PlatformError} `CONSENT_REVOKED`, `CONSENT_EXPIRED`, `CONSENT_FETCH_USED`: ask the enterprise again;
   * `CONSENT_PAUSED`, `CONSENT_NOT_ACTIVE_YET`: wait for the enterprise; `CONSENT_ITEM_NOT_COVERED`,
   * `CONSENT_RANGE_EXCEEDED`: ask for less; `CONSENT_FREQUENCY_EXCEEDED`: come back at `details.retryAt`;
   * `CONSENT_CHANGED_MEANWHILE`: try again; `SOURCE_UNAVAILABLE`: try again later with the same key;
   * `ENCRYPTION_KEY_MISSING`: register one; `SIGNATURE_INVALID`, `RESPONSE_UNEXPECTED`: do not use the content
   */
  async fetch(consentId: string, options: FetchOptions = {}): Promise<FetchedData> {
    const fetched = await this.#fetch(consentId, options, undefined);
    if (fetched.unchanged)
      throw new PlatformError('RESPONSE_UNEXPECTED', { details: { fields: ['unchanged'] } });
    return fetched;
  }

  /**
   * The same for whoever watches: a package only where a source holds something new since the last one.
   *
   * It counts as a fetch and is logged like one, also when nothing is new; then no record was read. Ask as you asked
   * for the last one: other items or days are another package. Figures that count months since a day, such as the age
   * of a firm, may have gone up within the month without being news.
   *
   * @param packageId The last package fetched under this consent.
   * @throws {PlatformError} as `fetch`; `PACKAGE_NOT_FOUND`
   */
  fetchIfChanged(
    consentId: string,
    packageId: string,
    options: FetchOptions = {},
  ): Promise<FetchedData | UnchangedData> {
    return this.#fetch(consentId, options, packageId);
  }

  async #fetch(
    consentId: string,
    { items, range, encrypted, ...write }: FetchOptions,
    unchangedSince: string | undefined,
  ): Promise<FetchedData | UnchangedData> {
    const { api, receipts, participantId } = this.#parts;
    const bank = await participantId(consentId);
    const wanted = {
      ...(items === undefined ? {} : { items }),
      ...(range === undefined ? {} : { range }),
      ...(encrypted === undefined ? {} : { encrypted }),
      ...(unchangedSince === undefined ? {} : { unchangedSince: unchangedSince as PackageId }),
    };
    const answer = await api.call(fetchData, { consentId: consentId as never, ...wanted }, write);
    const { packageId } = answer;
    if (answer.unchanged) {
      refuseMismatches(packageId === unchangedSince && answer.package === null ? [] : ['packageId']);
      return { unchanged: true, packageId, receipt: await receipts.open(answer.receipt) };
    }
    const jws = await this.#opened(answer.package ?? '', encrypted === true, 'xinqiao-package+jwt');
    const data = await this.#verified(jws, { ...wanted, packageId, consentId, bank });
    return { unchanged: false, packageId, data, jws, receipt: await receipts.open(answer.receipt) };
  }

  /** What was asked for encrypted must come so: else somebody on the way may have read it. */
  async #opened(text: string, encrypted: boolean, contentType: string): Promise<string> {
    refuseMismatches(isCompactJwe(text) === encrypted ? [] : ['package']);
    return encrypted ? decrypt(text, contentType, this.#parts.decryptionKeys) : text;
  }

  async #verified(
    jws: string,
    asked: Pick<FetchOptions, 'items' | 'range'> & {
      readonly packageId: string;
      readonly consentId: string;
      readonly bank: string;
    },
  ): Promise<AnyDataPackage> {
    const { statements, metadata } = this.#parts;
    const { items, range, packageId, consentId, bank } = asked;
    const data = await statements.open(jws, 'xinqiao-package+jwt', AnyDataPackage);
    const delivered = data.items.map(({ item }) => item);
    const expected: Record<string, boolean> = {
      'package.operatorId': data.operatorId === (await metadata()).operatorId,
      'package.packageId': data.packageId === packageId,
      'package.consentId': data.consentId === consentId,
      'package.participantId': data.participantId === bank,
      'package.items': items === undefined || sameSet(delivered, items),
      'package.range': range === undefined || (data.range.from === range.from && data.range.to === range.to),
    };
    refuseMismatches([
      ...Object.keys(expected).filter((field) => !expected[field]),
      ...unfitHashes(data).map((path) => `package.${path}`),
    ]);
    return data;
  }

  /**
   * Reads the rows of a large item page by page; only one is in memory. Each is a read of its own: checked against the
   * consent as it stands then, logged, and proven by the signed package. Pages count with their package.
   *
   * @param data A verified package. Nothing comes of an item whose rows are in it already, or that has none.
   * @throws {PlatformError} `PACKAGE_CHANGED` when the source has changed since: fetch anew; `PACKAGE_NOT_FOUND` when
   * the data life of the package is over; `RESPONSE_UNEXPECTED` for a page that is not the one the package lists;
   * codes of the consent
   */
  async *pages<Item extends DataItemId>(
    data: AnyDataPackage,
    item: Item,
    { encrypted = false, ...options }: PageOptions = {},
  ): AsyncGenerator<DataPage<Item>, void, undefined> {
    const { consentId, packageId, items } = data;
    const entry = items.find((candidate) => candidate.item === item);
    const hashes = (entry && 'pages' in entry ? entry.pages?.hashes : undefined) ?? [];
    for (const [at, hash] of hashes.entries()) {
      const page = at + 1;
      const answer = await this.#parts.api.call(fetchPage, { consentId, packageId, item, page }, options);
      refuseMismatches(encrypted && answer.encrypted === null ? [`pages.${page}`] : []);
      const records =
        answer.encrypted === null
          ? answer.records
          : parsedRecords(await decrypt(answer.encrypted, 'json', this.#parts.decryptionKeys));
      const rows = records?.[item];
      refuseMismatches(rows !== undefined && hashOf(rows) === hash ? [] : [`pages.${page}`]);
      const receipt = await this.#parts.receipts.open(answer.receipt);
      yield { page, rows: rows as DataItemRecords[Item], receipt };
    }
  }

  /**
   * Asks whether the sources still give what a package was made of, for the same days. Counts as a fetch.
   *
   * @returns Per item SAME, CHANGED, or UNKNOWN where a source did not answer whole, then or now.
   * @throws {PlatformError} codes of the consent as `fetch`; `PACKAGE_NOT_FOUND`; `CONSENT_CHANGED_MEANWHILE` when the
   * consent was amended since
   */
  async check(consentId: string, packageId: string, options: WriteOptions = {}): Promise<PackageCheck> {
    const input = { consentId: consentId as never, packageId: packageId as never };
    const answer = await this.#parts.api.call(checkPackage, input, options);
    refuseMismatches(answer.packageId === packageId ? [] : ['packageId']);
    return { ...answer, receipt: await this.#parts.receipts.open(answer.receipt) };
  }
}

function parsedRecords(text: string): PackageRecords {
  try {
    return parseAnswer(PackageRecords, JSON.parse(text));
  } catch (cause) {
    if (cause instanceof PlatformError) throw cause;
    throw new PlatformError('RESPONSE_UNEXPECTED', { cause });
  }
}

const sameSet = (delivered: readonly string[], asked: readonly string[]): boolean =>
  delivered.toSorted().join(' ') === [...new Set(asked)].toSorted().join(' ');
