import { randomInt } from 'node:crypto';
import { monthOf } from '@xinqiao/contracts';
import { countCall as count, type Tx } from '@xinqiao/db';
import type { Principal } from '../http/principal.ts';
import type { Services } from '../services.ts';
import { type Rate, WINDOW_SECONDS } from './rate.ts';

/** Rows that one count is spread over. */
const SLOTS = 16;
/** What stands in place of an application where staff call from our consoles. */
export const CONSOLE = 'console';

export type Caller =
  | Pick<Extract<Principal, { kind: 'application' }>, 'kind' | 'participantId' | 'applicationId'>
  | Pick<Extract<Principal, { kind: 'person' }>, 'kind' | 'participantId'>;

export const randomSlot = (): number => randomInt(SLOTS);
export const meteredAs = (caller: Caller): string =>
  caller.kind === 'application' ? caller.applicationId : CONSOLE;

/**
 * Counts a call towards the participant’s limit of this minute, which all nodes share, and on its meter.
 *
 * Call it last in the transaction that made sure who calls, and `admit` the rate once that has committed: a refused
 * call uses its proof up and counts in the window, but is not metered.
 *
 * Minutes are those of the real time, on which nodes agree as closely as their clocks do; months those of the business
 * clock, like the entries of the log.
 */
export async function countCall(
  { clock, tokenClock }: Pick<Services, 'clock' | 'tokenClock'>,
  tx: Tx,
  caller: Caller,
): Promise<Rate> {
  const seconds = Math.floor(tokenClock.now().getTime() / 1000);
  const windowSeconds = seconds - (seconds % WINDOW_SECONDS);
  const { limit, used } = await count(tx, {
    participantId: caller.participantId,
    applicationId: meteredAs(caller),
    month: monthOf(clock.instant()),
    windowStart: new Date(windowSeconds * 1000),
    slot: randomSlot(),
  });
  return { limit, used, resetSeconds: windowSeconds + WINDOW_SECONDS - seconds };
}
