import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rows } from '../support/rows.ts';
import {
  BANK,
  type EventWorld,
  foundEventWorld,
  OTHER_BANK,
  subjectOf,
  until,
} from './support/event-world.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';

const DEEP = 20_000;

describe('a queue of one subject that is twenty thousand events deep behind one that hangs', () => {
  let world: EventWorld;
  let hanging: Receiver;
  let other: Receiver;
  beforeAll(async () => {
    world = await foundEventWorld();
    [hanging, other] = await Promise.all([startReceiver(), startReceiver()]);
    hanging.answer(() => undefined); // never
    const endpoint = await world.endpoint(hanging.url);
    await world.endpoint(other.url, { of: OTHER_BANK });
    const key = subjectOf(1);
    await rows(
      world.database,
      `INSERT INTO event (id, position, operator_id, participant_id, type, ordering_key, occurred_at, data)
       SELECT 'evt_00000000-0000-7000-8000-' || lpad(n::text, 12, '0'), n, 'bozhou', $1, 'cn.xinqiao.webhook.test.v1', $2, now(), jsonb_build_object('endpointId', $3::text)
       FROM generate_series(1, ${DEEP}) AS n`,
      [BANK, key, endpoint],
    );
    await rows(
      world.database,
      `INSERT INTO webhook_delivery
         (endpoint_id, event_id, participant_id, position, ordering_key, status, due_since, next_attempt_at)
       SELECT $1, 'evt_00000000-0000-7000-8000-' || lpad(n::text, 12, '0'), $2, n, $3, 'PENDING', now(), now() - interval '1 second'
       FROM generate_series(1, ${DEEP}) AS n`,
      [endpoint, BANK, key],
    );
    // The planner knows the table then, as it would after a day.
    await rows(world.database, 'ANALYZE');
    await world.startWorker();
  }, 120_000);
  afterAll(async () => {
    await world.close();
    await Promise.all([hanging.close(), other.close()]);
  });

  it('holds up no other bank', async () => {
    await until(async () => hanging.received.length > 0);
    const eventId = await world.tell(subjectOf(2), { to: OTHER_BANK });
    await until(async () => (await world.delivery(eventId)).status === 'DELIVERED');
    expect(hanging.received).toHaveLength(1);
  });
});
