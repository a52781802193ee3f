import {
  type ApplicationId,
  type Environment,
  KEY_USUAL_DAYS,
  PlatformError,
  type Scope,
  STAFF_ROLE_SCOPES,
} from '@xinqiao/contracts';
import type { Prisma, Tx } from '@xinqiao/db';
import { checkKeySet } from '../participants/keys/check-key-set.ts';
import type { StoredKey } from '../participants/proposals/proposal-view.ts';
import type { AdmissionServices } from '../participants/take-step.ts';

/** What a tool may do is what its person’s roles allow at the time of each call. */
const TOOL_SCOPES: readonly Scope[] = [...new Set(Object.values(STAFF_ROLE_SCOPES).flat())];

/** @throws {PlatformError} `KEY_SET_INVALID`, with everything that is wrong with the key */
export async function checkToolKey(jwk: unknown): Promise<StoredKey> {
  const { keys } = await checkKeySet({ keys: [jwk] });
  const [key] = keys;
  if (key === undefined) throw new PlatformError('KEY_SET_INVALID');
  return { kid: key.kid, jwk: { ...key.jwk }, thumbprint: key.thumbprint };
}

/** @throws {PlatformError} `KEY_ALREADY_USED`: a key belongs to one person, for good */
export async function requireNewKey(tx: Tx, { thumbprint }: StoredKey): Promise<void> {
  const application = { participant: { kind: 'OPERATOR' } };
  if ((await tx.applicationKey.findFirst({ where: { thumbprint, application } })) !== null)
    throw new PlatformError('KEY_ALREADY_USED');
}

export interface StaffTool {
  readonly identityId: string;
  readonly operator: string;
  readonly key: StoredKey;
  /** Default: a new id. */
  readonly applicationId?: ApplicationId;
  readonly environment: Environment;
}

/**
 * Gives a member of staff a tool with this key; the keys it had end, so that she notices if it was not she.
 *
 * @throws {PlatformError} `KEY_ALREADY_USED`
 */
export async function giveTool(services: AdmissionServices, tx: Tx, tool: StaffTool): Promise<ApplicationId> {
  const { identityId, operator, key, environment } = tool;
  await requireNewKey(tx, key);
  const known = await tx.application.findFirst({
    where: { identityId, participantId: operator },
    include: { keys: true },
  });
  // Ended or not: a key id is not given twice.
  if (known?.keys.some(({ kid }) => kid === key.kid)) throw new PlatformError('KEY_ALREADY_USED');
  const now = services.tokenClock.now();
  const id = known?.id ?? tool.applicationId ?? services.newId('app');
  if (known === null)
    await tx.application.create({
      data: {
        ...{ id, participantId: operator, identityId, nameZh: '人员工具', nameEn: 'Staff tool', environment },
        ...{ scopes: [...TOOL_SCOPES], status: 'ACTIVE' },
        ...{ statusSince: services.clock.now(), createdAt: services.clock.now() },
      },
    });
  await tx.applicationKey.updateMany({
    where: { applicationId: id, endedAt: null },
    data: { endedAt: now, endedReason: 'ROTATED' },
  });
  await tx.applicationKey.create({
    data: {
      ...{ applicationId: id, kid: key.kid, participantId: operator, slot: 1 },
      ...{ jwk: key.jwk as Prisma.InputJsonObject, thumbprint: key.thumbprint, source: 'UPLOAD' },
      validFrom: now,
      validTo: new Date(now.getTime() + KEY_USUAL_DAYS * 86_400_000),
    },
  });
  return id as ApplicationId;
}
