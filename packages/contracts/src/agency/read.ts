import { z } from 'zod';
import { DATA_ITEM_IDS, DATA_ITEM_SCHEMAS, DataItemId, DataItemIds } from '../data-items/index.ts';
import { DateRange } from '../values/index.ts';
import { AGENCY_STATE, AgencyWhole } from './agency-state.ts';
import { AgencySubject } from './agency-subject.ts';

/** POST /v1/read and POST /v1/state: some items of one subject, on the days of a range. */
export const AgencyReadRequest = z
  .strictObject({
    subject: AgencySubject,
    items: DataItemIds.describe('Items wanted, each once.'),
    range: DateRange.describe('Days wanted; nothing of another day may be answered.'),
  })
  .meta({ id: 'AgencyReadRequest', description: 'Some items of one subject.' });
export type AgencyReadRequest = z.infer<typeof AgencyReadRequest>;

const without = <Status extends 'DENIED' | 'UNAVAILABLE'>(status: Status) =>
  z.object({ item: DataItemId, status: z.literal(status).describe('No records, and no word about them.') });
const stateOnly = <Status extends 'PAGED' | 'NO_DATA'>(status: Status) =>
  z.object({
    item: DataItemId,
    status: z.literal(status).describe('PAGED: read it by /v1/page. NO_DATA: nothing is held.'),
    ...AGENCY_STATE,
  });

/** An item’s answer without a look at its records: these are checked row by row, so that one bad row spoils no other. */
export const AgencyItem = z.discriminatedUnion('status', [
  z.object({
    item: DataItemId,
    status: z.literal('READY').describe('Records follow.'),
    ...AGENCY_STATE,
    whole: AgencyWhole,
    records: z.unknown().describe('Records of the item, in the shape the catalogue gives it.'),
  }),
  stateOnly('PAGED'),
  stateOnly('NO_DATA'),
  without('DENIED'),
  without('UNAVAILABLE'),
]);
export type AgencyItem = z.infer<typeof AgencyItem>;

const question = {
  subject: AgencySubject.describe('The subject asked about, repeated.'),
  range: DateRange.describe('The days asked for, repeated.'),
};

/** Answer to POST /v1/read, as the platform reads it. Members it does not know are ignored. */
export const AgencyReadAnswer = z.object({
  ...question,
  items: z.array(AgencyItem).max(DATA_ITEM_IDS.length).describe('One answer for each item asked for.'),
});
export type AgencyReadAnswer = z.infer<typeof AgencyReadAnswer>;

/** An item with records, in its exact shape: what the published contract shows. */
const ready = (item: DataItemId) =>
  z.object({
    item: z.literal(item).describe('Item of the catalogue.'),
    status: z.literal('READY').describe('Records follow.'),
    ...AGENCY_STATE,
    whole: AgencyWhole,
    records: DATA_ITEM_SCHEMAS[item].describe('Records of the days asked for, lists oldest first.'),
  });

/** The same answer with the shape of every item written out. */
export const AgencyReadAnswerPublished = z
  .object({
    ...question,
    items: z
      .array(
        z.union([
          ...DATA_ITEM_IDS.map(ready),
          stateOnly('PAGED'),
          stateOnly('NO_DATA'),
          without('DENIED'),
          without('UNAVAILABLE'),
        ]),
      )
      .describe('One answer for each item asked for.'),
  })
  .meta({ id: 'AgencyReadAnswer', description: 'What the agency holds, item by item.' });

/** Answer to POST /v1/state: the states without the records. */
export const AgencyStateAnswer = z
  .object({
    ...question,
    items: z
      .array(z.object({ item: DataItemId, ...AGENCY_STATE }))
      .max(DATA_ITEM_IDS.length)
      .describe('One state for each item asked for, by the same versions as /v1/read gives.'),
  })
  .meta({ id: 'AgencyStateAnswer', description: 'Which state each item has now.' });
export type AgencyStateAnswer = z.infer<typeof AgencyStateAnswer>;
