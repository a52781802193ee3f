import { DATA_ITEM_IDS, MARKED_STATUSES, type ParticipantId, PlatformError } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { actorOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';

/** Says which agency checks objections to items; those that wait go to it as well. */
export const assignItems: Handler<'corrections.assignItems'> = (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { operatorDatabase, clock } = services;
  const { participantId, items } = input;
  return operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    if (earlierResult !== undefined) return agenciesOf(tx);
    if (participantId !== null) {
      const agency = await tx.participant.findUnique({ where: { id: participantId } });
      if (agency?.kind !== 'AGENCY') throw new PlatformError('PARTICIPANT_NOT_FOUND');
    }
    const set = { setBy: actorOf(principal), setAt: clock.now() };
    for (const item of items)
      if (participantId === null) await tx.itemAgency.deleteMany({ where: { item } });
      else
        await tx.itemAgency.upsert({
          where: { item },
          create: { item, participantId, ...set },
          update: { participantId, ...set },
        });
    await tx.correction.updateMany({
      where: { item: { in: items }, status: { in: [...MARKED_STATUSES] } },
      data: { agencyId: participantId, reminded: null },
    });
    await appendEntry(services, tx, {
      kind: 'CORRECTION_ASSIGNED',
      actor: actorOf(principal),
      participantId: participantId ?? principal.participantId,
      subjectId: null,
      consentId: null,
      detail: { items, agencyId: participantId },
    });
    await complete(tx, participantId ?? 'operator');
    return agenciesOf(tx);
  });
};

async function agenciesOf(tx: Tx) {
  const rows = new Map((await tx.itemAgency.findMany()).map((row) => [row.item, row.participantId]));
  return {
    agencies: DATA_ITEM_IDS.flatMap((item) => {
      const participantId = rows.get(item) as ParticipantId | undefined;
      return participantId === undefined ? [] : [{ item, participantId }];
    }),
  };
}
