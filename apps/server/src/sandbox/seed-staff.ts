import type { ApplicationId, ParticipantId } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { PERSONAS } from '@xinqiao/sandbox';
import type { AdmissionServices } from '../participants/take-step.ts';
import { type FirstStaff, foundStaff } from '../staff/found-staff.ts';
import { applicationCredentials, publicKeyOf, registerSandboxKey } from './application-key.ts';
import { staffToolId } from './sandbox-participants.ts';

/**
 * The operator’s staff of the sandbox, founded once; each has a tool whose credentials lie in
 * `<directory>/applications/staff-<identity>.json`.
 */
export async function seedStaff(
  services: AdmissionServices,
  tx: Tx,
  { operator, directory }: { readonly operator: ParticipantId; readonly directory: string },
): Promise<void> {
  const staff: (FirstStaff & { readonly toolId: ApplicationId })[] = [];
  for (const { id, name, duties } of PERSONAS) {
    if (duties === undefined) continue;
    const toolId = staffToolId(staff.length);
    const key = await publicKeyOf(await applicationCredentials(directory, `staff-${id}`, toolId, undefined));
    staff.push({ identityId: id, name: name.zh, roles: duties, key, toolId });
  }
  if ((await tx.identity.count({ where: { participantId: operator } })) === 0)
    await foundStaff(services, tx, operator, staff);
  else
    for (const { toolId, key } of staff)
      await registerSandboxKey(services.tokenClock, tx, {
        participantId: operator,
        applicationId: toolId,
        key,
      });
}
