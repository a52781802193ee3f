import type { Environment, ParticipantKind, Scope } from '@xinqiao/contracts';
import type { Handler } from '../http/run-operation.ts';
import { actOnApplication, asOperator, logAct } from './act-on-application.ts';
import { admissionProblems } from './admission-problems.ts';
import { refuse } from './register.ts';

/** The operator changes what an application is admitted for; its tokens are cut to it at once. */
export const updateApplication: Handler<'applications.update'> = (context, input) => {
  const acting = asOperator(input);
  return actOnApplication(context, acting, async (tx, application) => {
    const { participantId: _participant, applicationId: id, name, ...changed } = input;
    const admission = {
      redirectUris: changed.redirectUris ?? application.redirectUris,
      templates: changed.templates ?? application.templates,
      purposes: changed.purposes ?? application.purposes,
      scopes: changed.scopes ?? (application.scopes as Scope[]),
    };
    refuse(
      admissionProblems(
        {
          ...admission,
          kind: application.participant.kind as ParticipantKind,
          environment: application.environment as Environment,
          // Only what changes is judged: a template that has ended since may stay listed, and a staff tool its scopes.
          templates: changed.templates ?? [],
          scopes: changed.scopes ?? [],
        },
        context.services.clock.today(),
      ),
    );
    await tx.application.update({
      where: { id },
      data: { ...admission, ...(name === undefined ? {} : { nameZh: name.zh, nameEn: name.en }) },
    });
    await logAct(context, tx, acting, 'APPLICATION_CHANGED', { act: 'UPDATED', ...admission });
  });
};
