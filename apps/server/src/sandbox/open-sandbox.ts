import { type CalendarDate, type ParticipantId, PlatformError } from '@xinqiao/contracts';
import { ensureOperator, takeLock } from '@xinqiao/db';
import { type City, city, PERSONAS, type Persona } from '@xinqiao/sandbox';
import { createAgent } from '../agents/create-agent.ts';
import type { PersonaChoice, Personas } from '../authorization/pages/sign-in-page.ts';
import type { Clock } from '../clock.ts';
import type { Configuration } from '../configuration.ts';
import { CITY_SOURCE_ID } from '../data/sources/city-source.ts';
import type { Databases } from '../database.ts';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';
import type { AdmissionServices } from '../participants/take-step.ts';
import { createSubject } from '../subjects/create-subject.ts';
import { SANDBOX_OPERATOR_ID, SANDBOX_PARTICIPANTS } from './sandbox-participants.ts';
import { seedKeys, seedParticipants } from './seed-participants.ts';
import { seedStaff } from './seed-staff.ts';

export interface Sandbox {
  /** The city on the day of the call. */
  readonly cityOfToday: () => City;
  readonly personas: Personas;
}

interface SandboxServices extends AdmissionServices {
  readonly vault: PersonalVault;
}

/** Where the village agent of the sandbox works; invented. */
const SANDBOX_PLACE = { code: '341602101', name: '古井镇便民服务中心代办点' };

/** Fills an empty installation with the seeded city: participants, applications, enterprises, people. */
export async function openSandbox(
  configuration: Configuration,
  databases: Databases,
  services: SandboxServices,
): Promise<Sandbox> {
  const { clock, operatorId } = services;
  const { XINQIAO_SEED: seed, XINQIAO_CITY_SIZE: size, XINQIAO_DIRECTORY: directory } = configuration;
  const storyDate = clock.today();
  const founded = city({ seed, size, asOf: storyDate });
  const others = PERSONAS.filter(({ role }) => role !== 'OWNER');
  const [operator] = SANDBOX_PARTICIPANTS;
  if (operator === undefined) throw new PlatformError('INTERNAL');
  await ensureOperator(databases.urls.migration, {
    id: SANDBOX_OPERATOR_ID,
    operatorId,
    nameZh: operator.name.zh,
    nameEn: operator.name.en,
    status: 'ACTIVE',
    createdAt: clock.now(),
  });
  await databases.operator.transaction(
    { participantId: SANDBOX_OPERATOR_ID },
    async (tx) => {
      await takeLock(tx, 'sandbox');
      await seedStaff(services, tx, { operator: SANDBOX_OPERATOR_ID, directory });
      await seedParticipants(services, tx, { directory, storyDate });
      await tx.identity.createMany({
        data: others
          .filter(({ duties }) => duties === undefined)
          .map(({ id, name, role }) => ({
            ...{ id, displayName: name.zh, roles: [role], participantId: participantOf(role) },
          })),
        skipDuplicates: true,
      });
      for (const { id, name } of others.filter(({ role }) => role === 'AGENT'))
        if ((await tx.agent.count({ where: { identityId: id } })) === 0)
          await createAgent(services, tx, {
            ...{ agentId: id, name: name.zh, place: SANDBOX_PLACE, dailyLimit: 20 },
            registeredBy: SANDBOX_OPERATOR_ID,
          });
      const known = new Set(
        (await tx.subjectIdentifier.findMany({ where: { scheme: 'uscc' }, select: { value: true } })).map(
          ({ value }) => value,
        ),
      );
      for (const enterprise of founded.enterprises()) {
        if (known.has(enterprise.uscc)) continue;
        const { type, name, uscc, legalRepresentative } = enterprise;
        await createSubject(services, tx, {
          ...{ type, name, identifier: { scheme: 'uscc', value: uscc } },
          ...{ sourceId: CITY_SOURCE_ID, representative: legalRepresentative },
        });
      }
    },
    { timeoutMs: 120_000, statementTimeoutMs: 60_000 },
  );
  await seedKeys(services, databases.application, directory);
  return {
    cityOfToday: cityByDay((asOf) => city({ seed, size, asOf, storyDate }), clock),
    personas: {
      owners: PERSONAS.filter(({ role }) => role === 'OWNER').map(choice),
      staff: others.map(choice),
    },
  };
}

/** Founds the city anew when the day changes: the stories stay where they were told, the sources know more. */
function cityByDay(found: (asOf: CalendarDate) => City, clock: Clock): () => City {
  let known: City | undefined;
  return () => {
    const today = clock.today();
    if (known?.asOf !== today) known = found(today);
    return known;
  };
}

const choice = ({ id, name, story }: Persona): PersonaChoice => ({ identityId: id, name, about: story });

const EMPLOYER = {
  BANK_DEVELOPER: 'BANK',
  RISK_OFFICER: 'BANK',
  REGULATOR: 'REGULATOR',
  OPERATOR: 'OPERATOR',
} as const;

/** The participant whose staff a persona is; null for owners and village agents. */
const participantOf = (role: Persona['role']): ParticipantId | null =>
  role in EMPLOYER
    ? (SANDBOX_PARTICIPANTS.find(({ kind }) => kind === EMPLOYER[role as keyof typeof EMPLOYER])?.id ?? null)
    : null;
