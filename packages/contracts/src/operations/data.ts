import { z } from 'zod';
import { DataItemId, DataItemIds } from '../data-items/index.ts';
import { PackageRecords } from '../data-packages/index.ts';
import type { ErrorCode } from '../errors/index.ts';
import { ConsentId, PackageId } from '../identifiers/index.ts';
import { DateRange, Instant } from '../values/index.ts';
import { operation } from './operation.ts';

const SignedReceipt = z
  .string()
  .describe('Signed audit receipt, compact JWS: a promise to be turned into a proof.');

/** What the consent may have to say to any read under it. */
const CONSENT_ERRORS: readonly ErrorCode[] = [
  'CONSENT_NOT_FOUND',
  'CONSENT_NOT_ACTIVE_YET',
  'CONSENT_PAUSED',
  'CONSENT_REJECTED',
  'CONSENT_REVOKED',
  'CONSENT_EXPIRED',
  'CONSENT_ITEM_NOT_COVERED',
  'CONSENT_RANGE_EXCEEDED',
  'CONSENT_FETCH_USED',
  'CONSENT_FREQUENCY_EXCEEDED',
  'CONSENT_CHANGED_MEANWHILE',
];

export const fetchData = operation({
  name: 'data.fetch',
  method: 'POST',
  path: '/v1/consents/{consentId}/packages',
  summary: {
    zh: '按授权获取数据包；先记日志，再读来源',
    en: 'Fetch a package under a consent; logged before any source is read',
  },
  scope: 'data:read',
  input: z.strictObject({
    consentId: ConsentId,
    items: DataItemIds.optional().describe('Items wanted, each once; default all the consent covers.'),
    range: DateRange.optional().describe(
      'Days wanted, within those of the consent and begun; default all of them.',
    ),
    encrypted: z
      .boolean()
      .optional()
      .describe(
        'True: encrypt the package, and its pages, to the newest encryption key of this application. Default false.',
      ),
    unchangedSince: PackageId.optional().describe(
      'Package fetched before under this consent: where no source holds anything new since, no other is made. It counts as a fetch all the same.',
    ),
  }),
  output: z
    .strictObject({
      packageId: PackageId.describe('The package; of `unchanged`, the one fetched before that still stands.'),
      unchanged: z
        .boolean()
        .describe('True where no source holds anything new since the package named in `unchangedSince`.'),
      package: z
        .string()
        .nullable()
        .describe(
          'The data package, compact JWS (RFC 7515) whose payload is a DataPackage; where asked, inside a compact JWE (RFC 7516). Null when unchanged.',
        ),
      receipt: SignedReceipt,
    })
    .meta({ id: 'FetchedPackage', description: 'A signed data package and the receipt of the read.' }),
  status: 201,
  errors: [
    ...CONSENT_ERRORS,
    'PACKAGE_CHANGED',
    'PACKAGE_NOT_FOUND',
    'ENCRYPTION_KEY_MISSING',
    'SOURCE_UNAVAILABLE',
  ],
});

export const fetchPage = operation({
  name: 'data.fetchPage',
  method: 'GET',
  path: '/v1/consents/{consentId}/packages/{packageId}/items/{item}/pages/{page}',
  summary: {
    zh: '获取数据包中一个大项的一页；每页单独按授权检查并记日志',
    en: 'Fetch one page of a large item of a package; each is checked against the consent and logged by itself',
  },
  scope: 'data:read',
  input: z.strictObject({
    consentId: ConsentId,
    packageId: PackageId,
    item: DataItemId.describe('Item of the package that lists `pages`.'),
    page: z.coerce.number().int().min(1).max(1_000_000).describe('Number of the page, from 1.'),
  }),
  output: z
    .strictObject({
      packageId: PackageId,
      item: DataItemId,
      page: z.int().min(1).describe('Number of the page, from 1.'),
      records: PackageRecords.nullable().describe(
        'Its rows, under the name of the item: their hash is the one the package lists. Null when encrypted.',
      ),
      encrypted: z
        .string()
        .nullable()
        .describe('Of an encrypted package: compact JWE (RFC 7516) of the JSON of `records`; else null.'),
      receipt: SignedReceipt,
    })
    .meta({ id: 'FetchedPage', description: 'One page of a large item and the receipt of the read.' }),
  errors: [
    ...CONSENT_ERRORS,
    'PACKAGE_NOT_FOUND',
    'PACKAGE_PAGE_NOT_FOUND',
    'PACKAGE_CHANGED',
    'ENCRYPTION_KEY_MISSING',
    'SOURCE_UNAVAILABLE',
  ],
});

export const checkPackage = operation({
  name: 'data.checkPackage',
  method: 'POST',
  path: '/v1/consents/{consentId}/packages/{packageId}/checks',
  summary: {
    zh: '核对数据包：来源数据是否已变化；计为一次获取',
    en: 'Check a package: whether the sources have changed since; counts as a fetch',
  },
  scope: 'data:read',
  input: z.strictObject({ consentId: ConsentId, packageId: PackageId }),
  output: z
    .strictObject({
      packageId: PackageId,
      checkedAt: Instant.describe('When the sources were read again, UTC.'),
      items: z
        .array(
          z.strictObject({
            item: DataItemId,
            state: z
              .enum(['SAME', 'CHANGED', 'UNKNOWN'])
              .describe(
                'SAME: the source gives the same for the same days. CHANGED: it does not any more. UNKNOWN: it did not answer whole, then or now.',
              ),
          }),
        )
        .describe('The items of the package, in its order.'),
      receipt: SignedReceipt,
    })
    .meta({ id: 'PackageCheck', description: 'Whether what a package says still stands.' }),
  status: 201,
  errors: [...CONSENT_ERRORS, 'PACKAGE_NOT_FOUND', 'SOURCE_UNAVAILABLE'],
});

export { SignedReceipt };
