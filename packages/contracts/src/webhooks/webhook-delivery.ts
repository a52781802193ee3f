import { z } from 'zod';
import { EventId, WebhookEndpointId } from '../identifiers/index.ts';
import { Instant } from '../values/index.ts';

/** Why an attempt did not deliver. */
export const DeliveryError = z
  .enum([
    'STATUS_NOT_2XX',
    'REDIRECTED',
    'GONE',
    'URL_NOT_ALLOWED',
    'ADDRESS_NOT_ALLOWED',
    'NAME_NOT_RESOLVED',
    'CONNECTION_FAILED',
    'TLS_FAILED',
    'TIMED_OUT',
    'RESPONSE_TOO_LARGE',
    'RESPONSE_BROKEN',
    'INTERRUPTED',
    'INTERNAL',
  ])
  .describe(
    'STATUS_NOT_2XX answered with another status, REDIRECTED redirects are not followed, GONE answered 410, ADDRESS_NOT_ALLOWED the host is not on the public internet, TIMED_OUT no complete answer in 15 s, RESPONSE_TOO_LARGE more than 64 KiB, INTERRUPTED and INTERNAL are ours.',
  );
export type DeliveryError = z.infer<typeof DeliveryError>;

export const DeliveryStatus = z
  .enum(['PENDING', 'DELIVERED', 'DEAD'])
  .describe('PENDING is tried for 72 hours, DELIVERED was answered with 2xx, DEAD was given up.');
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** One event on its way to one endpoint. */
export const WebhookDelivery = z
  .strictObject({
    endpointId: WebhookEndpointId,
    eventId: EventId,
    type: z.string().describe('Type of the event.'),
    subject: z.string().describe('What the event is about; events of one subject arrive in order.'),
    sequence: z.string().describe('Place of the event in the stream, 20 digits.'),
    status: DeliveryStatus,
    attempts: z.int().nonnegative().describe('Attempts so far, since it was queued last.'),
    lastStatus: z.int().nullable().describe('HTTP status of the last answer; null without one.'),
    lastError: DeliveryError.nullable().describe(
      'Why the last attempt did not deliver; null when none failed.',
    ),
    nextAttemptAt: Instant.nullable().describe('When it is tried next, UTC; null once it is over.'),
    deliveredAt: Instant.nullable().describe('When the endpoint took it, UTC; null before.'),
  })
  .meta({ id: 'WebhookDelivery', description: 'One event on its way to one endpoint.' });
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;
