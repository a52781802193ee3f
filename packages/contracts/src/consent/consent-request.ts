import { z } from 'zod';
import { DataItemIds } from '../data-items/index.ts';
import { ConsentId, Uscc } from '../identifiers/index.ts';
import { DateRange, Period } from '../values/index.ts';
import { DisclosureLevel } from './disclosure.ts';
import { FetchType } from './fetch-type.ts';
import { Frequency } from './frequency.ts';
import { BankPurposeCode } from './purpose.ts';

/** The `type` of our authorization details (RFC 9396 §2). */
export const DATA_CONSENT_TYPE = 'urn:xinqiao:params:oauth:data-consent' as const;

const members = {
  templateId: z.string().min(1).max(41).describe('Template whose limits apply; see the catalogue.'),
  purpose: BankPurposeCode,
  items: DataItemIds.describe('Data items asked for, each once.'),
  optionalItems: DataItemIds.optional().describe(
    'Further data items the owner may add; none is ticked beforehand. Default: none.',
  ),
  disclosure: DisclosureLevel,
  range: DateRange.describe('First and last day of the data, inclusive, Asia/Shanghai.'),
  validity: Period.describe('How long the consent shall last once agreed, ISO 8601 duration, e.g. P6M.'),
  fetchType: FetchType.optional().describe(
    'ONETIME one delivery, PERIODIC several. Default: the template’s.',
  ),
  frequency: Frequency.optional().describe('Most deliveries per period. Default: the template’s limit.'),
  dataLife: Period.optional().describe(
    'How long the bank keeps what it fetched, ISO 8601 duration. Default: the template’s limit.',
  ),
  amends: ConsentId.optional().describe('Living consent that this request would change; not with `renews`.'),
  renews: ConsentId.optional().describe('Living consent that this request would prolong; not with `amends`.'),
  customer: z
    .strictObject({
      uscc: Uscc.describe('Unified social credit code of the enterprise that is asked, GB 32100-2015.'),
    })
    .optional()
    .describe('Enterprise that is asked; without it the owner chooses among those she acts for.'),
};

interface Members {
  readonly items: readonly string[];
  readonly optionalItems?: readonly string[] | undefined;
  readonly amends?: string | undefined;
  readonly renews?: string | undefined;
}

/** What no member can say alone. */
function checkTogether(
  { items, optionalItems = [], amends, renews }: Members,
  context: z.RefinementCtx,
): void {
  const refuse = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  optionalItems.forEach((item, at) => {
    if (items.includes(item)) refuse(['optionalItems', at], 'is asked for already; an item is either or');
  });
  if (amends !== undefined && renews !== undefined)
    refuse(['renews'], 'amend a consent or renew it, one request each');
}

/** What a bank asks an enterprise for. */
export const ConsentRequest = z
  .strictObject(members)
  .superRefine(checkTogether)
  .meta({ id: 'ConsentRequest', description: 'What a bank asks an enterprise for.' });
export type ConsentRequest = z.infer<typeof ConsentRequest>;

/** The same as an authorization details object (RFC 9396). */
export const DataConsentDetail = z
  .strictObject({
    type: z.literal(DATA_CONSENT_TYPE).describe('Authorization details type, RFC 9396 §2.'),
    ...members,
  })
  .superRefine(checkTogether)
  .meta({ id: 'DataConsentDetail', description: 'Authorization details of a data consent, RFC 9396.' });
export type DataConsentDetail = z.infer<typeof DataConsentDetail>;
