import { z } from 'zod';
import { ReferenceId } from './reference.ts';

/** For how long credit is given (期限): the same for everyone, so it decides nothing. */
export const Tenor = z.strictObject({
  months: z.int().min(1).max(360).describe('Longest time, in months.'),
  revolving: z.boolean().describe('Whether what is repaid can be drawn again (循环).'),
  reference: ReferenceId,
});
export type Tenor = z.infer<typeof Tenor>;
