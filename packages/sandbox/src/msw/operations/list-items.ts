import { DATA_ITEMS } from '@xinqiao/catalogue';
import { z } from 'zod';
import type { Handler } from './operation-handler.ts';

/** All data items, with the JSON Schema of their records. */
export const listItems: Handler<'catalogue.listItems'> = async () => ({
  items: Object.values(DATA_ITEMS).map((item) => ({
    item: item.id,
    version: item.version,
    name: item.name,
    agency: item.agency,
    updated: item.updateFrequency,
    sensitivity: item.sensitivity,
    legalBasis: item.legalBasis,
    disclosure: [...item.allowedDisclosure],
    schema: z.toJSONSchema(item.schema, { io: 'output' }),
  })),
});
