import { z } from 'zod';
import { HttpSourceConfiguration } from '../http/http-source-configuration.ts';
import { SqlSourceConfiguration } from '../sql/sql-configuration.ts';

/** One source of the document, by its kind. */
export const SourceConfiguration = z.discriminatedUnion('kind', [
  SqlSourceConfiguration,
  HttpSourceConfiguration,
]);
export type SourceConfiguration = z.infer<typeof SourceConfiguration>;

/** The document of sources: JSON, in the order in which they are preferred. It holds no secret. */
export const SourcesDocument = z
  .strictObject({
    sources: z
      .array(SourceConfiguration)
      .max(50)
      .refine((sources) => new Set(sources.map(({ sourceId }) => sourceId)).size === sources.length, {
        error: 'Two sources have the same sourceId.',
      })
      .describe('Sources, the preferred first: an item comes from the first that lists it and holds it.'),
  })
  .meta({ id: 'SourcesDocument', description: 'The sources of an installation.' });
export type SourcesDocument = z.infer<typeof SourcesDocument>;
