import { z } from 'zod';
import { DataItemId } from '../data-items/index.ts';
import { ConsentId, PackageId } from '../identifiers/index.ts';
import { DateRange } from '../values/index.ts';
import { operation } from './operation.ts';

const SignedReceipt = z
  .string()
  .describe('Signed audit receipt, compact JWS: a promise to be turned into a proof.');

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
    items: z
      .array(DataItemId)
      .min(1)
      .max(20)
      .optional()
      .describe('Items wanted; default all the consent covers.'),
    range: DateRange.optional().describe(
      'Days wanted, within those of the consent and begun; default all of them.',
    ),
  }),
  output: z
    .strictObject({
      packageId: PackageId,
      package: z
        .string()
        .describe('The data package, compact JWS (RFC 7515) whose payload is a DataPackage.'),
      receipt: SignedReceipt,
    })
    .meta({ id: 'FetchedPackage', description: 'A signed data package and the receipt of the read.' }),
  status: 201,
  errors: [
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
    'PACKAGE_CHANGED',
    'SOURCE_UNAVAILABLE',
  ],
});

export { SignedReceipt };
