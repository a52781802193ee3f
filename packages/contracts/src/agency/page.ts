import { z } from 'zod';
import { DATA_ITEM_IDS, DATA_ITEM_SCHEMAS, DataItemId, type DataItemRecords } from '../data-items/index.ts';
import { DateRange } from '../values/index.ts';
import { AGENCY_MOST_ROWS, AGENCY_STATE, AgencyWhole } from './agency-state.ts';
import { AgencySubject } from './agency-subject.ts';

/** Items whose records are a list of rows: these can be read page by page. */
export type AgencyListItemId = {
  [Item in DataItemId]: DataItemRecords[Item] extends readonly unknown[] ? Item : never;
}[DataItemId];

export const AGENCY_LIST_ITEMS = DATA_ITEM_IDS.filter(
  (item) => DATA_ITEM_SCHEMAS[item] instanceof z.ZodArray,
) as readonly DataItemId[] as readonly AgencyListItemId[];

export const isAgencyListItem = (item: DataItemId): item is AgencyListItemId =>
  (AGENCY_LIST_ITEMS as readonly DataItemId[]).includes(item);

/** Shape of one row of a list item. */
export const agencyRowSchema = (item: AgencyListItemId): z.ZodType => DATA_ITEM_SCHEMAS[item].element;

const PageToken = z
  .string()
  .regex(/^[\x21-\x7e]{1,512}$/)
  .describe('Opaque to the platform; without any code or name in it.');

/** POST /v1/page: one page of a list, in the order of the whole list. */
export const AgencyPageRequest = z
  .strictObject({
    subject: AgencySubject,
    item: DataItemId.describe('An item whose records are a list.'),
    range: DateRange.describe('Days wanted; nothing of another day may be answered.'),
    after: PageToken.nullable().describe('`next` of the page before; null for the first.'),
    limit: z.int().min(1).max(AGENCY_MOST_ROWS).describe('Most rows wanted.'),
  })
  .meta({ id: 'AgencyPageRequest', description: 'One page of a list.' });
export type AgencyPageRequest = z.infer<typeof AgencyPageRequest>;

const question = {
  subject: AgencySubject.describe('The subject asked about, repeated.'),
  item: DataItemId.describe('The item asked for, repeated.'),
  range: DateRange.describe('The days asked for, repeated.'),
};
const page = {
  status: z.literal('READY').describe('A page follows.'),
  ...AGENCY_STATE,
  whole: AgencyWhole,
  next: PageToken.nullable().describe('Give it back as `after`; null after the last page.'),
};
const noData = z.object({
  ...question,
  status: z.literal('NO_DATA').describe('Nothing is held.'),
  ...AGENCY_STATE,
});
const without = <Status extends 'DENIED' | 'UNAVAILABLE'>(status: Status) =>
  z.object({ ...question, status: z.literal(status).describe('No rows, and no word about them.') });

/** Answer to POST /v1/page, as the platform reads it; rows are checked one by one. */
export const AgencyPageAnswer = z.discriminatedUnion('status', [
  z.object({
    ...question,
    ...page,
    rows: z.array(z.unknown()).max(AGENCY_MOST_ROWS).describe('At most `limit` rows.'),
  }),
  noData,
  without('DENIED'),
  without('UNAVAILABLE'),
]);
export type AgencyPageAnswer = z.infer<typeof AgencyPageAnswer>;

/** The same answer with the shape of every list written out. */
export const AgencyPageAnswerPublished = z
  .union([
    ...AGENCY_LIST_ITEMS.map((item) =>
      z.object({
        ...question,
        item: z.literal(item).describe('The item asked for, repeated.'),
        ...page,
        rows: z.array(DATA_ITEM_SCHEMAS[item].element).describe('At most `limit` rows.'),
      }),
    ),
    noData,
    without('DENIED'),
    without('UNAVAILABLE'),
  ])
  .meta({ id: 'AgencyPageAnswer', description: 'One page of a list.' });
