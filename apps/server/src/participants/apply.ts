import type { Participant, ParticipantId } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { personOf } from '../http/principal.ts';
import type { Handler, InputOf } from '../http/run-operation.ts';
import { participantView } from './participant-view.ts';
import type { AdmissionServices } from './take-step.ts';

/** The operator takes in the application of somebody who wants to take part. Nothing is served yet. */
export const applyParticipant: Handler<'participants.apply'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const actor = personOf(principal);
  return services.operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    if (earlierResult !== undefined)
      return participantView(await tx.participant.findUniqueOrThrow({ where: { id: earlierResult } }));
    const participantId = services.newId('ptc') as ParticipantId;
    const participant = await createParticipant(services, tx, { ...input, participantId, actor });
    await complete(tx, participantId);
    return participant;
  });
};

/** A new participant, APPLIED. */
export async function createParticipant(
  services: AdmissionServices,
  tx: Tx,
  wanted: InputOf<'participants.apply'> & { readonly participantId: ParticipantId; readonly actor: string },
): Promise<Participant> {
  const { participantId, actor, kind, name, callsPerMinute } = wanted;
  const now = services.clock.now();
  const row = await tx.participant.create({
    data: {
      ...{ id: participantId, operatorId: services.operatorId, kind, nameZh: name.zh, nameEn: name.en },
      ...{ status: 'APPLIED', statusSince: now, callsPerMinute, createdAt: now },
    },
  });
  await appendEntry(services, tx, {
    kind: 'PARTICIPANT_APPLIED',
    ...{ actor, participantId, subjectId: null, consentId: null },
    detail: { kind, name, callsPerMinute },
  });
  return participantView(row);
}
