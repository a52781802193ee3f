import { DATA_ITEMS } from '@xinqiao/catalogue';
import { z } from 'zod';
import type { Handler, OutputOf } from '../http/run-operation.ts';

/** The catalogue does not change while the server runs. */
const answer = {
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
} as OutputOf<'catalogue.listItems'>;

export const listItems: Handler<'catalogue.listItems'> = async () => answer;
