import { type Environment, inUse, type ParticipantKind, type Scope } from '@xinqiao/contracts';
import { appendEntry } from '../audit/append.ts';
import type { Handler, InputOf } from '../http/run-operation.ts';
import { actOnAdmission } from '../participants/changes/act-on-admission.ts';
import { type AdmissionAct, inTheLog } from '../participants/changes/admission-act.ts';
import { findProgram, lockApplication } from './act-on-application.ts';
import { admissionProblems } from './admission-problems.ts';
import { applicationView } from './application-view.ts';
import { refuse } from './register.ts';
import { widens } from './widens.ts';

type Input = InputOf<'applications.update'>;

/** What an application is admitted for; its tokens are cut to it at once. To add to one in use takes two people. */
export const applicationChange: AdmissionAct<Input> = {
  participantOf: async (tx, input) => (await findProgram(tx, input)).participantId,
  idOf: ({ applicationId }) => applicationId,
  async plan(services, tx, input) {
    const { participantId, applicationId, ...changes } = input;
    await lockApplication(tx, applicationId);
    const { participant, ...row } = await findProgram(tx, input);
    const { redirectUris, notificationUri, templates, purposes, scopes } = row;
    const now = {
      name: { zh: row.nameZh, en: row.nameEn },
      ...{ redirectUris, notificationUri, templates, purposes, scopes },
    };
    const { name, ...lists } = {
      name: changes.name ?? now.name,
      redirectUris: changes.redirectUris ?? redirectUris,
      notificationUri: changes.notificationUri === undefined ? notificationUri : changes.notificationUri,
      templates: changes.templates ?? templates,
      purposes: changes.purposes ?? purposes,
      scopes: changes.scopes ?? (scopes as Scope[]),
    };
    refuse(
      admissionProblems(
        {
          ...lists,
          kind: participant.kind as ParticipantKind,
          environment: row.environment as Environment,
          // Only what changes is judged: a template that has ended since may stay listed.
          templates: changes.templates ?? [],
          scopes: changes.scopes ?? [],
        },
        services.clock.today(),
      ),
    );
    return {
      participant,
      before: Object.fromEntries(
        Object.entries(now).filter(([field]) => changes[field as keyof typeof changes] !== undefined),
      ),
      needsTwo: inUse(participant) && widens(now, { name, ...lists }),
      async carryOut(by) {
        await tx.application.update({
          where: { id: applicationId },
          data: { ...lists, nameZh: name.zh, nameEn: name.en },
        });
        await appendEntry(services, tx, {
          ...{ kind: 'APPLICATION_CHANGED', actor: by.person },
          ...{ participantId, subjectId: null, consentId: null },
          detail: { applicationId, act: 'UPDATED', ...lists, ...inTheLog(by) },
        });
      },
    };
  },
};

export const updateApplication: Handler<'applications.update'> = (context, input) =>
  actOnAdmission(context, 'applications.update', applicationChange, input, async (tx, { result }) => ({
    ...result,
    application: applicationView(await findProgram(tx, input), context.services.tokenClock.now()),
  }));
