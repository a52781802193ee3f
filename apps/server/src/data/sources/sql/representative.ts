import { ResidentId } from '@xinqiao/contracts';
import { z } from 'zod';
import type { RegisteredRepresentative } from '../registered-representative.ts';
import { numberParameters } from './named-parameters.ts';

/** Two rows tell as much as more: that there is not one representative. */
export const representativeStatement = (query: string): string =>
  `SELECT * FROM (${numberParameters(query, { code: '$1::text' }).text}) q LIMIT 2`;

const Row = z.object({
  subject_code: z.string(),
  name: z.string().trim().min(1).max(200),
  resident_id: z.string().nullable(),
});

/**
 * Whom the rows name; with no resident number where it is not one, and where they name two.
 *
 * @returns Undefined without a row.
 * @throws {z.ZodError} on a row that names nobody, `Error` on one about another firm: neither is an answer
 */
export function representativeIn(
  code: string,
  rows: readonly unknown[],
): RegisteredRepresentative | undefined {
  const [first, second] = z.array(Row).parse(rows);
  if (first === undefined) return undefined;
  if (first.subject_code !== code) throw new Error('The registry answered about another firm.');
  const residentId = second === undefined ? ResidentId.safeParse(first.resident_id).data : undefined;
  return { name: first.name, residentId };
}
