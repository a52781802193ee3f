import type { Application } from '@xinqiao/contracts';
import type { Handler } from '../http/run-operation.ts';

/** The applications of the caller’s own participant. */
export const listApplications: Handler<'applications.list'> = async ({ services, principal }) => {
  const { participantId } = principal;
  const rows = await services.database.transaction({ participantId }, (tx) =>
    tx.application.findMany({
      where: { participantId },
      include: { participant: true },
      orderBy: { id: 'asc' },
    }),
  );
  return {
    items: rows.map(
      (row) =>
        ({
          applicationId: row.id,
          participantId: row.participantId,
          operatorId: row.participant.operatorId,
          name: { zh: row.nameZh, en: row.nameEn },
          participantName: { zh: row.participant.nameZh, en: row.participant.nameEn },
          environment: row.environment,
          status: row.status,
          redirectUris: row.redirectUris,
          templates: row.templates,
          scopes: row.scopes,
          keyIds: (row.jwks as { keys: { kid: string }[] }).keys.map(({ kid }) => kid),
          createdAt: row.createdAt.toISOString(),
        }) as Application,
    ),
  };
};
