import type { Instant } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { type Telling, telling } from './telling.ts';

/**
 * Addresses of people that were replaced or ended: the address itself is told, for whoever took her place would not
 * tell her. One that she gave again, in another language say, is still hers, and hears nothing.
 */
export async function endedContacts(tx: Tx, since: Date, now: Date): Promise<Telling[]> {
  const ended = await tx.contact.findMany({
    where: { identityId: { not: null }, endedAt: { gt: since, lte: now } },
  });
  const addressHash = { in: ended.map((each) => each.addressHash) };
  const same = ended.length === 0 ? [] : await tx.contact.findMany({ where: { addressHash } });
  // Ids sort by time.
  const givenAgain = (of: (typeof ended)[number]) =>
    same.some(
      (each) => each.identityId === of.identityId && each.addressHash === of.addressHash && each.id > of.id,
    );
  return ended
    .filter((each) => !givenAgain(each))
    .map(({ id, endedAt }) =>
      telling({
        ...{ about: `${id} ended`, topic: id, happenedAt: endedAt ?? now },
        ...{ audience: { endedContactId: id }, template: 'contact-ended' },
        parameters: () => ({ at: (endedAt ?? now).toISOString() as Instant }),
      }),
    );
}
