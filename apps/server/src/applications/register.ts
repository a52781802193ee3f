import {
  type ApplicationId,
  type FieldProblem,
  inUse,
  type ParticipantKind,
  PlatformError,
} from '@xinqiao/contracts';
import { appendEntry } from '../audit/append.ts';
import type { Handler, InputOf } from '../http/run-operation.ts';
import { actOnAdmission } from '../participants/changes/act-on-admission.ts';
import { type AdmissionAct, inTheLog } from '../participants/changes/admission-act.ts';
import { stepIllegal } from './act-on-application.ts';
import { admissionProblems } from './admission-problems.ts';
import { applicationView, WITH_KEYS } from './application-view.ts';

type NewApplication = InputOf<'applications.register'> & { readonly applicationId: ApplicationId };

/** An application of a participant; keys come after it. One more program of a participant in use takes two people. */
export const applicationRegistration: AdmissionAct<NewApplication> = {
  participantOf: async (_tx, { participantId }) => participantId,
  idOf: ({ applicationId }) => applicationId,
  async plan(services, tx, input) {
    const { participantId, applicationId, environment, name } = input;
    const { redirectUris, notificationUri = null, templates, purposes, scopes } = input;
    const participant = await tx.participant.findUnique({ where: { id: participantId } });
    if (participant === null) throw new PlatformError('PARTICIPANT_NOT_FOUND');
    const { kind, status } = participant;
    if (status === 'WITHDRAWN') throw stepIllegal({ status });
    refuse(admissionProblems({ ...input, kind: kind as ParticipantKind }, services.clock.today()));
    return {
      ...{ participant, before: {}, needsTwo: inUse(participant) },
      async carryOut(by) {
        const now = services.clock.now();
        await tx.application.create({
          data: {
            id: applicationId,
            ...{ participantId, nameZh: name.zh, nameEn: name.en, environment },
            ...{ redirectUris, notificationUri, templates, purposes, scopes },
            ...{ status: 'ACTIVE', statusSince: now, createdAt: now },
          },
        });
        await appendEntry(services, tx, {
          ...{ kind: 'APPLICATION_REGISTERED', actor: by.person },
          ...{ participantId, subjectId: null, consentId: null },
          detail: {
            ...{ applicationId, environment, redirectUris, notificationUri, templates, purposes, scopes },
            ...inTheLog(by),
          },
        });
      },
    };
  },
};

export const registerApplication: Handler<'applications.register'> = (context, input) => {
  const { newId, tokenClock } = context.services;
  const wanted: NewApplication = { ...input, applicationId: newId('app') as ApplicationId };
  return actOnAdmission(
    ...([context, 'applications.register', applicationRegistration, wanted] as const),
    async (tx, { id, result }) => {
      const row = await tx.application.findUnique({ where: { id }, include: WITH_KEYS });
      const application = row === null ? null : applicationView(row, tokenClock.now());
      return { ...result, applicationId: id as ApplicationId, application };
    },
  );
};

/** @throws {PlatformError} `VALIDATION_FAILED`, with everything that is wrong */
export function refuse(errors: readonly FieldProblem[]): void {
  if (errors.length > 0) throw new PlatformError('VALIDATION_FAILED', { errors });
}
