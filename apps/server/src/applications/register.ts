import {
  type ApplicationId,
  type FieldProblem,
  type ParticipantId,
  type ParticipantKind,
  PlatformError,
} from '@xinqiao/contracts';
import type { ParticipantRow, Tx } from '@xinqiao/db';
import type { Handler } from '../http/run-operation.ts';
import { logAct, stepIllegal } from './act-on-application.ts';
import { admissionProblems } from './admission-problems.ts';
import { applicationView, WITH_KEYS } from './application-view.ts';

/** The operator registers an application of a participant; keys come after it. */
export const registerApplication: Handler<'applications.register'> = (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { clock, tokenClock, newId, operatorDatabase } = services;
  const { participantId, environment, name, redirectUris, templates, purposes, scopes } = input;
  return operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    const applicationId = (earlierResult ?? newId('app')) as ApplicationId;
    if (earlierResult === undefined) {
      const { kind, status } = await participantRow(tx, participantId);
      if (status === 'WITHDRAWN') throw stepIllegal({ status });
      refuse(admissionProblems({ ...input, kind: kind as ParticipantKind }, clock.today()));
      const now = clock.now();
      await tx.application.create({
        data: {
          id: applicationId,
          ...{ participantId, nameZh: name.zh, nameEn: name.en, environment },
          ...{ redirectUris, templates, purposes, scopes },
          ...{ status: 'ACTIVE', statusSince: now, createdAt: now },
        },
      });
      await logAct(context, tx, { participantId, applicationId }, 'APPLICATION_REGISTERED', {
        ...{ environment, redirectUris, templates, purposes, scopes },
      });
      await complete(tx, applicationId);
    }
    const row = await tx.application.findUniqueOrThrow({
      where: { id: applicationId },
      include: WITH_KEYS,
    });
    return applicationView(row, tokenClock.now());
  });
};

async function participantRow(tx: Tx, id: ParticipantId): Promise<ParticipantRow> {
  const row = await tx.participant.findUnique({ where: { id } });
  if (row === null) throw new PlatformError('PARTICIPANT_NOT_FOUND');
  return row;
}

/** @throws {PlatformError} `VALIDATION_FAILED`, with everything that is wrong */
export function refuse(errors: readonly FieldProblem[]): void {
  if (errors.length > 0) throw new PlatformError('VALIDATION_FAILED', { errors });
}
