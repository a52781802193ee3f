import { DataItemIds, IdentifierScheme } from '@xinqiao/contracts';
import { z } from 'zod';
import { SOURCE_HEAD } from '../configured/source-head.ts';

/** Public key of an agency as it handed it over: a JWK of ES256 or Ed25519. What else stands in it is not read. */
const PublicJwk = z.object({
  kid: z.string().min(1).max(200).describe('Key id, as signatures name it.'),
  kty: z.enum(['EC', 'OKP']).describe('EC with crv P-256, OKP with crv Ed25519.'),
  crv: z.enum(['P-256', 'Ed25519']).describe('Curve.'),
  x: z.string().describe('First coordinate, or the key itself.'),
  y: z.string().optional().describe('Second coordinate of P-256.'),
});

/** An agency’s HTTP service as the operator configures it. Secrets stand in files of their own. */
export const HttpSourceConfiguration = z
  .strictObject({
    kind: z.literal('HTTP'),
    ...SOURCE_HEAD,
    items: DataItemIds.describe('Items it is asked for.'),
    schemes: z
      .array(IdentifierScheme)
      .min(1)
      .default(['uscc', 'taxpayer-id'])
      .describe('Kinds of codes it is given. Default uscc, taxpayer-id.'),
    url: z
      .url({ protocol: /^https?$/ })
      .describe('Scheme, host and port of the service, nothing more; http on this machine only.'),
    keyFile: z
      .string()
      .min(1)
      .describe('File with the platform’s key for this agency, as `xinqiao keys create` makes it.'),
    agencyKeys: z
      .array(PublicJwk)
      .min(1)
      .max(4)
      .refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, {
        error: 'Two keys have the same kid: the second would never be looked at.',
      })
      .describe('The agency’s public keys: what none of them signed is not believed.'),
    privateAddresses: z
      .array(z.string())
      .default([])
      .describe('CIDR blocks of private addresses the service may lie at. Default none.'),
    authoritiesFile: z
      .string()
      .min(1)
      .optional()
      .describe('PEM file with certificate authorities of the agency’s network, beside the built-in ones.'),
    maxAnswerBytes: z
      .int()
      .min(1_024)
      .max(64 * 1024 * 1024)
      .default(8 * 1024 * 1024)
      .describe('Most bytes of one answer. Default 8 MiB.'),
  })
  .meta({ id: 'HttpSourceConfiguration', description: 'An agency’s service over HTTP as a source.' });
export type HttpSourceConfiguration = z.output<typeof HttpSourceConfiguration>;
