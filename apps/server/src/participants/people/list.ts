import { type Person, PlatformError, personRolesOf } from '@xinqiao/contracts';
import type { Handler } from '../../http/run-operation.ts';

/** Everybody who works or worked for a bank or the regulator. The operator’s own stand under `staff.list`. */
export const listPeople: Handler<'participants.listPeople'> = ({ services, principal }, { participantId }) =>
  services.operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    const participant = await tx.participant.findUnique({ where: { id: participantId } });
    if (participant === null) throw new PlatformError('PARTICIPANT_NOT_FOUND');
    if (personRolesOf(participant.kind).length === 0) return { items: [] };
    const rows = await tx.identity.findMany({ where: { participantId }, orderBy: { id: 'asc' } });
    return {
      items: rows.map(
        ({ id, displayName, roles, status }) =>
          ({ identityId: id, participantId, name: displayName, roles, status }) as Person,
      ),
    };
  });
