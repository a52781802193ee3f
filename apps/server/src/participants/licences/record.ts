import { type HeldLicence, type LicenceId, type ParticipantId, PlatformError } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { personOf } from '../../http/principal.ts';
import type { Handler, InputOf } from '../../http/run-operation.ts';
import { licenceView } from '../participant-view.ts';
import type { AdmissionServices } from '../take-step.ts';

/** A licence somebody showed. The operator records its own the same way. */
export const recordLicence: Handler<'licences.record'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const actor = personOf(principal);
  return services.operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    const today = services.clock.today();
    if (earlierResult !== undefined)
      return licenceView(await tx.licence.findUniqueOrThrow({ where: { id: earlierResult } }), today);
    const licence = await createLicence(services, tx, { ...input, actor });
    await complete(tx, licence.licenceId);
    return licence;
  });
};

/** @throws {PlatformError} `PARTICIPANT_NOT_FOUND`; `VALIDATION_FAILED` when its last day is before its first */
export async function createLicence(
  services: AdmissionServices,
  tx: Tx,
  wanted: InputOf<'licences.record'> & { readonly actor: string },
): Promise<HeldLicence> {
  const { participantId, type, number, issuer, validFrom, validTo, actor } = wanted;
  if (validTo !== null && validTo < validFrom)
    throw new PlatformError('VALIDATION_FAILED', {
      errors: [{ path: 'validTo', problem: 'The last day must not be before the first.' }],
    });
  if ((await tx.participant.findUnique({ where: { id: participantId } })) === null)
    throw new PlatformError('PARTICIPANT_NOT_FOUND');
  const row = await tx.licence.create({
    data: {
      id: services.newId('lic') as LicenceId,
      ...{ participantId, type, number, issuer, recordedBy: actor, recordedAt: services.clock.now() },
      validFrom: new Date(validFrom),
      validTo: validTo === null ? null : new Date(validTo),
    },
  });
  await appendEntry(services, tx, {
    kind: 'LICENCE_RECORDED',
    ...{ actor, participantId: participantId as ParticipantId, subjectId: null, consentId: null },
    detail: { licenceId: row.id, type, number, issuer, validFrom, validTo },
  });
  return licenceView(row, services.clock.today());
}
