import { z } from 'zod';
import { IdentifierScheme } from '../participants/index.ts';

/** Whom an agency is asked about. The code travels in bodies only, never in an address. */
export const AgencySubject = z
  .strictObject({
    scheme: IdentifierScheme,
    code: z
      .string()
      .regex(/^[0-9A-Z]{1,64}$/)
      .describe('The code as it is in force now: digits and capitals.'),
  })
  .meta({ id: 'AgencySubject', description: 'Whom an agency is asked about.' });
export type AgencySubject = z.infer<typeof AgencySubject>;
