import { z } from 'zod';
import { BreakGlassId } from '../identifiers/index.ts';
import {
  BREAK_GLASS_MINUTES,
  BreakGlass,
  Note,
  Proposal,
  StaffIdentityId,
  StaffMember,
  StaffName,
  StaffRoles,
  StaffToolKey,
} from '../participants/index.ts';
import { operation } from './operation.ts';
import { PageInput, page } from './page.ts';

export const listStaff = operation({
  name: 'staff.list',
  method: 'GET',
  path: '/v1/staff',
  summary: { zh: '列出运营人员及其角色', en: 'List the staff of the operator and their roles' },
  scope: 'staff:read',
  input: z.strictObject({}),
  output: z
    .strictObject({ items: z.array(StaffMember).describe('All members of staff, by identity.') })
    .meta({ id: 'Staff', description: 'The staff of the operator.' }),
});

export const proposeStaff = operation({
  name: 'staff.propose',
  method: 'POST',
  path: '/v1/staff/{identityId}',
  summary: {
    zh: '提出人员角色变更，由另一人复核后生效；不能为本人提出',
    en: 'Propose the roles of a person, for somebody else to approve; never about yourself',
  },
  scope: 'staff:write',
  input: z.strictObject({
    identityId: StaffIdentityId,
    name: StaffName,
    roles: StaffRoles,
    status: z
      .enum(['ACTIVE', 'DISABLED'])
      .default('ACTIVE')
      .describe('DISABLED takes all rights away; default ACTIVE.'),
    toolKey: StaffToolKey.optional().describe(
      'Public key of her tool, a JWK; it takes the place of those her tool has. Without it nothing changes there.',
    ),
    note: Note.optional().describe('Why, for whoever approves.'),
  }),
  output: Proposal,
  status: 201,
  errors: [
    'FOUR_EYES_REQUIRED',
    'DUTIES_IN_CONFLICT',
    'KEY_SET_INVALID',
    'KEY_ALREADY_USED',
    'PROPOSAL_PENDING',
  ],
});

const byId = z.strictObject({ breakGlassId: BreakGlassId });

export const openBreakGlass = operation({
  name: 'breakGlass.open',
  method: 'POST',
  path: '/v1/break-glass',
  summary: {
    zh: '紧急情况下单人操作：最长四小时，留痕并由他人复查',
    en: 'Act alone in an emergency: four hours at most, logged, reviewed by somebody else',
  },
  scope: 'break-glass:open',
  input: z.strictObject({
    reason: z
      .string()
      .trim()
      .min(10)
      .max(1000)
      .describe('Why it cannot wait, at least 10 characters. No personal data.'),
    minutes: z
      .int()
      .min(1)
      .max(BREAK_GLASS_MINUTES)
      .default(60)
      .describe('How long, in minutes, 1–240; default 60.'),
  }),
  output: BreakGlass,
  status: 201,
  errors: ['BREAK_GLASS_PENDING'],
});

export const closeBreakGlass = operation({
  name: 'breakGlass.close',
  method: 'POST',
  path: '/v1/break-glass/{breakGlassId}/close',
  summary: { zh: '结束本人开启的紧急操作', en: 'Close an emergency you opened' },
  scope: 'break-glass:open',
  input: byId,
  output: BreakGlass,
  errors: ['BREAK_GLASS_NOT_OPEN'],
});

export const reviewBreakGlass = operation({
  name: 'breakGlass.review',
  method: 'POST',
  path: '/v1/break-glass/{breakGlassId}/review',
  summary: { zh: '复查他人的紧急操作', en: 'Review an emergency that somebody else had' },
  scope: 'proposals:decide',
  input: z.strictObject({
    ...byId.shape,
    note: z.string().trim().min(1).max(1000).describe('What the review found. No personal data.'),
  }),
  output: BreakGlass,
  errors: ['BREAK_GLASS_NOT_OPEN', 'FOUR_EYES_REQUIRED', 'STATUS_STEP_ILLEGAL'],
});

export const listBreakGlass = operation({
  name: 'breakGlass.list',
  method: 'GET',
  path: '/v1/break-glass',
  summary: { zh: '列出紧急操作及其复查', en: 'List emergencies and their reviews, newest first' },
  scope: 'staff:read',
  input: PageInput,
  output: page(BreakGlass, 'BreakGlassPage'),
});
