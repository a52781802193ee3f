import { z } from 'zod';

/** How many deliveries a consent allows, from least to most. */
export const FETCH_TYPES = ['ONETIME', 'PERIODIC'] as const;

export const FetchType = z.enum(FETCH_TYPES).describe('ONETIME one delivery, PERIODIC several.');
export type FetchType = z.infer<typeof FetchType>;

/** What the bank does with what it gets; names of the Account Aggregator artefact (ReBIT). */
export const ConsentMode = z
  .enum(['VIEW', 'STORE', 'QUERY', 'STREAM'])
  .describe(
    'VIEW looks at it once, STORE keeps it for the data life, QUERY gets answers only, STREAM a flow.',
  );
export type ConsentMode = z.infer<typeof ConsentMode>;
