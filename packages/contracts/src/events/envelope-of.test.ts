import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CloudEvent, isKnownEvent, ReceivedEvent } from './cloud-event.ts';
import { envelopeOf, type Occurrence, sequenceOf } from './envelope-of.ts';
import type { EventType } from './event-type.ts';

const id = (prefix: string) => `${prefix}_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77`;

const REVOKED = {
  consentId: id('cns'),
  subjectId: id('sub'),
  status: 'REVOKED',
  revision: 2,
  reason: 'OWNER_STOPPED',
  by: 'OWNER',
};

/** A consent that was revoked; each test names only the fact it is about. */
const occurrence = (fact: object = {}) =>
  ({
    id: id('evt'),
    operatorId: 'bozhou',
    type: 'cn.xinqiao.consent.revoked.v1',
    time: '2026-11-21T08:00:00.000Z',
    subject: id('sub'),
    recipient: id('ptc'),
    position: 41n,
    data: REVOKED,
    ...fact,
  }) as unknown as Occurrence<EventType>;

describe('envelopeOf · CloudEvents 1.0 JSON format', () => {
  it('carries every attribute the specification requires, and ours', () => {
    expect(envelopeOf(occurrence())).toEqual({
      specversion: '1.0',
      id: id('evt'),
      source: 'urn:xinqiao:operator:bozhou',
      type: 'cn.xinqiao.consent.revoked.v1',
      time: '2026-11-21T08:00:00.000Z',
      subject: id('sub'),
      datacontenttype: 'application/json',
      dataschema: 'urn:xinqiao:event:cn.xinqiao.consent.revoked.v1',
      operatorid: 'bozhou',
      recipient: id('ptc'),
      sequence: '00000000000000000041',
      data: REVOKED,
    });
  });

  it('names attributes in lower-case letters and digits (CloudEvents 1.0 §3)', () => {
    for (const name of Object.keys(envelopeOf(occurrence()))) expect(name).toMatch(/^[a-z0-9]{1,20}$/);
  });

  it('gives the same text whatever the order its data were written in', () => {
    const data = Object.fromEntries(Object.entries(REVOKED).reverse());
    expect(JSON.stringify(envelopeOf(occurrence({ data })))).toBe(JSON.stringify(envelopeOf(occurrence())));
  });

  it.each<[string, object]>([
    ['data beyond the contract, such as a name', { data: { ...REVOKED, name: '亳州示例药材有限公司' } }],
    ['data of another type', { type: 'cn.xinqiao.consent.granted.v1' }],
    ['a type that is not declared', { type: 'cn.xinqiao.consent.revoked.v2' }],
    ['a negative position', { position: -1n }],
    ['an empty subject', { subject: '' }],
    ['an instant of another spelling', { time: '2026-11-21T08:00:00Z' }],
    ['an id of something else', { id: id('cns') }],
  ])('refuses %s', (_, fact) => {
    expect(() => envelopeOf(occurrence(fact))).toThrow();
  });
});

describe('sequenceOf · CloudEvents extension sequence', () => {
  it('text order is the order of positions', () => {
    const position = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
    fc.assert(fc.property(position, position, (a, b) => a < b === sequenceOf(a) < sequenceOf(b)));
  });
});

describe('ReceivedEvent', () => {
  const event = envelopeOf(occurrence());
  const later = {
    ...event,
    type: 'cn.xinqiao.consent.revoked.v2',
    dataschema: 'urn:xinqiao:event:cn.xinqiao.consent.revoked.v2',
    data: { whatever: 1 },
  };

  it('reads an event it knows', () => {
    const read = ReceivedEvent.parse(event);
    expect(isKnownEvent(read) && read.type === 'cn.xinqiao.consent.revoked.v1' && read.data.revision).toBe(2);
  });

  it('reads an event of a type added later, its data as they are', () => {
    const read = ReceivedEvent.parse(later);
    expect(isKnownEvent(read)).toBe(false);
    expect(read.data).toEqual({ whatever: 1 });
  });

  it('passes over attributes added later', () => {
    expect(ReceivedEvent.parse({ ...event, traceparent: '00-1' })).toEqual(event);
  });

  it('does not take a known type with other data for an unknown one', () => {
    expect(ReceivedEvent.safeParse({ ...event, data: { whatever: 1 } }).success).toBe(false);
  });

  it.each(['constructor', '__proto__', 'toString'])('does not know a type named %s', (type) => {
    expect(CloudEvent.safeParse({ ...event, type }).success).toBe(false);
  });

  it.each(Object.keys(event))('refuses an event without %s', (name) => {
    const { [name as 'id']: _, ...rest } = event;
    expect(ReceivedEvent.safeParse(rest).success).toBe(false);
  });
});
