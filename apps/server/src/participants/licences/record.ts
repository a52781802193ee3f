import { type HeldLicence, type LicenceId, type ParticipantId, PlatformError } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import type { Handler, InputOf } from '../../http/run-operation.ts';
import { actOnAdmission } from '../changes/act-on-admission.ts';
import { type AdmissionAct, inTheLog } from '../changes/admission-act.ts';
import { licenceView } from '../participant-view.ts';
import type { AdmissionServices } from '../take-step.ts';

type NewLicence = InputOf<'licences.record'> & { readonly licenceId: LicenceId };

/** A licence somebody showed. The operator's own, on which every service rests, takes two people. */
export const licenceRecord: AdmissionAct<NewLicence> = {
  participantOf: async (_tx, { participantId }) => participantId,
  idOf: ({ licenceId }) => licenceId,
  async plan(services, tx, input) {
    const { participantId, validFrom, validTo } = input;
    const participant = await tx.participant.findUnique({ where: { id: participantId } });
    if (participant === null) throw new PlatformError('PARTICIPANT_NOT_FOUND');
    requireTerm(validFrom, validTo);
    return {
      ...{ participant, before: {}, needsTwo: participant.kind === 'OPERATOR' },
      async carryOut(by) {
        await createLicence(services, tx, { ...input, actor: by.person, detail: inTheLog(by) });
      },
    };
  },
};

export const recordLicence: Handler<'licences.record'> = (context, input) => {
  const { newId, clock } = context.services;
  const licence: NewLicence = { ...input, licenceId: newId('lic') as LicenceId };
  return actOnAdmission(context, 'licences.record', licenceRecord, licence, async (tx, { id, result }) => {
    const row = await tx.licence.findUnique({ where: { id } });
    const held = row === null ? null : licenceView(row, clock.today());
    return { ...result, licenceId: id as LicenceId, licence: held };
  });
};

/** @throws {PlatformError} `PARTICIPANT_NOT_FOUND`; `VALIDATION_FAILED` when its last day is before its first */
export async function createLicence(
  services: AdmissionServices,
  tx: Tx,
  wanted: InputOf<'licences.record'> & {
    readonly actor: string;
    /** Default: a new id. */
    readonly licenceId?: LicenceId;
    /** Further particulars for the log. */
    readonly detail?: Readonly<Record<string, string>>;
  },
): Promise<HeldLicence> {
  const { participantId, type, number, issuer, validFrom, validTo, actor, detail } = wanted;
  requireTerm(validFrom, validTo);
  if ((await tx.participant.findUnique({ where: { id: participantId } })) === null)
    throw new PlatformError('PARTICIPANT_NOT_FOUND');
  const row = await tx.licence.create({
    data: {
      id: wanted.licenceId ?? services.newId('lic'),
      ...{ participantId, type, number, issuer, recordedBy: actor, recordedAt: services.clock.now() },
      validFrom: new Date(validFrom),
      validTo: validTo === null ? null : new Date(validTo),
    },
  });
  await appendEntry(services, tx, {
    kind: 'LICENCE_RECORDED',
    ...{ actor, participantId: participantId as ParticipantId, subjectId: null, consentId: null },
    detail: { licenceId: row.id, type, number, issuer, validFrom, validTo, ...detail },
  });
  return licenceView(row, services.clock.today());
}

function requireTerm(validFrom: string, validTo: string | null): void {
  if (validTo !== null && validTo < validFrom)
    throw new PlatformError('VALIDATION_FAILED', {
      errors: [{ path: 'validTo', problem: 'The last day must not be before the first.' }],
    });
}
