import { PlatformError } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import type { Clock } from '../clock.ts';

/** Most cases of one asker that wait for an answer. */
const MOST_WAITING = 20;
/** Most cases one asker opens on one day, Asia/Shanghai, whatever became of them. */
const MOST_OPENED = 50;
/** Most messages of a case to which its asker still adds; a case shows as many, the last ones. */
export const MOST_MESSAGES = 100;

/** Whose cases are counted: a bank's, or a person's for whomever she acts. */
type Asker = { readonly participantId: string } | { readonly identityId: string };

/** @throws {PlatformError} `CASE_LIMIT_REACHED` */
export async function requireRoomForCase(tx: Tx, clock: Clock, asker: Asker): Promise<void> {
  const waiting = await tx.supportCase.count({ where: { ...asker, status: { in: ['OPEN', 'ASSIGNED'] } } });
  const openedAt = { gte: new Date(`${clock.today()}T00:00:00+08:00`) };
  const opened = await tx.supportCase.count({ where: { ...asker, openedAt } });
  if (waiting >= MOST_WAITING || opened >= MOST_OPENED) throw new PlatformError('CASE_LIMIT_REACHED');
}

/**
 * The number of the next message. The operator answers also where the asker may add nothing more: it takes a reply,
 * or the operator itself, to make a further answer possible.
 *
 * @throws {PlatformError} `CASE_LIMIT_REACHED`
 */
export async function nextMessageNumber(tx: Tx, caseId: string, side: string): Promise<number> {
  const { _max } = await tx.supportMessage.aggregate({ where: { caseId }, _max: { number: true } });
  const number = (_max.number ?? 0) + 1;
  if (side !== 'OPERATOR' && number > MOST_MESSAGES) throw new PlatformError('CASE_LIMIT_REACHED');
  return number;
}
