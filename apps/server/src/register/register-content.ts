import type { RegisterEntry } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/**
 * Everybody who takes or took part, with licences, programs and keys; in one order, so that the same facts give the
 * same text. Who only applied does not stand in it, and neither do people or their tools.
 */
export async function registerContent(tx: Tx): Promise<RegisterEntry[]> {
  const rows = await tx.participant.findMany({
    where: { status: { not: 'APPLIED' } },
    orderBy: { id: 'asc' },
    include: {
      licences: { where: { withdrawnAt: null }, orderBy: [{ validFrom: 'asc' }, { id: 'asc' }] },
      applications: {
        where: { identityId: null },
        orderBy: { id: 'asc' },
        include: { keys: { where: { endedAt: null } } },
      },
    },
  });
  return rows.map(
    ({ id, kind, nameZh, nameEn, status, statusSince, licences, applications }) =>
      ({
        participantId: id,
        kind,
        name: { zh: nameZh, en: nameEn },
        status,
        statusSince: statusSince.toISOString(),
        licences: licences.map(({ type, validFrom, validTo }) => ({
          type,
          validFrom: dayOf(validFrom),
          validTo: validTo === null ? null : dayOf(validTo),
        })),
        applications: applications.map(({ id: applicationId, environment, status, keys }) => ({
          applicationId,
          environment,
          status,
          keys: keys
            .map(({ kid, thumbprint, validTo, suspendedAt }) => ({
              kid,
              thumbprint,
              validTo: validTo.toISOString(),
              suspended: suspendedAt !== null,
            }))
            .sort((a, b) => byText(a.thumbprint, b.thumbprint)),
        })),
      }) as RegisterEntry,
  );
}
