import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { licenceInForce, type ParticipantId, PlatformError, REQUIRED_LICENCES } from '@xinqiao/contracts';
import { ensureOperator, type Tx, takeLock } from '@xinqiao/db';
import type { Databases } from '../database.ts';
import { createLicence } from '../participants/licences/record.ts';
import type { AdmissionServices } from '../participants/take-step.ts';
import { foundStaff } from '../staff/found-staff.ts';
import type { Founding } from './read-founding.ts';

/** Who founds. It stands in the log where a person would. */
const FOUNDER = 'founding';

/**
 * Makes an empty installation one with an operator, its licences, its first staff and their tools: once, on whichever
 * node comes first. Of an installation that was founded it changes nothing.
 *
 * `<directory>/founded.json` then says which tool is whose: everybody needs the id of hers to sign in with it.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID` when a required licence is not in force today
 */
export async function foundInstallation(
  services: AdmissionServices,
  databases: Pick<Databases, 'operator' | 'urls'>,
  { operator, staff }: Founding,
  directory: string,
): Promise<void> {
  const { operatorId, clock, newId } = services;
  const find = (tx: Tx) =>
    tx.participant.findFirst({ where: { operatorId, kind: 'OPERATOR' }, include: { identities: true } });
  const known = await databases.operator.transaction({}, find);
  if (known === null || known.identities.length === 0) requireLicensed(operator.licences, clock.today());

  const participantId = (await ensureOperator(databases.urls.migration, {
    ...{ id: newId('ptc'), operatorId, nameZh: operator.name.zh, nameEn: operator.name.en },
    ...{ status: 'ACTIVE', createdAt: clock.now() },
  })) as ParticipantId;
  const tools = await databases.operator.transaction({ participantId }, async (tx) => {
    await takeLock(tx, 'founding');
    if ((await tx.identity.count({ where: { participantId } })) === 0) {
      for (const licence of operator.licences)
        await createLicence(services, tx, { ...licence, participantId, actor: FOUNDER });
      await foundStaff(services, tx, participantId, staff);
    }
    return tx.application.findMany({
      where: { participantId, identityId: { not: null } },
      orderBy: { identityId: 'asc' },
    });
  });
  mkdirSync(directory, { recursive: true });
  const founded = {
    participantId,
    staff: tools.map(({ id, identityId }) => ({ identityId, applicationId: id })),
  };
  writeFileSync(join(directory, 'founded.json'), `${JSON.stringify(founded, null, 2)}\n`);
}

function requireLicensed(licences: Founding['operator']['licences'], today: string): void {
  const missing = REQUIRED_LICENCES.OPERATOR.filter(
    ({ type }) =>
      !licences.some((each) => each.type === type && licenceInForce({ ...each, withdrawn: false }, today)),
  );
  if (missing.length > 0)
    throw new PlatformError('CONFIGURATION_INVALID', {
      errors: missing.map(({ type }) => ({
        path: 'XINQIAO_FOUNDING.operator.licences',
        problem: `The licence of type ${type} is not in force today.`,
      })),
    });
}
