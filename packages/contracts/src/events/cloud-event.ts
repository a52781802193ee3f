import { z } from 'zod';
import { EventId, OperatorId, ParticipantId } from '../identifiers/index.ts';
import { Instant } from '../values/index.ts';
import { EVENT_TYPE_NAMES, EVENT_TYPES, type EventData, type EventType } from './event-type.ts';

/** Media type of one event (CloudEvents HTTP binding 1.0 §3.2, structured mode). */
export const EVENT_MEDIA_TYPE = 'application/cloudevents+json';

/** Members of every event (CloudEvents 1.0 §3), our three extensions among them. */
const membersOf = <Type extends z.ZodType, Schema extends z.ZodType, Data extends z.ZodType>(
  type: Type,
  dataschema: Schema,
  data: Data,
) => ({
  specversion: z.literal('1.0').describe('Version of the CloudEvents specification.'),
  id: EventId.describe('The same over all deliveries of the event: what a consumer tells repetitions by.'),
  source: z
    .string()
    .regex(/^urn:xinqiao:operator:[a-z][a-z0-9-]{1,30}$/)
    .describe('`urn:xinqiao:operator:` and the operator id. `sequence` orders the events of one source.'),
  type,
  time: Instant.describe('When it happened, UTC.'),
  subject: z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/)
    .describe('What it is about, as an id; events with the same `subject` are delivered in order.'),
  datacontenttype: z.literal('application/json').describe('Media type of `data`.'),
  dataschema,
  operatorid: OperatorId.describe('Operator of the platform. Extension.'),
  recipient: ParticipantId.describe('Whom the event is for. Extension; a consumer checks that it is meant.'),
  sequence: z
    .string()
    .regex(/^[0-9]{20}$/)
    .describe('Place in the stream, 20 digits: text order is stream order, gaps are normal. Extension.'),
  data,
});

/** Not strict: the platform may add attributes, and readers pass over those they do not know. */
const tolerant = { additionalProperties: true };

/** An event of a type that came into being after this version of the contract. */
export const UnknownEvent = z
  .object(
    membersOf(
      z
        .string()
        .regex(/^[a-z][a-z0-9.-]{1,200}$/)
        .refine((type) => !isEventType(type), 'data does not fit the type')
        .describe('What happened, of a type not listed here.'),
      z.string().min(1).describe('Names the schema of `data`.'),
      z.unknown().describe('Content, not checked.'),
    ),
  )
  .meta({ id: 'UnknownEvent', description: 'An event of a type added later.', ...tolerant });
export type UnknownEvent = z.output<typeof UnknownEvent>;

/** An event of a type this version of the contract knows. */
export type CloudEventOf<Type extends EventType> = Omit<UnknownEvent, 'type' | 'dataschema' | 'data'> & {
  type: Type;
  /** Names the schema of `data`. */
  dataschema: DataSchemaUri<Type>;
  data: EventData<Type>;
};
export type CloudEvent = { [Type in EventType]: CloudEventOf<Type> }[EventType];

type DataSchemaUri<Type extends string> = `urn:xinqiao:event:${Type}`;

/** URI of the schema of a type's data; the schema itself stands in the AsyncAPI document. */
export const dataSchemaUri = <const Type extends string>(type: Type): DataSchemaUri<Type> =>
  `urn:xinqiao:event:${type}`;

/** Name of a type's component: `ConsentRevokedV1`. */
export const eventComponent = (type: EventType): string =>
  type
    .replace('cn.xinqiao.', '')
    .split(/[.-]/)
    .map((word) => word[0]?.toUpperCase() + word.slice(1))
    .join('');

const schemaOf = (type: EventType) =>
  z
    .object(
      membersOf(
        z.literal(type).describe('What happened, with the version of `data`.'),
        z.literal(dataSchemaUri(type)).describe('Names the schema of `data`.'),
        EVENT_TYPES[type].data.describe('Ids, codes and instants; never personal data.'),
      ),
    )
    .meta({ id: eventComponent(type), description: `${EVENT_TYPES[type].summary.en}.`, ...tolerant });

const [first, ...others] = EVENT_TYPE_NAMES.map(schemaOf) as [
  ReturnType<typeof schemaOf>,
  ...ReturnType<typeof schemaOf>[],
];

/**
 * An event in the JSON format of CloudEvents 1.0, told apart by `type`.
 *
 * It is delivered at least once: keep each `id` until it can no longer come again (90 days with replays) and pass
 * over what was seen. Attributes that are not known are dropped.
 */
export const CloudEvent = z.discriminatedUnion('type', [
  first,
  ...others,
]) as unknown as z.ZodType<CloudEvent>;

/**
 * What a reader may meet: events it knows and events of types added after it was built. An event of a known type
 * whose data does not fit is neither. Told apart by {@link isKnownEvent}.
 */
export const ReceivedEvent: z.ZodType<ReceivedEvent> = z.union([CloudEvent, UnknownEvent]);
export type ReceivedEvent = CloudEvent | UnknownEvent;

/** Whether this version of the contract knows the type. After it, `type` tells what `data` is. */
export const isKnownEvent = (event: ReceivedEvent): event is CloudEvent => isEventType(event.type);

const isEventType = (type: string): type is EventType => Object.hasOwn(EVENT_TYPES, type);
