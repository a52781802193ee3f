import { z } from 'zod';
import { BankPurposeCode } from '../consent/index.ts';
import { ApplicationId, BreakGlassId, ParticipantId } from '../identifiers/index.ts';
import { Outcome, PendingProposalId } from '../participants/admission-operation.ts';
import { Application, Environment } from '../participants/application.ts';
import { KeyEndReason, KeyId } from '../participants/application-key.ts';
import { Note, StatusReason } from '../participants/participant.ts';
import { Instant, LocalizedText } from '../values/index.ts';
import { operation } from './operation.ts';
import { Scope } from './scope.ts';

const OWN = '/v1/applications';
const ANY = '/v1/participants/{participantId}/applications';

const Applications = z
  .strictObject({ items: z.array(Application).describe('Applications, the oldest first.') })
  .meta({ id: 'Applications', description: 'Applications of one participant.' });

const distinct = <Item extends z.ZodType>(item: Item, most: number) =>
  z
    .array(item)
    .max(most)
    .refine((items) => new Set(items).size === items.length, { error: 'names one twice' });

/** What the operator decides about an application. */
const Admitted = z.strictObject({
  name: LocalizedText.describe('Name shown on the consent page.'),
  redirectUris: distinct(z.string().min(1).max(500), 10).describe(
    'Exact redirect URIs, up to 10: https without wildcard, fragment or user name; in a sandbox also http on loopback.',
  ),
  notificationUri: z
    .string()
    .min(1)
    .max(500)
    .nullable()
    .optional()
    .describe(
      'Where it is told that a decoupled request was answered (CIBA ping): https, in a sandbox also http on loopback. Default none: it asks.',
    ),
  templates: distinct(z.string().min(1).max(41), 50).describe(
    'Consent templates it may use; see the catalogue.',
  ),
  purposes: distinct(BankPurposeCode, 10).describe('Purposes it may ask consent for.'),
  scopes: distinct(Scope, 40).describe('Scopes it may ask for, of those its kind of participant may have.'),
});

const OwnPath = z.strictObject({ applicationId: ApplicationId });
const AnyPath = z.strictObject({ participantId: ParticipantId, applicationId: ApplicationId });
const Reasoned = z.strictObject({
  note: Note.optional(),
  reason: StatusReason.extract(['SECURITY_INCIDENT', 'KEY_COMPROMISED', 'AT_OWN_REQUEST']).describe(
    'Why, as a code.',
  ),
});
const ReasonedAny = z.strictObject({
  note: Note.optional(),
  reason: StatusReason.extract([
    'SECURITY_INCIDENT',
    'KEY_COMPROMISED',
    'MISUSE',
    'CONTRACT_ENDED',
    'AT_OWN_REQUEST',
    'SUPERVISORY_ORDER',
  ]).describe('Why, as a code; its owner sees it.'),
});
const OfKey = z.strictObject({ kid: KeyId });
const Ended = z.strictObject({
  reason: KeyEndReason.exclude(['EXPIRED', 'ROTATED']).describe('Why it ends for good, as a code.'),
});
const NewKey = z.strictObject({
  jwk: z
    .record(z.string(), z.unknown())
    .describe(
      'Public key with a kid (RFC 7517): EC on P-256, or RSA of 2048 to 4096 bits. With `use` enc packages are encrypted to it; without or with sig it signs. Never a private one.',
    ),
  validTo: Instant.optional().describe('When it ends, UTC: within 2 years; default in 1 year.'),
});

export const listApplications = operation({
  name: 'applications.list',
  method: 'GET',
  path: OWN,
  summary: { zh: '列出本机构的应用及其密钥', en: 'List own applications and their keys' },
  scope: 'applications:read',
  input: z.strictObject({}),
  output: Applications,
});

export const listApplicationsOf = operation({
  name: 'applications.listOf',
  method: 'GET',
  path: ANY,
  summary: {
    zh: '列出一个参与方的应用及其密钥',
    en: 'List the applications of a participant and their keys',
  },
  scope: 'participants:read',
  input: z.strictObject({ participantId: ParticipantId }),
  output: Applications,
  errors: ['PARTICIPANT_NOT_FOUND'],
});

export const registerApplication = operation({
  name: 'applications.register',
  method: 'POST',
  path: ANY,
  summary: {
    zh: '为参与方登记应用；在用参与方的须由另一人复核',
    en: 'Register an application; of a participant in use a second person approves it',
  },
  scope: 'participants:admit',
  input: z.strictObject({ participantId: ParticipantId, environment: Environment, ...Admitted.shape }),
  output: z
    .strictObject({
      outcome: Outcome,
      applicationId: ApplicationId.describe('Id it has, or will have once approved.'),
      application: Application.nullable().describe('The application; null while it waits.'),
      proposalId: PendingProposalId,
    })
    .meta({ id: 'ApplicationRegistrationResult', description: 'An application registered or proposed.' }),
  status: 201,
  errors: ['PARTICIPANT_NOT_FOUND', 'STATUS_STEP_ILLEGAL', 'PROPOSAL_PENDING'],
});

