import { z } from 'zod';
import { ApplicationId, ParticipantId } from '../identifiers/index.ts';
import type { Scope } from '../operations/scope.ts';

/** What a member of the operator's staff is there for. */
export const StaffRole = z
  .enum(['ADMISSION', 'CATALOGUE', 'POLICY', 'SECURITY', 'SUPPORT'])
  .describe(
    'ADMISSION admits participants, CATALOGUE keeps the catalogue and sources, POLICY keeps policies, SECURITY suspends and keeps the staff, SUPPORT answers cases.',
  );
export type StaffRole = z.infer<typeof StaffRole>;

/** What each role may do, at the console or with a tool of her own. */
export const STAFF_ROLE_SCOPES = {
  ADMISSION: [
    'console:open',
    'participants:read',
    'participants:admit',
    'proposals:decide',
    'staff:read',
    'subjects:read',
    'subjects:write',
    'subjects:reveal',
    'subjects:erase',
    'agents:write',
    'catalogue:read',
    'metering:export',
    'break-glass:open',
  ],
  SECURITY: [
    'console:open',
    'participants:read',
    'participants:suspend',
    'proposals:decide',
    'staff:read',
    'staff:write',
    'break-glass:open',
  ],
  CATALOGUE: [
    ...(['console:open', 'catalogue:read', 'sources:read', 'sources:write'] as const),
    ...(['corrections:assign', 'subjects:read'] as const),
  ],
  POLICY: ['console:open', 'catalogue:read', 'policies:read', 'policies:write', 'policies:activate'],
  SUPPORT: [
    ...(['console:open', 'support:work', 'corrections:settle'] as const),
    ...(['participants:read', 'subjects:read', 'catalogue:read', 'sources:read'] as const),
  ],
} as const satisfies Readonly<Record<StaffRole, readonly Scope[]>>;

/**
 * Separation of duties: who keeps the staff and the keys has no other part in the business
 * (GB/T 22239-2019, 安全管理机构).
 *
 * @returns The roles that one person may not hold together; none when they go together.
 */
export const conflictingRoles = (roles: readonly StaffRole[]): readonly StaffRole[] =>
  roles.includes('SECURITY') && new Set(roles).size > 1
    ? StaffRole.options.filter((role) => roles.includes(role))
    : [];

export const StaffIdentityId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{1,62}$/,
    '人员标识须为 2 至 63 位小写字母、数字或连字符 / The identity must be 2 to 63 lower-case letters, digits or hyphens',
  )
  .describe('Identity of the person at the city’s sign-in.');

export const StaffName = z.string().trim().min(1).max(100).describe('Name shown to colleagues.');

export const StaffRoles = z
  .array(StaffRole)
  .max(5)
  .refine((roles) => new Set(roles).size === roles.length, {
    error: '角色不能重复 / Name each role once',
  })
  .describe('Roles; none together with status DISABLED takes all rights away.');

/** A public key of the tool a member of staff works with, as she made it. */
export const StaffToolKey = z
  .record(z.string(), z.unknown())
  .describe('Public key of her tool, a JWK (RFC 7517): P-256 or RSA. Never a private key.');

/** Somebody who works for the operator. */
export const StaffMember = z
  .strictObject({
    identityId: StaffIdentityId,
    participantId: ParticipantId.describe('The operator.'),
    name: StaffName,
    roles: z.array(StaffRole).describe('Her roles.'),
    status: z.enum(['ACTIVE', 'DISABLED']).describe('DISABLED: she may do nothing.'),
    toolId: ApplicationId.nullable().describe('Application of her own tool; null when she has none.'),
  })
  .meta({ id: 'StaffMember', description: 'A member of the operator’s staff.' });
export type StaffMember = z.infer<typeof StaffMember>;
