import type { Handler } from './operation-handler.ts';
import { noteTold } from './stop-records.ts';

/** The bank's own events, in order; with `waitSeconds` the answer comes as soon as there is one. */
export const listEvents: Handler<'events.list'> = async (
  { platform: { events, state, clock }, principal: { participantId }, leaving },
  { after: cursor = '0', types, limit, waitSeconds },
) => {
  const after = BigInt(cursor);
  const read = () => events.read(participantId, { after, types, limit });
  // In real time: nobody can advance the platform's clock while a call waits for it.
  const end = Date.now() + waitSeconds * 1000;
  let items = read();
  while (items.length === 0 && !leaving.aborted && Date.now() < end) {
    await events.next(end - Date.now(), leaving);
    items = read();
  }
  noteTold(state, items, clock.instant());
  return { items: [...items], nextCursor: items.at(-1)?.sequence ?? cursor.padStart(20, '0') };
};
