import { inUse, type ParticipantId, PlatformError } from '@xinqiao/contracts';
import type { LicenceRow, Tx } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import type { Handler, InputOf } from '../../http/run-operation.ts';
import { actOnAdmission } from '../changes/act-on-admission.ts';
import { type AdmissionAct, inTheLog } from '../changes/admission-act.ts';
import { licenceTerm, licenceView } from '../participant-view.ts';

/** A licence no longer counts, from the commit of this on. Withdrawing it twice changes nothing. */
export const licenceWithdrawal: AdmissionAct<InputOf<'licences.withdraw'>> = {
  participantOf: async (tx, { licenceId }) => (await findLicence(tx, licenceId)).participantId,
  idOf: ({ licenceId }) => licenceId,
  async plan(services, tx, { licenceId, reason }) {
    const row = await findLicence(tx, licenceId);
    const { participantId, number, issuer, withdrawnAt } = row;
    const participant = await tx.participant.findUniqueOrThrow({ where: { id: participantId } });
    return {
      participant,
      before: { ...licenceTerm(row), number, issuer },
      needsTwo: inUse(participant) && withdrawnAt === null,
      async carryOut(by) {
        if (withdrawnAt !== null) return;
        await tx.licence.update({
          where: { id: licenceId },
          data: { withdrawnAt: services.clock.now(), withdrawnReason: reason },
        });
        await appendEntry(services, tx, {
          ...{ kind: 'LICENCE_WITHDRAWN', actor: by.person },
          ...{ participantId: participantId as ParticipantId, subjectId: null, consentId: null },
          detail: { licenceId, type: row.type, reason, ...inTheLog(by) },
        });
      },
    };
  },
};

export const withdrawLicence: Handler<'licences.withdraw'> = (context, input) =>
  actOnAdmission(context, 'licences.withdraw', licenceWithdrawal, input, async (tx, { id, result }) => ({
    ...result,
    licence: licenceView(await findLicence(tx, id), context.services.clock.today()),
  }));

async function findLicence(tx: Tx, id: string): Promise<LicenceRow> {
  const row = await tx.licence.findUnique({ where: { id } });
  if (row === null) throw new PlatformError('LICENCE_NOT_FOUND');
  return row;
}
