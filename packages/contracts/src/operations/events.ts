import { z } from 'zod';
import { CloudEvent, EVENT_TYPE_NAMES, type EventType } from '../events/index.ts';
import { EventId } from '../identifiers/index.ts';
import { operation } from './operation.ts';

/** Longest long poll, in seconds. */
const LONGEST_WAIT_SECONDS = 25;

const KNOWN: ReadonlySet<string> = new Set(EVENT_TYPE_NAMES);

/** A place in the stream: what an event bears as `sequence`. */
export const EventCursor = z
  .string()
  // Nothing else is looked at in a text that is no number.
  .regex(/^[0-9]{1,20}$/, { abort: true })
  .refine((text) => BigInt(text) < 2n ** 63n, 'there is no such place in the stream')
  .describe('Place in the stream: `sequence` of an event, or `nextCursor`.');

/** Types with commas between, as a query can carry them. */
export const EventTypeList = z
  .string()
  .max(4_000)
  .transform((text) => text.split(',').map((type) => type.trim()))
  .refine((types): types is EventType[] => types.every((type) => KNOWN.has(type)), 'a type is not known')
  .describe('Types wanted, with commas between; default all.');

export const listEvents = operation({
  name: 'events.list',
  method: 'GET',
  path: '/v1/events',
  summary: {
    zh: '按顺序读取本机构的事件，可等待新事件（保留九十天）',
    en: 'Read own events in order, waiting for new ones if asked to (kept for ninety days)',
  },
  scope: 'events:read',
  input: z.strictObject({
    after: EventCursor.optional().describe(
      '`nextCursor` of the last answer, or `sequence` of the last event known; the oldest kept without it.',
    ),
    types: EventTypeList.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20).describe('Most events, 1–100; default 20.'),
    waitSeconds: z.coerce
      .number()
      .int()
      .min(0)
      .max(LONGEST_WAIT_SECONDS)
      .default(0)
      .describe('How long to wait when there is none yet, 0–25 seconds; default 0.'),
  }),
  output: z
    .strictObject({
      items: z.array(CloudEvent).describe('Events after the cursor, in order.'),
      nextCursor: z.string().describe('Cursor for the next call; the one of this call when there was none.'),
    })
    .meta({ id: 'EventList', description: 'Events of a participant, in order.' }),
});

export const getEvent = operation({
  name: 'events.get',
  method: 'GET',
  path: '/v1/events/{eventId}',
  summary: { zh: '查询一个事件', en: 'Read one event' },
  scope: 'events:read',
  input: z.strictObject({ eventId: EventId }),
  output: CloudEvent,
  errors: ['EVENT_NOT_FOUND'],
});
