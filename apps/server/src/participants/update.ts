import { inUse, type ParticipantId } from '@xinqiao/contracts';
import { appendEntry } from '../audit/append.ts';
import type { Handler, InputOf } from '../http/run-operation.ts';
import { actOnAdmission } from './changes/act-on-admission.ts';
import { type AdmissionAct, inTheLog } from './changes/admission-act.ts';
import { participantView } from './participant-view.ts';
import { findAdmitted } from './take-step.ts';

type Input = InputOf<'participants.update'>;

/** Names and limit. Of a participant in use, one person alone only lets it call more often. */
export const participantChange: AdmissionAct<Input> = {
  participantOf: async (_tx, { participantId }) => participantId,
  idOf: ({ participantId }) => participantId,
  async plan(services, tx, { participantId, name, callsPerMinute }) {
    const row = await findAdmitted(tx, participantId);
    const facts = (each: typeof row) => ({
      name: { zh: each.nameZh, en: each.nameEn },
      callsPerMinute: each.callsPerMinute,
    });
    const renamed = name !== undefined && (name.zh !== row.nameZh || name.en !== row.nameEn);
    const slowed = callsPerMinute !== undefined && callsPerMinute < row.callsPerMinute;
    return {
      participant: row,
      before: {
        ...(name === undefined ? {} : { name: facts(row).name }),
        ...(callsPerMinute === undefined ? {} : { callsPerMinute: row.callsPerMinute }),
      },
      needsTwo: inUse(row) && (renamed || slowed),
      async carryOut(by) {
        const changed = await tx.participant.update({
          where: { id: participantId },
          data: {
            ...(name === undefined ? {} : { nameZh: name.zh, nameEn: name.en }),
            ...(callsPerMinute === undefined ? {} : { callsPerMinute }),
          },
        });
        await appendEntry(services, tx, {
          ...{ kind: 'PARTICIPANT_CHANGED', actor: by.person },
          ...{ participantId: participantId as ParticipantId, subjectId: null, consentId: null },
          detail: { before: facts(row), after: facts(changed), ...inTheLog(by) },
        });
      },
    };
  },
};

export const updateParticipant: Handler<'participants.update'> = (context, input) =>
  actOnAdmission(context, 'participants.update', participantChange, input, async (tx, { id, result }) => ({
    ...result,
    participant: participantView(await findAdmitted(tx, id)),
  }));
