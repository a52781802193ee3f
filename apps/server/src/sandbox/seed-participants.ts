import { addDays, type CalendarDate, PurposeCode, REQUIRED_LICENCES } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { PERSONAS } from '@xinqiao/sandbox';
import { createParticipant } from '../participants/apply.ts';
import { createLicence } from '../participants/licences/record.ts';
import { type AdmissionServices, takeStep } from '../participants/take-step.ts';
import { applicationCredentials, publicKeyOf, registerSandboxKey } from './application-key.ts';
import { SANDBOX_PARTICIPANTS, type SandboxParticipant } from './sandbox-participants.ts';

/** Licences of the sandbox last ten years from the day it was founded. */
const LICENCE_DAYS = 3_650;

interface Seeding {
  readonly directory: string;
  readonly storyDate: CalendarDate;
}

/** Everybody who takes part in the sandbox, admitted step by step by two of its officers. Done once. */
export async function seedParticipants(services: AdmissionServices, tx: Tx, seeding: Seeding): Promise<void> {
  const [first, second] = PERSONAS.filter(({ duties }) => duties?.includes('ADMISSION')).map(({ id }) => id);
  if (first === undefined || second === undefined) throw new Error('the sandbox needs two officers');
  for (const participant of SANDBOX_PARTICIPANTS) {
    const { id: participantId, kind, name } = participant;
    const admits = kind !== 'OPERATOR';
    const known = await tx.participant.findUnique({ where: { id: participantId } });
    if (known === null && admits)
      await createParticipant(services, tx, {
        ...{ participantId, kind, name },
        callsPerMinute: 1_000_000,
        actor: first,
      });
    if ((await tx.licence.count({ where: { participantId } })) === 0)
      await seedLicences(services, tx, participant, { ...seeding, actor: first });
    await seedApplications(services, tx, participant, seeding);
    if (known !== null || !admits) continue;
    const common = { participantId, note: null, proposedBy: first, breakGlassId: null, proposalId: null };
    await takeStep(services, tx, { ...common, to: 'SANDBOX', reason: 'ADMITTED', approvedBy: null });
    await takeStep(services, tx, { ...common, to: 'CERTIFIED', reason: 'TESTS_PASSED', approvedBy: null });
    await takeStep(services, tx, { ...common, to: 'ACTIVE', reason: 'CONTRACT_SIGNED', approvedBy: second });
  }
}

async function seedLicences(
  services: AdmissionServices,
  tx: Tx,
  { id: participantId, kind }: SandboxParticipant,
  { storyDate, actor }: Seeding & { readonly actor: string },
): Promise<void> {
  for (const { type } of REQUIRED_LICENCES[kind])
    await createLicence(services, tx, {
      ...{ participantId, type, number: `SANDBOX-${participantId.slice(-3)}`, issuer: '沙箱许可机关' },
      ...{ validFrom: storyDate, validTo: addDays(storyDate, LICENCE_DAYS), actor },
    });
}

async function seedApplications(
  services: AdmissionServices,
  tx: Tx,
  participant: SandboxParticipant,
  { directory }: Seeding,
): Promise<void> {
  const { id: participantId } = participant;
  for (const { id, file, name, redirectUris, templates, scopes } of participant.applications) {
    const [redirectUri] = redirectUris;
    const key = await publicKeyOf(await applicationCredentials(directory, file, id, redirectUri));
    const now = services.clock.now();
    if ((await tx.application.findUnique({ where: { id } })) === null)
      await tx.application.create({
        data: {
          ...{
            id,
            participantId,
            nameZh: name.zh,
            nameEn: name.en,
            environment: 'SANDBOX',
            status: 'ACTIVE',
          },
          ...{ redirectUris: [...redirectUris], templates: [...templates], scopes: [...scopes] },
          purposes: participant.kind === 'BANK' ? [...PurposeCode.options] : [],
          ...{ statusSince: now, createdAt: now },
        },
      });
    await registerSandboxKey(services.tokenClock, tx, { participantId, applicationId: id, key });
  }
}
