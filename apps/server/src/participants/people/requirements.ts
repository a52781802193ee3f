import { type PersonRole, PlatformError, personRolesOf } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { requireNobodyElses } from '../../staff/duties.ts';

export interface WantedPerson {
  readonly participantId: string;
  readonly identityId: string;
  readonly roles: readonly PersonRole[];
  readonly status: 'ACTIVE' | 'DISABLED';
}

/** People come when their participant is taken in; when it has gone, they can only go too. */
const TAKEN_IN = ['SANDBOX', 'CERTIFIED', 'ACTIVE', 'SUSPENDED'];

/**
 * Looked at when it is proposed, and again when it is approved.
 *
 * @throws {PlatformError} `PARTICIPANT_NOT_FOUND`; `VALIDATION_FAILED` of roles its kind has not; `ADMISSION_INCOMPLETE`
 *   when it is not taken in; `DUTIES_IN_CONFLICT` of an owner, an agent, staff of the operator or another’s people
 */
export async function requirePerson(tx: Tx, wanted: WantedPerson): Promise<void> {
  const { participantId, identityId, roles, status } = wanted;
  const participant = await tx.participant.findUnique({ where: { id: participantId } });
  if (participant === null) throw new PlatformError('PARTICIPANT_NOT_FOUND');
  const known = personRolesOf(participant.kind);
  // The operator’s staff is no matter of admission, whatever is asked.
  if (known.length === 0)
    throw invalid(
      'participantId',
      '只有银行和监管方在此有人员 / Only banks and the regulator have people here.',
    );
  if (!roles.every((role) => known.includes(role)))
    throw invalid(
      'roles',
      `此类参与方的角色为 ${known.join('、')} / A participant of this kind has ${known.join(', ')}.`,
    );
  if (status === 'ACTIVE' && !TAKEN_IN.includes(participant.status))
    throw new PlatformError('ADMISSION_INCOMPLETE', {
      errors: [
        {
          path: 'participantId',
          problem: `其状态须为 ${TAKEN_IN.join('、')} / It must be ${TAKEN_IN.join(', ')}.`,
        },
      ],
    });
  requireNobodyElses(await tx.identity.findUnique({ where: { id: identityId } }), participantId);
}

const invalid = (path: string, problem: string): PlatformError =>
  new PlatformError('VALIDATION_FAILED', { errors: [{ path, problem }] });
