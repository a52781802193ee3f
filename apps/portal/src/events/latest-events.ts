import type { CloudEvent } from '@xinqiao/contracts';

/** Events in one reading; the platform gives no more. */
export const READ_AT_ONCE = 100;
/** As few as are worth showing. */
const ENOUGH = 20;

interface EventPage {
  readonly items: readonly CloudEvent[];
  readonly nextCursor: string;
}

/**
 * The latest events, newest first: at least 20 where there are, at most 100.
 *
 * The stream is read forward only, so its end is sought by steps that double while full pages follow and halve past
 * the end: some 40 readings for a stream of millions, one for most.
 *
 * @param read Up to 100 events after a cursor, oldest first; from the oldest kept without one.
 */
export async function latestEvents(read: (after?: string) => Promise<EventPage>): Promise<CloudEvent[]> {
  let last = await read();
  if (last.items.length < READ_AT_ONCE) return [...last.items].reverse();
  // A full page ends here; more may follow.
  let from = BigInt(last.nextCursor);
  for (let step = 1n, growing = true; step > 0n; ) {
    const page = await read(String(from + step));
    if (page.items.length === READ_AT_ONCE) {
      last = page;
      from = BigInt(page.nextCursor);
      if (growing) step *= 2n;
    } else if (page.items.length >= ENOUGH) return [...page.items].reverse();
    else {
      growing = false;
      step /= 2n;
    }
  }
  // Fewer than enough follow: those, and what went before.
  const rest = await read(String(from));
  return [...last.items, ...rest.items].slice(-READ_AT_ONCE).reverse();
}
