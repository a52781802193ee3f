import { type CalendarDate, type OperatorId, type ParticipantId, PlatformError } from '@xinqiao/contracts';
import { ensureOperator, type Prisma, takeLock } from '@xinqiao/db';
import { type City, city, PERSONAS, type Persona } from '@xinqiao/sandbox';
import type { Personas } from '../authorization/mount-authorization.ts';
import type { PersonaChoice } from '../authorization/pages/sign-in-page.ts';
import type { Clock } from '../clock.ts';
import type { Configuration } from '../configuration.ts';
import { CITY_SOURCE_ID } from '../data/sources/city-source.ts';
import type { Databases } from '../database.ts';
import type { NewId } from '../ids.ts';
import { createSubject } from '../participants/register-subject.ts';
import { applicationCredentials, publicHalf } from './application-key.ts';
import { SANDBOX_OPERATOR_ID, SANDBOX_PARTICIPANTS } from './sandbox-participants.ts';

export interface Sandbox {
  /** The city on the day of the call. */
  readonly cityOfToday: () => City;
  readonly personas: Personas;
}

interface SandboxServices {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly operatorId: OperatorId;
}

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
    licence: {},
    createdAt: clock.now(),
  });
  await databases.application.transaction(
    { participantId: SANDBOX_OPERATOR_ID },
    async (tx) => {
      await takeLock(tx, 'sandbox');
      await tx.participant.createMany({
        data: SANDBOX_PARTICIPANTS.slice(1).map(({ id, kind, name }) => ({
          id,
          operatorId,
          kind,
          nameZh: name.zh,
          nameEn: name.en,
          status: 'ACTIVE',
          licence: {},
          createdAt: clock.now(),
        })),
        skipDuplicates: true,
      });
      for (const participant of SANDBOX_PARTICIPANTS)
        for (const application of participant.applications) {
          const [redirectUri] = application.redirectUris;
          const { privateKey } = await applicationCredentials(
            directory,
            application.file,
            application.id,
            redirectUri,
          );
          const jwks = { keys: [publicHalf(privateKey)] } as Prisma.InputJsonObject;
          const known = await tx.application.findUnique({ where: { id: application.id } });
          if (known !== null) await tx.application.update({ where: { id: application.id }, data: { jwks } });
          else
            await tx.application.create({
              data: {
                id: application.id,
                participantId: participant.id,
                nameZh: application.name.zh,
                nameEn: application.name.en,
                environment: 'SANDBOX',
                jwks,
                redirectUris: [...application.redirectUris],
                templates: [...application.templates],
                scopes: [...application.scopes],
                status: 'ACTIVE',
                createdAt: clock.now(),
              },
            });
        }
      await tx.identity.createMany({
        data: others.map(({ id, name, role }) => ({
          id,
          displayName: name.zh,
          roles: [role],
          participantId: participantOf(role),
        })),
        skipDuplicates: true,
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
          type,
          name,
          uscc,
          sourceId: CITY_SOURCE_ID,
          representative: legalRepresentative,
        });
      }
    },
    { timeoutMs: 120_000, statementTimeoutMs: 60_000 },
  );
  return {
    cityOfToday: cityByDay((asOf) => city({ seed, size, asOf, storyDate }), clock),
    personas: {
      owners: PERSONAS.filter(({ role }) => role === 'OWNER').map(choice),
      staff: others.filter(({ role }) => participantOf(role) !== null).map(choice),
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

const EMPLOYER = { BANK_DEVELOPER: 'BANK', REGULATOR: 'REGULATOR', OPERATOR: 'OPERATOR' } as const;

/** The participant whose staff a persona is; null for owners and village agents. */
const participantOf = (role: Persona['role']): ParticipantId | null =>
  role in EMPLOYER
    ? (SANDBOX_PARTICIPANTS.find(({ kind }) => kind === EMPLOYER[role as keyof typeof EMPLOYER])?.id ?? null)
    : null;
