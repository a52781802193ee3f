import { z } from 'zod';
import { DataItemId } from '../data-items/index.ts';
import { Instant, LocalizedText } from '../values/index.ts';

export const SourceKind = z
  .enum(['SQL', 'HTTP', 'FILES', 'CITY'])
  .describe('SQL database, HTTP service, imported FILES, or the seeded CITY of a sandbox.');
export type SourceKind = z.infer<typeof SourceKind>;

/** How fresh one item of a source is. */
export const SourceItemHealth = z
  .strictObject({
    item: DataItemId,
    asOf: Instant.nullable().describe(
      'When its data were last brought up to date, UTC; null where the source does not tell or is away.',
    ),
    fresh: z
      .boolean()
      .nullable()
      .describe('Whether that is within the freshness the catalogue promises; null where it is not known.'),
    refusedRows: z
      .int()
      .nonnegative()
      .describe('Rows left out since the node started: not valid, or about somebody else.'),
  })
  .meta({ id: 'SourceItemHealth', description: 'How fresh one item of a source is.' });
export type SourceItemHealth = z.infer<typeof SourceItemHealth>;

const Count = z.int().nonnegative();

/** How a source is doing, as the node that answers has seen it. */
export const SourceHealth = z
  .strictObject({
    sourceId: z.string().describe('Name of the source.'),
    agency: LocalizedText.describe('Who answers.'),
    kind: SourceKind,
    reachable: z.boolean().describe('Whether it answered just now.'),
    breaker: z
      .enum(['CLOSED', 'HALF_OPEN', 'OPEN'])
      .describe(
        'CLOSED = it is asked; OPEN = it failed time after time and is left alone for a while; HALF_OPEN = one call finds out whether it is back.',
      ),
    failuresInARow: Count.describe('Failures since the last success.'),
    lastSuccessAt: Instant.nullable().describe('When a call last succeeded, UTC; null while none did.'),
    lastFailureAt: Instant.nullable().describe('When a call last failed, UTC; null while none did.'),
    calls: Count.describe('Calls of the last 15 minutes, the latest 2,000 at the most.'),
    failures: Count.describe('Those of them that failed.'),
    p50Ms: Count.nullable().describe(
      'Time that half of the successful ones did not exceed, in milliseconds; null without any.',
    ),
    p99Ms: Count.nullable().describe('Time that 99 in 100 of them did not exceed, in milliseconds.'),
    running: Count.describe('Calls under way.'),
    waiting: Count.describe('Calls that wait for their turn.'),
    items: z.array(SourceItemHealth).describe('Items it lists, in catalogue order.'),
  })
  .meta({ id: 'SourceHealth', description: 'How a source is doing, as the node that answers has seen it.' });
export type SourceHealth = z.infer<typeof SourceHealth>;
