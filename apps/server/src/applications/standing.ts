import {
  type Environment,
  isLicensed,
  KEY_SET_STALE_AFTER_MS,
  type ParticipantKind,
  PlatformError,
} from '@xinqiao/contracts';
import { type CallerQuery, type CallerStanding, callerStanding, type Tx } from '@xinqiao/db';
import type { Principal } from '../http/principal.ts';
import type { Services } from '../services.ts';

type Clocks = Pick<Services, 'clock' | 'tokenClock'>;
type Who = Pick<CallerQuery, 'participantId' | 'applicationId' | 'keyId' | 'identityId'>;

/** Statuses in which a participant’s programs are served. In a sandbox nothing is real, so one may call before. */
export const SERVED: Readonly<Record<Environment, readonly string[]>> = {
  SANDBOX: ['SANDBOX', 'CERTIFIED', 'ACTIVE'],
  PRODUCTION: ['ACTIVE'],
};

/** Reads how a caller stands right now. Licences go by the day of the business, keys by the real time. */
export function readStanding(
  { clock, tokenClock }: Clocks,
  tx: Tx,
  who: Who,
): Promise<CallerStanding | undefined> {
  const now = tokenClock.now();
  const keySetFreshSince = new Date(now.getTime() - KEY_SET_STALE_AFTER_MS);
  return callerStanding(tx, { ...who, today: clock.today(), now, keySetFreshSince });
}

/**
 * Why a participant is not served, or undefined when it is. Status unknown means no.
 *
 * The operator’s own people work on when its licence has ended, or nobody could record the next one; and the
 * regulator reads on. A bank that only tests in a sandbox needs no licence yet.
 */
export function participantRefusal(
  environment: Environment,
  standing: CallerStanding | undefined,
): PlatformError | undefined {
  if (standing === undefined) return new PlatformError('PARTICIPANT_NOT_ACTIVE');
  const kind = standing.kind as ParticipantKind;
  const { status, statusReason } = standing;
  const watches = kind === 'OPERATOR' || kind === 'REGULATOR';
  if (!watches && !isLicensed('OPERATOR', standing.operatorLicences))
    return new PlatformError('OPERATOR_NOT_LICENSED');
  if (status === 'SUSPENDED')
    return new PlatformError('PARTICIPANT_SUSPENDED', { details: { reason: statusReason ?? 'UNKNOWN' } });
  if (!SERVED[environment].includes(status)) return new PlatformError('PARTICIPANT_NOT_ACTIVE');
  if (kind !== 'OPERATOR' && status === 'ACTIVE' && !isLicensed(kind, standing.licences))
    return new PlatformError('PARTICIPANT_NOT_LICENSED');
  return undefined;
}

/** Why a program is not served, apart from its key: participant, application, environment. */
export function applicationRefusal(
  environment: Environment,
  standing: CallerStanding | undefined,
): PlatformError | undefined {
  const refusal = participantRefusal(environment, standing);
  if (refusal !== undefined || standing === undefined) return refusal;
  if (standing.applicationStatus === null) return new PlatformError('PARTICIPANT_NOT_ACTIVE');
  if (standing.applicationStatus !== 'ACTIVE')
    return new PlatformError('APPLICATION_SUSPENDED', {
      details: { reason: standing.applicationReason ?? 'UNKNOWN' },
    });
  if (standing.environment !== environment) return new PlatformError('ENVIRONMENT_WRONG');
  return undefined;
}

/** The same with the key the program proved itself with. */
export function programRefusal(
  environment: Environment,
  standing: CallerStanding | undefined,
): PlatformError | undefined {
  return (
    applicationRefusal(environment, standing) ??
    (standing?.keyInForce ? undefined : new PlatformError('KEY_NOT_IN_FORCE'))
  );
}

/**
 * Looks again whether a caller that was authenticated is still served: for reads in flight and long answers.
 *
 * @returns Why not any more; undefined while it is.
 */
export async function standingRefusal(
  services: Clocks & Pick<Services, 'environment'>,
  tx: Tx,
  principal: Principal,
): Promise<PlatformError | undefined> {
  const { participantId } = principal;
  if (principal.kind === 'person') {
    const { identityId } = principal;
    const standing = await readStanding(services, tx, { participantId, identityId });
    if (standing?.identityStatus !== 'ACTIVE') return new PlatformError('SIGN_IN_REQUIRED');
    return participantRefusal(services.environment, standing);
  }
  const { applicationId, keyId } = principal;
  return programRefusal(
    services.environment,
    await readStanding(services, tx, { participantId, applicationId, keyId }),
  );
}
