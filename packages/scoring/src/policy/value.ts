import { z } from 'zod';

/** A bound or a value in a policy, written in the unit of its feature. */
export const PolicyValue = z
  .union([z.string().max(60), z.int()])
  .describe(
    'In the unit of the feature: "10000.00" yuan, "0.3" ratio or number, 24 months or times, "A" grade or category.',
  );
export type PolicyValue = z.infer<typeof PolicyValue>;
