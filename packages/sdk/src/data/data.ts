import { DataPackage, OPERATIONS, type PackageId } from '@xinqiao/contracts';
import type { z } from 'zod';
import type { Api } from '../api.ts';
import type { WriteOptions } from '../options.ts';
import type { PlatformMetadata } from '../platform/metadata.ts';
import type { Receipt, Receipts } from '../platform/receipts.ts';
import type { Statements } from '../platform/statements.ts';
import { refuseMismatches } from '../schema.ts';

const fetchData = OPERATIONS['data.fetch'];

export interface FetchOptions extends WriteOptions {
  /** Data items wanted. Default: all that the consent covers. */
  readonly items?: NonNullable<z.input<(typeof fetchData)['input']>['items']>;
  /** Days wanted (`YYYY-MM-DD`, both included, Asia/Shanghai), within those of the consent. Default: all of them. */
  readonly range?: NonNullable<z.input<(typeof fetchData)['input']>['range']>;
}

export interface FetchedData {
  readonly packageId: PackageId;
  /** The package's content, verified: signed by the platform, for this bank, under this consent. */
  readonly data: DataPackage;
  /** The package as signed, compact JWS: keep it as evidence of what was delivered, no longer than `data.deleteBy`. */
  readonly jws: string;
  readonly receipt: Receipt;
}

interface Parts {
  readonly api: Api;
  readonly statements: Statements;
  readonly receipts: Receipts;
  readonly metadata: () => Promise<PlatformMetadata>;
  /** The bank's own id. @param consentId A consent of hers, to read it from. */
  readonly participantId: (consentId: string) => Promise<string>;
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
   * since. Look at each item's `status`: a package may be partial.
   *
   * @param options `items` and `range` default to all that is covered; `timeoutMs` to that of the client.
   * @returns The verified package, its signed form, and the receipt to keep in the loan file.
   * @throws {PlatformError} `CONSENT_REVOKED`, `CONSENT_EXPIRED`, `CONSENT_FETCH_USED`: ask the enterprise again;
   * `CONSENT_PAUSED`, `CONSENT_NOT_ACTIVE_YET`: wait for the enterprise; `CONSENT_ITEM_NOT_COVERED`,
   * `CONSENT_RANGE_EXCEEDED`: ask for less; `CONSENT_FREQUENCY_EXCEEDED`: come back at `details.retryAt`;
   * `CONSENT_CHANGED_MEANWHILE`: try again; `SOURCE_UNAVAILABLE`: try again later with the same key;
   * `SIGNATURE_INVALID`, `RESPONSE_UNEXPECTED`:
   * do not use the content
   */
  async fetch(consentId: string, options: FetchOptions = {}): Promise<FetchedData> {
    const { api, statements, receipts, metadata, participantId } = this.#parts;
    const { items, range, ...write } = options;
    const bank = await participantId(consentId);
    const wanted = { ...(items === undefined ? {} : { items }), ...(range === undefined ? {} : { range }) };
    const answer = await api.call(fetchData, { consentId, ...wanted }, write);

    const data = await statements.open(answer.package, 'xinqiao-package+jwt', DataPackage);
    const delivered = data.items.map(({ item }) => item);
    const expected: Record<string, boolean> = {
      'package.operatorId': data.operatorId === (await metadata()).operatorId,
      'package.packageId': data.packageId === answer.packageId,
      'package.consentId': data.consentId === consentId,
      'package.participantId': data.participantId === bank,
      'package.items': items === undefined || sameSet(delivered, items),
      'package.range': range === undefined || (data.range.from === range.from && data.range.to === range.to),
    };
    refuseMismatches(Object.keys(expected).filter((field) => !expected[field]));
    const receipt = await receipts.open(answer.receipt);
    return { packageId: answer.packageId, data, jws: answer.package, receipt };
  }
}

const sameSet = (delivered: readonly string[], asked: readonly string[]): boolean =>
  delivered.toSorted().join(' ') === [...new Set(asked)].toSorted().join(' ');
