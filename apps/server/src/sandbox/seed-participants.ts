import {
  addDays,
  BankPurposeCode,
  type CalendarDate,
  DATA_ITEM_IDS,
  type ParticipantId,
  type ProposalId,
  REQUIRED_LICENCES,
} from '@xinqiao/contracts';
import { type Database, type Tx, takeLock } from '@xinqiao/db';
import { PERSONAS } from '@xinqiao/sandbox';
import { appendEntry } from '../audit/append.ts';
import { readAdmissionState } from '../participants/admission-state.ts';
import { admittedHash, readAdmitted } from '../participants/admitted.ts';
import { createParticipant } from '../participants/apply.ts';
import { createLicence } from '../participants/licences/record.ts';
import { openProposal } from '../participants/proposals/open-proposal.ts';
import { type AdmissionServices, findAdmitted, takeStep } from '../participants/take-step.ts';
import { applicationCredentials, publicKeyOf, registerSandboxKey } from './application-key.ts';
import {
  SANDBOX_OPERATOR_ID,
  SANDBOX_PARTICIPANTS,
  type SandboxParticipant,
} from './sandbox-participants.ts';

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
    await seedApplications(services, tx, participant, {
      ...seeding,
      withKeys: known === null && admits,
    });
    if (known !== null || !admits) continue;
    const common = { participantId, note: null, proposedBy: first, breakGlassId: null, proposalId: null };
    await takeStep(services, tx, { ...common, to: 'SANDBOX', reason: 'ADMITTED', approvedBy: null });
    await takeStep(services, tx, { ...common, to: 'CERTIFIED', reason: 'TESTS_PASSED', approvedBy: null });
    await activate(services, tx, { participantId, proposedBy: first, approvedBy: second });
  }
  await seedItemAgencies(services, tx, first);
}

/** The registry of the sandbox checks objections to what it registers. */
async function seedItemAgencies(services: AdmissionServices, tx: Tx, setBy: string): Promise<void> {
  const agency = SANDBOX_PARTICIPANTS.find(({ kind }) => kind === 'AGENCY');
  if (agency === undefined) return;
  await tx.itemAgency.createMany({
    data: DATA_ITEM_IDS.filter((item) => item.startsWith('registration.')).map((item) => ({
      ...{ item, participantId: agency.id, setBy, setAt: services.clock.now() },
    })),
    skipDuplicates: true,
  });
}

/** Into ACTIVE as everywhere: one officer proposes what the other approves. */
async function activate(
  services: AdmissionServices,
  tx: Tx,
  people: { readonly participantId: ParticipantId; readonly proposedBy: string; readonly approvedBy: string },
): Promise<void> {
  const { participantId, proposedBy, approvedBy } = people;
  const common = { participantId, reason: 'CONTRACT_SIGNED', note: null, proposedBy } as const;
  const row = await findAdmitted(tx, participantId);
  const admitted = await readAdmitted(tx, row);
  const { keyThumbprints } = await readAdmissionState(services, tx, row);
  const proposal = await openProposal(services, tx, {
    ...common,
    ...{ targetId: participantId, operator: SANDBOX_OPERATOR_ID },
    change: {
      ...{ kind: 'PARTICIPANT_STATUS', from: row.status, to: 'ACTIVE', revision: row.statusRevision },
      ...{ keyThumbprints: [...keyThumbprints], admitted, admittedHash: admittedHash(services, admitted) },
    },
  });
  const proposalId = proposal.id as ProposalId;
  await takeStep(services, tx, { ...common, to: 'ACTIVE', approvedBy, breakGlassId: null, proposalId });
  await tx.proposal.update({
    where: { id: proposalId },
    data: { status: 'APPROVED', decidedBy: approvedBy, decidedAt: services.clock.now() },
  });
  await appendEntry(services, tx, {
    ...{ kind: 'PROPOSAL_APPROVED', actor: approvedBy, participantId, subjectId: null, consentId: null },
    detail: { proposalId, status: 'APPROVED', proposedBy, note: null },
  });
}

/**
 * Registers the keys that are missing, as each participant’s own act: nobody of the operator gives a key to one that
 * is served. A node with a folder of its own brings keys of its own.
 *
 * @param database Connections as `xinqiao_application`.
 */
export async function seedKeys(
  services: AdmissionServices,
  database: Database,
  directory: string,
): Promise<void> {
  for (const { id: participantId, applications } of SANDBOX_PARTICIPANTS)
    await database.transaction({ participantId }, async (tx) => {
      await takeLock(tx, 'sandbox');
      for (const { id, file, redirectUris } of applications) {
        const key = await publicKeyOf(await applicationCredentials(directory, file, id, redirectUris[0]));
        await registerSandboxKey(services.tokenClock, tx, { participantId, applicationId: id, key });
      }
    });
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
  { directory, withKeys }: Seeding & { readonly withKeys: boolean },
): Promise<void> {
  const { id: participantId } = participant;
  for (const { id, file, name, redirectUris, templates, scopes } of participant.applications) {
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
          purposes: participant.kind === 'BANK' ? [...BankPurposeCode.options] : [],
          ...{ statusSince: now, createdAt: now },
        },
      });
    if (!withKeys) continue;
    const key = await publicKeyOf(await applicationCredentials(directory, file, id, redirectUris[0]));
    await registerSandboxKey(services.tokenClock, tx, { participantId, applicationId: id, key });
  }
}
