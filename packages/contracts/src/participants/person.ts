import { z } from 'zod';
import { ParticipantId, ProposalId } from '../identifiers/index.ts';
import { Instant } from '../values/index.ts';
import type { ParticipantKind } from './participant.ts';
import { StaffIdentityId, StaffName } from './staff.ts';

/** What somebody who works for a participant is there for. */
export const PersonRole = z
  .enum(['BANK_DEVELOPER', 'RISK_OFFICER', 'REGULATOR'])
  .describe(
    'BANK_DEVELOPER keeps a bank’s applications and keys, RISK_OFFICER its policies and referrals; REGULATOR supervises.',
  );
export type PersonRole = z.infer<typeof PersonRole>;

/** Roles of the people of a participant, by its kind. The others have none; the operator has its staff. */
export const PERSON_ROLES = {
  BANK: ['BANK_DEVELOPER', 'RISK_OFFICER'],
  REGULATOR: ['REGULATOR'],
} as const satisfies Partial<Record<ParticipantKind, readonly PersonRole[]>>;

export const personRolesOf = (kind: string): readonly PersonRole[] =>
  Object.hasOwn(PERSON_ROLES, kind) ? PERSON_ROLES[kind as keyof typeof PERSON_ROLES] : [];

export const PersonRoles = z
  .array(PersonRole)
  .max(2)
  .refine((roles) => new Set(roles).size === roles.length, {
    error: '角色不能重复 / Name each role once',
  })
  .describe('Roles, of those its kind of participant has; none takes all rights away.');

/** Somebody who works for a bank or the regulator. */
export const Person = z
  .strictObject({
    identityId: StaffIdentityId,
    participantId: ParticipantId.describe('Whom she works for.'),
    name: StaffName,
    roles: z.array(PersonRole).describe('Her roles.'),
    status: z.enum(['ACTIVE', 'DISABLED']).describe('DISABLED: she may do nothing.'),
  })
  .meta({ id: 'Person', description: 'Somebody who works for a participant.' });
export type Person = z.infer<typeof Person>;

/** What the people of a bank that is ACTIVE or SUSPENDED said to somebody who would get rights there. */
export const Agreement = z
  .enum(['MISSING', 'GIVEN'])
  .describe('MISSING: approval waits for one of the bank’s own people; GIVEN: one of them agreed.');
export type Agreement = z.infer<typeof Agreement>;

/** An open proposal about somebody of a bank, as the bank’s people see it. */
export const PersonProposal = z
  .strictObject({
    proposalId: ProposalId,
    identityId: StaffIdentityId.describe('Whom it is about.'),
    name: StaffName,
    roles: z.array(PersonRole).describe('Roles she would have; those left out end.'),
    status: z.enum(['ACTIVE', 'DISABLED']).describe('Whether she could do anything.'),
    note: z.string().nullable().describe('Words of whoever proposed; null for none.'),
    proposedBy: z.string().describe('Who of the operator proposed it.'),
    proposedAt: Instant.describe('When, UTC.'),
    expiresAt: Instant.describe('From then on it can no longer be approved, UTC.'),
    agreement: Agreement.nullable().describe(
      'Whether one of the bank’s people agreed; null where nobody has to.',
    ),
    agreedBy: z.string().nullable().describe('Who agreed, and still may; null for nobody.'),
  })
  .meta({ id: 'PersonProposal', description: 'A change of the people of a bank that waits for approval.' });
export type PersonProposal = z.infer<typeof PersonProposal>;
