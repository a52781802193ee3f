import type { EventType } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';

/** Events that tell a bank of a stop. */
const STOP_EVENTS: ReadonlySet<string> = new Set<EventType>([
  'cn.xinqiao.consent.paused.v1',
  'cn.xinqiao.consent.revoked.v1',
  'cn.xinqiao.consent.expired.v1',
]);

/**
 * Notes when a bank first had the news of a stop. Costs nothing for events of other types, and one indexed statement
 * for all of these together.
 */
export async function noteTold(
  tx: Tx,
  events: readonly { readonly id: string; readonly type: string }[],
  at: Date,
): Promise<void> {
  const ids = events.filter(({ type }) => STOP_EVENTS.has(type)).map(({ id }) => id);
  if (ids.length === 0) return;
  await tx.consentStop.updateMany({ where: { eventId: { in: ids }, toldAt: null }, data: { toldAt: at } });
}
