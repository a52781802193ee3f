import { z } from 'zod';

export const PageInput = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('Entries per page, 1–100; default 20.'),
  cursor: z
    .string()
    .max(60)
    .optional()
    .describe('`nextCursor` of the page before; the first page without it.'),
});

/** A page of a list, newest first. */
export const page = <Item extends z.ZodType>(item: Item, id: string) =>
  z
    .strictObject({
      items: z.array(item).describe('Entries of this page, newest first.'),
      nextCursor: z.string().nullable().describe('Cursor of the next page; null on the last.'),
    })
    .meta({ id, description: 'One page of a list.' });
