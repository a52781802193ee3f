import { type ParticipantId, PlatformError } from '@xinqiao/contracts';
import { appendEntry } from '../../audit/append.ts';
import { personOf } from '../../http/principal.ts';
import type { Handler } from '../../http/run-operation.ts';
import { lockAdmission } from '../lock-admission.ts';
import { licenceView } from '../participant-view.ts';

/** A licence no longer counts, from the commit of this on. Withdrawing it twice changes nothing. */
export const withdrawLicence: Handler<'licences.withdraw'> = async (context, { licenceId, reason }) => {
  const { services, principal, earlierResult, complete } = context;
  return services.operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    const { clock } = services;
    const found = await tx.licence.findUnique({ where: { id: licenceId } });
    if (found === null) throw new PlatformError('LICENCE_NOT_FOUND');
    await lockAdmission(tx, found.participantId);
    const row = await tx.licence.findUniqueOrThrow({ where: { id: licenceId } });
    if (earlierResult !== undefined || row.withdrawnAt !== null) {
      if (earlierResult === undefined) await complete(tx, licenceId);
      return licenceView(row, clock.today());
    }
    const withdrawn = await tx.licence.update({
      where: { id: licenceId },
      data: { withdrawnAt: clock.now(), withdrawnReason: reason },
    });
    await appendEntry(services, tx, {
      kind: 'LICENCE_WITHDRAWN',
      actor: personOf(principal),
      ...{ participantId: row.participantId as ParticipantId, subjectId: null, consentId: null },
      detail: { licenceId, type: row.type, reason },
    });
    await complete(tx, licenceId);
    return licenceView(withdrawn, clock.today());
  });
};
