import {
  CloudEvent,
  EVENT_MEDIA_TYPE,
  EVENT_TYPE_NAMES,
  EVENT_TYPES,
  type EventType,
  eventComponent,
} from '@xinqiao/contracts';
import { z } from 'zod';

type JsonObject = Record<string, unknown>;

/** The AsyncAPI 3.0 document of what the platform sends, derived from the events of the contract. */
export function asyncApiDocument(): JsonObject {
  return {
    asyncapi: '3.0.0',
    id: 'urn:xinqiao:events',
    info: {
      title: 'Xinqiao 信桥 events',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: EVENT_MEDIA_TYPE,
    channels: {
      webhook: {
        // Null as the specification has it where the address is known only at run time.
        address: null,
        title: 'Webhook endpoint',
        description:
          'An https address of the participant, registered with the platform. 参与方登记的 https 推送地址。',
        messages: eachType((type) => ({ $ref: `#/components/messages/${eventComponent(type)}` })),
      },
    },
    operations: {
      deliverEvent: {
        action: 'send',
        channel: { $ref: '#/channels/webhook' },
        summary:
          'The platform delivers one event in one request, until it is answered with 2xx or 72 hours are over.',
        description: '平台每次请求推送一个事件，直到收到 2xx 答复或满 72 小时。',
        bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
        messages: EVENT_TYPE_NAMES.map((type) => ({
          $ref: `#/channels/webhook/messages/${eventComponent(type)}`,
        })),
      },
    },
    components: {
      messages: eachType((type) => ({
        name: type,
        title: EVENT_TYPES[type].summary.en,
        summary: EVENT_TYPES[type].summary.en,
        description: EVENT_TYPES[type].summary.zh,
        contentType: EVENT_MEDIA_TYPE,
        headers: { $ref: '#/components/schemas/WebhookHeaders' },
        payload: { $ref: `#/components/schemas/${eventComponent(type)}` },
      })),
      schemas: { WebhookHeaders: WEBHOOK_HEADERS, ...eventSchemas() },
    },
  };
}

const DESCRIPTION = [
  'Events in the JSON format of CloudEvents 1.0, delivered at least once and in order per `subject`.',
  'Deliveries are signed after Standard Webhooks: verify the signature over the raw body, check `recipient`, and pass over an `id` you have already.',
  'The public keys are at `/.well-known/xinqiao-webhook-keys.json`. The same events can be read with `GET /api/v1/events`, see the OpenAPI document.',
  '事件采用 CloudEvents 1.0 JSON 格式，至少推送一次，同一 `subject` 内保持顺序。请对原始请求体验签，核对 `recipient`，并按 `id` 去重。公钥见 `/.well-known/xinqiao-webhook-keys.json`；同样的事件也可用 `GET /api/v1/events` 读取。',
].join('\n\n');

const WEBHOOK_HEADERS = {
  type: 'object',
  description: 'Headers of a delivery, Standard Webhooks.',
  required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  properties: {
    'webhook-id': {
      type: 'string',
      description: '`id` of the event, the same at every attempt.',
      examples: ['evt_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77'],
    },
    'webhook-timestamp': {
      type: 'string',
      pattern: '^[0-9]+$',
      description:
        'Time of this attempt, seconds since 1970-01-01 UTC; refuse what is more than 5 minutes away.',
      examples: ['1795248000'],
    },
    'webhook-signature': {
      type: 'string',
      description:
        'Signatures over `id.timestamp.body`, separated by spaces: `v1,` and base64 HMAC-SHA256 with a secret of the endpoint, `v1a,` and base64 Ed25519 by the platform; up to two of each during rotation. One that verifies is enough.',
    },
  },
};

const eachType = (of: (type: EventType) => JsonObject): JsonObject =>
  Object.fromEntries(EVENT_TYPE_NAMES.map((type) => [eventComponent(type), of(type)]));

/** The events and everything they refer to, by name, in the dialect AsyncAPI 3.0 builds on (JSON Schema draft 7). */
function eventSchemas(): JsonObject {
  const { definitions } = z.toJSONSchema(CloudEvent, { target: 'draft-7' }) as JsonObject;
  const text = JSON.stringify(definitions).replaceAll('"#/definitions/', '"#/components/schemas/');
  const schemas = Object.entries(JSON.parse(text) as Record<string, JsonObject>);
  return Object.fromEntries(schemas.sort(([a], [b]) => a.localeCompare(b, 'en')));
}
