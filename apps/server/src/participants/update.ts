import { appendEntry } from '../audit/append.ts';
import { personOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { lockAdmission } from './lock-admission.ts';
import { participantView } from './participant-view.ts';
import { findAdmitted } from './take-step.ts';

/** Names and limit of a participant. */
export const updateParticipant: Handler<'participants.update'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId, name, callsPerMinute } = input;
  return services.operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    await lockAdmission(tx, participantId);
    const row = await findAdmitted(tx, participantId);
    if (earlierResult !== undefined) return participantView(row);
    const changed = await tx.participant.update({
      where: { id: participantId },
      data: {
        ...(name === undefined ? {} : { nameZh: name.zh, nameEn: name.en }),
        ...(callsPerMinute === undefined ? {} : { callsPerMinute }),
      },
    });
    const facts = (each: typeof row) => ({
      name: { zh: each.nameZh, en: each.nameEn },
      callsPerMinute: each.callsPerMinute,
    });
    await appendEntry(services, tx, {
      kind: 'PARTICIPANT_CHANGED',
      actor: personOf(principal),
      ...{ participantId, subjectId: null, consentId: null },
      detail: { before: facts(row), after: facts(changed) },
    });
    await complete(tx, participantId);
    return participantView(changed);
  });
};
