import { z } from 'zod';
import { LocalizedText } from '../values/index.ts';
import { ConsentRequest } from './consent-request.ts';
import { FairUseReference } from './consent-template.ts';

/** One member of a request that goes beyond what may be asked. */
export const FairUseExcess = z
  .strictObject({
    path: z.string().describe('Member of the request, as a dotted path.'),
    problem: LocalizedText.describe('What is too much about it.'),
    asked: z.string().describe('Value asked for.'),
    allowed: z.string().describe('Value allowed.'),
    rule: FairUseReference.nullable().describe(
      'Rule that sets the limit; null where it is the admission or the calendar.',
    ),
  })
  .meta({ id: 'FairUseExcess', description: 'One member that goes beyond a fair-use rule.' });
export type FairUseExcess = z.infer<typeof FairUseExcess>;

/** Answer to: could this be asked, and if not, what could? */
export const ConsentExplanation = z
  .strictObject({
    fair: z.boolean().describe('True when the request could be pushed as it is.'),
    excesses: z.array(FairUseExcess).describe('Everything that is too much, all at once; empty when fair.'),
    smallest: ConsentRequest.nullable().describe(
      'The nearest request that passes: nowhere more than was asked, and the same where that was fair. Null when nothing of it may be asked.',
    ),
  })
  .meta({ id: 'ConsentExplanation', description: 'What a request exceeds, and what would pass instead.' });
export type ConsentExplanation = z.infer<typeof ConsentExplanation>;
