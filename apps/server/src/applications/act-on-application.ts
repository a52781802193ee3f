import {
  type Application,
  type ApplicationId,
  type LogEntryKind,
  type ParticipantId,
  PlatformError,
} from '@xinqiao/contracts';
import { type Database, type Tx, takeLock } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { actorOf, type Principal } from '../http/principal.ts';
import type { WriteContext } from '../http/run-operation.ts';
import { lockAdmission } from '../participants/lock-admission.ts';
import type { Services } from '../services.ts';
import { applicationView, type FullApplication, WITH_KEYS } from './application-view.ts';
import type { Side } from './suspension.ts';

/** Whose application an act is about, and from which side it comes. */
export interface Acting {
  readonly side: Side;
  readonly participantId: ParticipantId;
  readonly applicationId: ApplicationId;
  /** Whether, and on what terms, the act is one on the tool of a member of staff too. Default: never. */
  onTool?(tx: Tx, identityId: string): Promise<void>;
}

export type OwnInput = { readonly applicationId: ApplicationId };
export type AnyInput = OwnInput & { readonly participantId: ParticipantId };

/** A participant acts on an application of its own. */
export const asOwner = ({ principal }: { principal: Principal }, { applicationId }: OwnInput): Acting => ({
  side: 'OWNER',
  participantId: principal.participantId,
  applicationId,
});

/** The operator acts on an application of a participant. */
export const asOperator = ({ participantId, applicationId }: AnyInput): Acting => ({
  side: 'OPERATOR',
  participantId,
  applicationId,
});

/** Each side acts through its own login: what the operator suspended is out of reach of the one that serves banks. */
export const databaseOf = (services: Services, side: Side): Database =>
  side === 'OPERATOR' ? services.operatorDatabase : services.database;

/**
 * Carries out an act on an application, once, in one transaction, and returns the application after it.
 *
 * Acts on one application follow one another, on all nodes and in the worker.
 *
 * @throws {PlatformError} `APPLICATION_NOT_FOUND`
 */
export async function actOnApplication(
  { services, principal, earlierResult, complete }: WriteContext,
  acting: Acting,
  act: (tx: Tx, application: FullApplication) => Promise<void>,
): Promise<Application> {
  const { side, applicationId } = acting;
  const scope = { participantId: principal.participantId };
  return databaseOf(services, side).transaction(scope, async (tx) => {
    if (earlierResult === undefined) {
      // No key of the operator’s slips in while somebody approves what the participant has.
      if (side === 'OPERATOR') await lockAdmission(tx, acting.participantId);
      await lockApplication(tx, applicationId);
      const application = await findApplication(tx, acting);
      // The tool of a member of staff is hers: nobody else of her house gives it keys, rights or stops it.
      const { identityId } = application;
      if (identityId !== null && (side === 'OPERATOR' || identityId !== principal.identityId)) {
        if (acting.onTool === undefined) throw new PlatformError('APPLICATION_NOT_FOUND');
        await acting.onTool(tx, identityId);
      }
      await act(tx, application);
      await complete(tx, applicationId);
    }
    return applicationView(await findApplication(tx, acting), services.tokenClock.now());
  });
}

export const lockApplication = (tx: Tx, applicationId: string): Promise<void> =>
  takeLock(tx, `application ${applicationId}`);

/**
 * An application that is no tool of staff.
 *
 * @throws {PlatformError} `APPLICATION_NOT_FOUND`
 */
export async function findProgram(
  tx: Tx,
  wanted: Pick<Acting, 'participantId' | 'applicationId'>,
): Promise<FullApplication> {
  const application = await findApplication(tx, wanted);
  if (application.identityId !== null) throw new PlatformError('APPLICATION_NOT_FOUND');
  return application;
}

async function findApplication(
  tx: Tx,
  { participantId, applicationId }: Pick<Acting, 'participantId' | 'applicationId'>,
): Promise<FullApplication> {
  const row = await tx.application.findFirst({
    where: { id: applicationId, participantId },
    include: WITH_KEYS,
  });
  if (row === null) throw new PlatformError('APPLICATION_NOT_FOUND');
  return row;
}

/** The log entry of an act on an application, so that its owner can read it. */
export async function logAct(
  { services, principal }: Pick<WriteContext, 'services' | 'principal'>,
  tx: Tx,
  { participantId, applicationId }: Pick<Acting, 'participantId' | 'applicationId'>,
  kind: LogEntryKind,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendEntry(services, tx, {
    kind,
    actor: actorOf(principal),
    participantId,
    subjectId: null,
    consentId: null,
    detail: { applicationId, ...detail },
  });
}

/** A step that is not open from where things stand. */
export const stepIllegal = (details: Readonly<Record<string, string>>): PlatformError =>
  new PlatformError('STATUS_STEP_ILLEGAL', { details });