export const updateApplication = operation({
  name: 'applications.update',
  method: 'POST',
  path: `${ANY}/{applicationId}`,
  summary: {
    zh: '变更应用的登记内容，未提交的项保持不变；在用参与方的应用改名或增项须由另一人复核',
    en: 'Change what an application is admitted for; of one in use a second person approves what is new',
  },
  scope: 'participants:admit',
  input: z.strictObject({ ...AnyPath.shape, ...Admitted.partial().shape }),
  output: z
    .strictObject({ outcome: Outcome, application: Application, proposalId: PendingProposalId })
    .meta({ id: 'ApplicationChangeResult', description: 'A change of an application made or proposed.' }),
  errors: ['APPLICATION_NOT_FOUND', 'PROPOSAL_PENDING'],
});

export const suspendApplication = operation({
  name: 'applications.suspend',
  method: 'POST',
  path: `${OWN}/{applicationId}/suspend`,
  summary: {
    zh: '暂停本机构的一个应用；返回后其调用即被拒绝',
    en: 'Suspend an own application; once this returns its calls are refused',
  },
  scope: 'applications:write',
  input: z.strictObject({ ...OwnPath.shape, ...Reasoned.shape }),
  output: Application,
  errors: ['APPLICATION_NOT_FOUND', 'STATUS_STEP_ILLEGAL'],
});

export const reinstateApplication = operation({
  name: 'applications.reinstate',
  method: 'POST',
  path: `${OWN}/{applicationId}/reinstate`,
  summary: {
    zh: '恢复本机构自行暂停的应用；运营方的暂停须由运营方解除',
    en: 'Lift an own suspension of an application; the operator’s only the operator lifts',
  },
  scope: 'applications:write',
  input: OwnPath,
  output: Application,
  errors: ['APPLICATION_NOT_FOUND', 'STATUS_STEP_ILLEGAL'],
});

export const suspendAnyApplication = operation({
  name: 'applications.suspendAny',
  method: 'POST',
  path: `${ANY}/{applicationId}/suspend`,
  summary: {
    zh: '运营方暂停应用；返回后其调用即被拒绝',
    en: 'Suspend an application as the operator; once this returns its calls are refused',
  },
  scope: 'participants:suspend',
  input: z.strictObject({
    ...AnyPath.shape,
    ...ReasonedAny.shape,
    breakGlassId: BreakGlassId.optional().describe(
      'Own open emergency: only with it the tool of a member of staff is suspended.',
    ),
  }),
  output: Application,
  errors: [
    ...(['APPLICATION_NOT_FOUND', 'STATUS_STEP_ILLEGAL'] as const),
    ...(['BREAK_GLASS_NOT_OPEN', 'ADMISSION_INCOMPLETE'] as const),
  ],
});

export const reinstateAnyApplication = operation({
  name: 'applications.reinstateAny',
  method: 'POST',
  path: `${ANY}/{applicationId}/reinstate`,
  summary: {
    zh: '解除运营方对应用的暂停；其所有者自行的暂停仍然有效',
    en: 'Lift the operator’s suspension of an application; its owner’s own stays',
  },
  scope: 'participants:suspend',
  input: AnyPath,
  output: Application,
  errors: ['APPLICATION_NOT_FOUND', 'STATUS_STEP_ILLEGAL', 'FOUR_EYES_REQUIRED'],
});

export const registerKey = operation({
  name: 'keys.register',
  method: 'POST',
  path: `${OWN}/{applicationId}/keys`,
  summary: { zh: '登记本机构应用的公钥', en: 'Register a public key of an own application' },
  scope: 'applications:write',
  input: z.strictObject({ ...OwnPath.shape, ...NewKey.shape }),
  output: Application,
  status: 201,
  errors: ['APPLICATION_NOT_FOUND', 'KEY_SET_INVALID', 'KEY_SLOTS_FULL', 'KEY_ALREADY_USED'],
});

export const registerAnyKey = operation({
  name: 'keys.registerAny',
  method: 'POST',
  path: `${ANY}/{applicationId}/keys`,
  summary: {
    zh: '受理或暂停期间代参与方登记公钥；已启用的参与方只能自行登记',
    en: 'Register a key for a participant in admission or suspended; an active one registers its own',
  },
  scope: 'participants:admit',
  input: z.strictObject({ ...AnyPath.shape, ...NewKey.shape }),
  output: Application,
  status: 201,
  errors: [
    ...(['APPLICATION_NOT_FOUND', 'STATUS_STEP_ILLEGAL', 'KEY_SET_INVALID'] as const),
    ...(['KEY_SLOTS_FULL', 'KEY_ALREADY_USED'] as const),
  ],
});

