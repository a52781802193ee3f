import type { CaseId, Instant, MessageParameters, OperatorId, ParticipantId } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { changesOfFirms } from './of-authorities.ts';
import { endedContacts } from './of-contacts.ts';
import { type Telling, telling } from './telling.ts';
import { addressed } from './with-address.ts';

/** What is older was told long ago, or is of no use any more, in milliseconds. */
const RECENT_MS = 86_400_000;

/**
 * What people are told of though it is no event of a participant: acts that wait for a second person, emergencies,
 * answers to owners, changes of firms. Read from the rows themselves; what was told already is left out, and so is what
 * nobody has an address for: it would be looked up again every second of the day.
 */
export async function waitingTellings(tx: Tx, operatorId: OperatorId, now: Date): Promise<Telling[]> {
  const all = [
    ...(await operatorTellings(tx, operatorId, now)),
    ...(await answersToOwners(tx, operatorId, now)),
    ...(await changesOfFirms(tx, since(now), now)),
    ...(await endedContacts(tx, since(now), now)),
  ];
  const about = { eventId: { in: all.map((each) => each.about) } };
  const told = new Set(
    all.length === 0
      ? []
      : (await tx.notification.findMany({ where: about, select: { eventId: true } })).map(
          ({ eventId }) => eventId,
        ),
  );
  return addressed(
    tx,
    all.filter((each) => !told.has(each.about)),
  );
}

async function operatorTellings(tx: Tx, operatorId: OperatorId, now: Date): Promise<Telling[]> {
  const operator = await tx.participant.findFirst({ where: { kind: 'OPERATOR', operatorId } });
  if (operator === null) return [];
  const audience = { participantId: operator.id as ParticipantId, offices: ['SECURITY'] } as const;
  const proposals = await tx.proposal.findMany({ where: { status: 'OPEN', expiresAt: { gt: now } } });
  const emergencies = await tx.breakGlass.findMany({ where: { openedAt: { gt: since(now) } } });
  return [
    ...proposals.map(({ id, kind, proposedAt, expiresAt }) =>
      telling({
        ...{ about: id, topic: id, happenedAt: proposedAt, audience, template: 'proposal-waiting' },
        parameters: () => ({ proposal: proposalOf(kind), until: instant(expiresAt) }),
      }),
    ),
    ...emergencies.map(({ id, openedAt, expiresAt }) =>
      telling({
        ...{ about: id, topic: id, happenedAt: openedAt, audience, template: 'break-glass-opened' },
        parameters: () => ({ at: instant(openedAt), until: instant(expiresAt) }),
      }),
    ),
  ];
}

/** A case of an owner; banks hear of theirs by an event. */
async function answersToOwners(tx: Tx, operatorId: OperatorId, now: Date): Promise<Telling[]> {
  const rows = await tx.supportCase.findMany({
    where: { operatorId, participantId: null, identityId: { not: null }, answeredAt: { gt: since(now) } },
  });
  return rows.flatMap(({ id, identityId, answeredAt }) =>
    identityId === null || answeredAt === null
      ? []
      : telling({
          // A case can be answered again.
          about: `${id} ${answeredAt.toISOString()}`,
          topic: id,
          happenedAt: answeredAt,
          audience: { identityId },
          template: 'own-case-updated',
          parameters: () => ({ case: id as CaseId, status: 'ANSWERED' }),
        }),
  );
}

type ProposalKind = MessageParameters<'proposal-waiting'>['proposal'];
const PROPOSALS: readonly ProposalKind[] = ['PARTICIPANT_STATUS', 'STAFF', 'APPLICATION_KEY'];
const proposalOf = (kind: string): ProposalKind => PROPOSALS.find((each) => each === kind) ?? 'OTHER';

const since = (now: Date): Date => new Date(now.getTime() - RECENT_MS);
const instant = (date: Date): Instant => date.toISOString() as Instant;
