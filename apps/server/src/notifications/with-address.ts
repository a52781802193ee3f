import type { Tx } from '@xinqiao/db';
import type { Telling } from './telling.ts';

/** Those that somebody of their audience had an address for when it happened, and has still. */
export async function addressed(tx: Tx, tellings: readonly Telling[]): Promise<Telling[]> {
  if (tellings.length === 0) return [];
  const audiences = tellings.map(({ audience }) => audience);
  const people = audiences.flatMap((each) => ('identityId' in each ? [each.identityId] : []));
  const participants = audiences.flatMap((each) => ('offices' in each ? [each.participantId] : []));
  const contacts = await tx.contact.findMany({
    where: {
      endedAt: null,
      OR: [
        { identityId: { in: [...new Set(people)] } },
        { participantId: { in: [...new Set(participants)] } },
      ],
    },
    select: { identityId: true, participantId: true, kind: true, createdAt: true },
  });
  const ofPeople = Map.groupBy(contacts, ({ identityId }) => identityId);
  const ofParticipants = Map.groupBy(contacts, ({ participantId }) => participantId);
  return tellings.filter(({ audience, happenedAt }) => {
    // It was somebody's address, whatever became of it.
    if ('endedContactId' in audience) return true;
    const theirs =
      'offices' in audience
        ? ofParticipants
            .get(audience.participantId)
            ?.filter(({ kind }) => audience.offices.some((office) => office === kind))
        : ofPeople.get(audience.identityId);
    return theirs?.some(({ createdAt }) => createdAt <= happenedAt) ?? false;
  });
}