export const registerKeyUrl = operation({
  name: 'keys.registerUrl',
  method: 'POST',
  path: `${OWN}/{applicationId}/jwks-uri`,
  summary: {
    zh: '登记公钥集合的地址；立即读取一次，以后定期读取',
    en: 'Register where the keys are published; read at once, then regularly',
  },
  scope: 'applications:write',
  input: z.strictObject({
    ...OwnPath.shape,
    jwksUri: z
      .string()
      .min(1)
      .max(500)
      .describe(
        'Address of a JWK set of one or two public keys (RFC 7517 §5): public https, no query, no redirect.',
      ),
  }),
  output: Application,
  errors: [
    ...(['APPLICATION_NOT_FOUND', 'STATUS_STEP_ILLEGAL', 'KEY_SET_INVALID', 'KEY_SET_UNREACHABLE'] as const),
    ...(['KEY_SLOTS_FULL', 'KEY_ALREADY_USED'] as const),
  ],
});

export const refreshKeys = operation({
  name: 'keys.refresh',
  method: 'POST',
  path: `${OWN}/{applicationId}/keys/refresh`,
  summary: { zh: '立即重新读取公钥集合的地址', en: 'Read the address of the keys anew, now' },
  scope: 'applications:write',
  input: OwnPath,
  output: Application,
  errors: registerKeyUrl.errors,
});

export const suspendKey = operation({
  name: 'keys.suspend',
  method: 'POST',
  path: `${OWN}/{applicationId}/keys/suspend`,
  summary: {
    zh: '暂停本机构的一个密钥；返回后即被拒绝，用它取得的令牌同时失效',
    en: 'Suspend an own key; once this returns it is refused, and so are tokens it was used to get',
  },
  scope: 'applications:write',
  input: z.strictObject({ ...OwnPath.shape, ...OfKey.shape, reason: Reasoned.shape.reason }),
  output: Application,
  errors: ['APPLICATION_NOT_FOUND', 'KEY_NOT_FOUND', 'STATUS_STEP_ILLEGAL'],
});

export const reinstateKey = operation({
  name: 'keys.reinstate',
  method: 'POST',
  path: `${OWN}/{applicationId}/keys/reinstate`,
  summary: { zh: '恢复本机构自行暂停的密钥', en: 'Lift an own suspension of a key' },
  scope: 'applications:write',
  input: z.strictObject({ ...OwnPath.shape, ...OfKey.shape }),
  output: Application,
  errors: ['APPLICATION_NOT_FOUND', 'KEY_NOT_FOUND', 'STATUS_STEP_ILLEGAL'],
});

export const revokeKey = operation({
  name: 'keys.revoke',
  method: 'POST',
  path: `${OWN}/{applicationId}/keys/revoke`,
  summary: {
    zh: '吊销本机构的一个密钥，不可恢复；最后一个也可吊销',
    en: 'Revoke an own key for good, the last one too',
  },
  scope: 'applications:write',
  input: z.strictObject({ ...OwnPath.shape, ...OfKey.shape, ...Ended.shape }),
  output: Application,
  errors: ['APPLICATION_NOT_FOUND', 'KEY_NOT_FOUND', 'STATUS_STEP_ILLEGAL'],
});

export const suspendAnyKey = operation({
  name: 'keys.suspendAny',
  method: 'POST',
  path: `${ANY}/{applicationId}/keys/suspend`,
  summary: { zh: '运营方暂停密钥', en: 'Suspend a key as the operator' },
  scope: 'participants:suspend',
  input: z.strictObject({ ...AnyPath.shape, ...OfKey.shape, reason: ReasonedAny.shape.reason }),
  output: Application,
  errors: ['APPLICATION_NOT_FOUND', 'KEY_NOT_FOUND', 'STATUS_STEP_ILLEGAL'],
});

export const reinstateAnyKey = operation({
  name: 'keys.reinstateAny',
  method: 'POST',
  path: `${ANY}/{applicationId}/keys/reinstate`,
  summary: {
    zh: '解除运营方对密钥的暂停；其所有者自行的暂停仍然有效',
    en: 'Lift the operator’s suspension of a key; its owner’s own stays',
  },
  scope: 'participants:suspend',
  input: z.strictObject({ ...AnyPath.shape, ...OfKey.shape }),
  output: Application,
  errors: ['APPLICATION_NOT_FOUND', 'KEY_NOT_FOUND', 'STATUS_STEP_ILLEGAL'],
});

export const revokeAnyKey = operation({
  name: 'keys.revokeAny',
  method: 'POST',
  path: `${ANY}/{applicationId}/keys/revoke`,
  summary: { zh: '运营方吊销密钥，不可恢复', en: 'Revoke a key for good as the operator' },
  scope: 'participants:suspend',
  input: z.strictObject({ ...AnyPath.shape, ...OfKey.shape, ...Ended.shape }),
  output: Application,
  errors: ['APPLICATION_NOT_FOUND', 'KEY_NOT_FOUND', 'STATUS_STEP_ILLEGAL'],
});
