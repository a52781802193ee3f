import type { Person } from '@xinqiao/contracts';
import type { Handler } from '../../http/run-operation.ts';
import { personProposal } from './person-proposal.ts';

/** The people of one’s own bank, and what the operator proposed about them (row security shows no other’s). */
export const listOwnPeople: Handler<'people.listOwn'> = ({ services, principal: { participantId } }) =>
  services.database.transaction({ participantId }, async (tx) => {
    const people = await tx.identity.findMany({ where: { participantId }, orderBy: { id: 'asc' } });
    const rows = await tx.proposal.findMany({
      where: {
        ...{ kind: 'PERSON', status: 'OPEN', expiresAt: { gt: services.clock.now() } },
        payload: { path: ['participantId'], equals: participantId },
      },
      orderBy: { id: 'desc' },
    });
    const proposals = [];
    for (const row of rows) proposals.push(await personProposal(tx, services.vault, row));
    const items = people.map(
      ({ id, displayName, roles, status }) =>
        ({ identityId: id, participantId, name: displayName, roles, status }) as Person,
    );
    return { items, proposals };
  });
