import { z } from 'zod';
import { EventType } from '../events/index.ts';
import { ParticipantId, WebhookEndpointId } from '../identifiers/index.ts';
import { Instant } from '../values/index.ts';

/** Most endpoints of a participant that are not disabled. */
export const MOST_WEBHOOK_ENDPOINTS = 10;
/** How long the secret before the newest still signs, in milliseconds: 24 h. */
export const WEBHOOK_SECRET_OVERLAP_MS = 24 * 3_600_000;

export const WebhookUrl = z
  .string()
  .min(1)
  .max(2_048)
  .describe(
    'Where events are posted to: https, without user name, password or fragment; at most 2,048 characters.',
  );

export const WebhookEventTypes = z
  .array(EventType)
  .max(100)
  .describe('Types wanted; empty = all, those added later included.');

/** Where a participant has its events sent. */
export const WebhookEndpoint = z
  .strictObject({
    endpointId: WebhookEndpointId,
    participantId: ParticipantId,
    url: WebhookUrl,
    eventTypes: WebhookEventTypes,
    status: z
      .enum(['ACTIVE', 'DISABLED'])
      .describe('A disabled endpoint gets nothing; what waits for it goes on when it is enabled.'),
    statusReason: z
      .enum(['BY_OWNER', 'GONE', 'DELIVERY_DEAD'])
      .nullable()
      .describe(
        'BY_OWNER disabled by you, GONE disabled because it answered 410, DELIVERY_DEAD an event was given up after 72 hours; null while all is well.',
      ),
    pending: z.int().nonnegative().describe('Events on their way to it.'),
    dead: z.int().nonnegative().describe('Events given up after 72 hours; replay them once it is mended.'),
    secretsEnd: z
      .array(Instant.nullable().describe('When it stops signing, UTC; null for the newest.'))
      .max(2)
      .describe('Ends of the secrets that sign at present, the newest first.'),
    createdAt: Instant.describe('When it was registered, UTC.'),
  })
  .meta({ id: 'WebhookEndpoint', description: 'Where a participant has its events sent.' });
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

/** An endpoint with its newest secret, shown to whoever made it. */
export const WebhookEndpointWithSecret = z
  .strictObject({
    endpoint: WebhookEndpoint,
    secret: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]+=*$/)
      .describe(
        'Secret that deliveries are signed with (Standard Webhooks). It is not shown again: keep it safe.',
      ),
  })
  .meta({ id: 'WebhookEndpointWithSecret', description: 'A webhook endpoint and its newest secret.' });
export type WebhookEndpointWithSecret = z.infer<typeof WebhookEndpointWithSecret>;
