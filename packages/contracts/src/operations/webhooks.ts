import { z } from 'zod';
import { EventId, WebhookEndpointId } from '../identifiers/index.ts';
import { Instant } from '../values/index.ts';
import {
  DeliveryStatus,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
  WebhookEventTypes,
  WebhookUrl,
} from '../webhooks/index.ts';
import { EventCursor } from './events.ts';
import { operation } from './operation.ts';
import { PageInput, page } from './page.ts';

/** Most events one replay queues. */
const MOST_REPLAYED = 10_000;

const OneEndpoint = z.strictObject({ endpointId: WebhookEndpointId });

export const createWebhook = operation({
  name: 'webhooks.create',
  method: 'POST',
  path: '/v1/webhooks',
  summary: {
    zh: '登记推送地址；签名密钥只显示一次',
    en: 'Register an address that events are sent to; its secret is shown once',
  },
  scope: 'webhooks:write',
  input: z.strictObject({ url: WebhookUrl, eventTypes: WebhookEventTypes.default([]) }),
  output: WebhookEndpointWithSecret,
  status: 201,
  errors: ['WEBHOOK_URL_REFUSED', 'WEBHOOK_LIMIT_REACHED'],
});

export const listWebhooks = operation({
  name: 'webhooks.list',
  method: 'GET',
  path: '/v1/webhooks',
  summary: { zh: '列出本机构的推送地址及其状态', en: 'List own webhook endpoints and how they stand' },
  scope: 'webhooks:write',
  input: z.strictObject({}),
  output: z
    .strictObject({ items: z.array(WebhookEndpoint).describe('Own endpoints, the newest first.') })
    .meta({ id: 'WebhookEndpoints', description: 'Webhook endpoints of one participant.' }),
});

export const updateWebhook = operation({
  name: 'webhooks.update',
  method: 'POST',
  path: '/v1/webhooks/{endpointId}',
  summary: { zh: '修改推送地址或事件类型', en: 'Change the address or the types of an endpoint' },
  scope: 'webhooks:write',
  input: z.strictObject({
    endpointId: WebhookEndpointId,
    url: WebhookUrl.optional(),
    eventTypes: WebhookEventTypes.optional(),
  }),
  output: WebhookEndpoint,
  errors: ['WEBHOOK_NOT_FOUND', 'WEBHOOK_URL_REFUSED'],
});

export const rotateWebhookSecret = operation({
  name: 'webhooks.rotateSecret',
  method: 'POST',
  path: '/v1/webhooks/{endpointId}/rotate-secret',
  summary: {
    zh: '更换签名密钥；旧密钥二十四小时内仍同时签名，期间再次更换则更早的密钥立即失效',
    en: 'Make a new secret; the one before signs beside it for 24 hours, unless another follows it meanwhile',
  },
  scope: 'webhooks:write',
  input: OneEndpoint,
  output: WebhookEndpointWithSecret,
  errors: ['WEBHOOK_NOT_FOUND'],
});

export const disableWebhook = operation({
  name: 'webhooks.disable',
  method: 'POST',
  path: '/v1/webhooks/{endpointId}/disable',
  summary: {
    zh: '停用推送地址；停用期间的新事件不排队，可在启用后重放',
    en: 'Disable an endpoint; events of the time until it is enabled are not queued, and can be replayed',
  },
  scope: 'webhooks:write',
  input: OneEndpoint,
  output: WebhookEndpoint,
  errors: ['WEBHOOK_NOT_FOUND'],
});

export const enableWebhook = operation({
  name: 'webhooks.enable',
  method: 'POST',
  path: '/v1/webhooks/{endpointId}/enable',
  summary: {
    zh: '启用推送地址；等待中的事件立即重新推送',
    en: 'Enable an endpoint; what waits for it is tried at once and for another 72 hours',
  },
  scope: 'webhooks:write',
  input: OneEndpoint,
  output: WebhookEndpoint,
  errors: ['WEBHOOK_NOT_FOUND', 'WEBHOOK_LIMIT_REACHED'],
});

export const testWebhook = operation({
  name: 'webhooks.test',
  method: 'POST',
  path: '/v1/webhooks/{endpointId}/test',
  summary: { zh: '向推送地址发送测试事件', en: 'Send a test event to an endpoint' },
  scope: 'webhooks:write',
  input: OneEndpoint,
  output: z.strictObject({ eventId: EventId }).meta({
    id: 'WebhookTest',
    description: 'The test event: look it up among the deliveries of the endpoint.',
  }),
  status: 201,
  errors: ['WEBHOOK_NOT_FOUND', 'WEBHOOK_DISABLED'],
});

export const listDeliveries = operation({
  name: 'webhooks.listDeliveries',
  method: 'GET',
  path: '/v1/webhooks/{endpointId}/deliveries',
  summary: { zh: '列出向推送地址的投递情况', en: 'List deliveries to an endpoint, newest first' },
  scope: 'webhooks:write',
  input: z.strictObject({
    ...PageInput.shape,
    cursor: EventCursor.optional(),
    endpointId: WebhookEndpointId,
    status: DeliveryStatus.optional(),
  }),
  output: page(WebhookDelivery, 'WebhookDeliveryPage'),
  errors: ['WEBHOOK_NOT_FOUND'],
});

export const replayEvents = operation({
  name: 'webhooks.replay',
  method: 'POST',
  path: '/v1/webhooks/{endpointId}/replay',
  summary: {
    zh: '重放九十天内的事件：一个、一段时间内或已放弃的',
    en: 'Send events of the last ninety days once more: one, those of a time, or those given up',
  },
  scope: 'webhooks:write',
  input: z
    .strictObject({
      endpointId: WebhookEndpointId,
      eventId: EventId.optional().describe('Only this event.'),
      from: Instant.optional().describe('Only events that happened at or after this instant, UTC.'),
      to: Instant.optional().describe('Only events that happened before this instant, UTC.'),
      onlyDead: z
        .boolean()
        .default(false)
        .describe(
          'Only deliveries given up after 72 hours; default false: also those delivered, and those never queued.',
        ),
      limit: z
        .int()
        .min(1)
        .max(MOST_REPLAYED)
        .default(MOST_REPLAYED)
        .describe('Most events, the oldest first, 1–10,000; default 10,000.'),
    })
    .refine(({ eventId, from, onlyDead }) => eventId !== undefined || from !== undefined || onlyDead, {
      message: 'Name eventId or from, or set onlyDead.',
      path: ['eventId'],
    }),
  output: z
    .strictObject({
      queued: z
        .int()
        .nonnegative()
        .describe('Events queued once more; those on their way already are not counted.'),
    })
    .meta({ id: 'ReplayedEvents', description: 'What a replay queued.' }),
  status: 201,
  errors: ['WEBHOOK_NOT_FOUND', 'EVENT_NOT_FOUND'],
});
