import { z } from 'zod';
import { DataItemId } from '../data-items/index.ts';
import { Uscc } from '../identifiers/index.ts';
import { DateRange, Period } from '../values/index.ts';
import { DisclosureLevel } from './disclosure.ts';
import { PurposeCode } from './purpose.ts';

/** The `type` of our authorization details (RFC 9396 §2). */
export const DATA_CONSENT_TYPE = 'urn:xinqiao:params:oauth:data-consent' as const;

/** What a bank asks an enterprise for. */
export const ConsentRequest = z
  .strictObject({
    templateId: z.string().min(1).max(41).describe('Template whose limits apply; see the catalogue.'),
    purpose: PurposeCode,
    items: z
      .array(DataItemId)
      .min(1)
      .max(20)
      .refine((items) => new Set(items).size === items.length, { error: 'names an item twice' })
      .describe('Data items asked for, each once.'),
    disclosure: DisclosureLevel,
    range: DateRange.describe('First and last day of the data, inclusive, Asia/Shanghai.'),
    validity: Period.describe('How long the consent shall last once agreed, ISO 8601 duration, e.g. P6M.'),
    customer: z
      .strictObject({
        uscc: Uscc.describe('Unified social credit code of the enterprise that is asked, GB 32100-2015.'),
      })
      .optional()
      .describe('Enterprise that is asked; without it the owner chooses among those she acts for.'),
  })
  .meta({ id: 'ConsentRequest', description: 'What a bank asks an enterprise for.' });
export type ConsentRequest = z.infer<typeof ConsentRequest>;

/** The same as an authorization details object (RFC 9396). */
export const DataConsentDetail = z
  .strictObject({
    type: z.literal(DATA_CONSENT_TYPE).describe('Authorization details type, RFC 9396 §2.'),
    ...ConsentRequest.shape,
  })
  .meta({ id: 'DataConsentDetail', description: 'Authorization details of a data consent, RFC 9396.' });
export type DataConsentDetail = z.infer<typeof DataConsentDetail>;
