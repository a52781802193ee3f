import { PlatformError } from '@xinqiao/contracts';
import type { ApplicationKeyRow, Prisma, Tx } from '@xinqiao/db';
import type { CheckedKey } from '../../participants/keys/check-key-set.ts';

const SLOTS = [1, 2];

export interface NewKey {
  readonly applicationId: string;
  readonly participantId: string;
  readonly key: CheckedKey;
  readonly source: 'UPLOAD' | 'URL';
  readonly validTo: Date;
  /** The real time. */
  readonly now: Date;
}

/**
 * Registers a key in a free slot of its use and application, under the application’s lock. A key whose time is over is ended
 * when its slot is needed; not one the operator suspended, which is evidence until it says otherwise.
 *
 * Another participant may have registered the same public key: it is of use only to whoever has the private half, and
 * only as the application it is registered for.
 *
 * @param keys The application’s keys, ended ones too.
 * @throws {PlatformError} `KEY_SLOTS_FULL`; `KEY_ALREADY_USED` when its participant registered the key before, or its
 * id in this application
 */
export async function takeSlot(
  tx: Tx,
  keys: readonly ApplicationKeyRow[],
  { applicationId, participantId, key, source, validTo, now }: NewKey,
): Promise<void> {
  const { kid, use, jwk, thumbprint } = key;
  if (keys.some((known) => known.kid === kid || known.thumbprint === thumbprint))
    throw new PlatformError('KEY_ALREADY_USED');
  const taken = keys
    .filter(
      (known) =>
        known.use === use && known.endedAt === null && (known.validTo > now || heldByOperator(known)),
    )
    .map(({ slot }) => slot);
  const slot = SLOTS.find((free) => !taken.includes(free));
  if (slot === undefined) throw new PlatformError('KEY_SLOTS_FULL');
  await tx.applicationKey.updateMany({
    where: { applicationId, use, slot, endedAt: null },
    data: { endedAt: now, endedReason: 'EXPIRED' },
  });
  const { count } = await tx.applicationKey.createMany({
    data: {
      ...{ applicationId, participantId, kid, use, slot, thumbprint, source, validTo },
      jwk: jwk as unknown as Prisma.InputJsonObject,
      validFrom: now,
    },
    skipDuplicates: true,
  });
  if (count === 0) throw new PlatformError('KEY_ALREADY_USED');
}

/** What the operator suspended is refused already, and stays as it is until the operator says otherwise. */
export const heldByOperator = ({ suspendedBy }: ApplicationKeyRow): boolean =>
  suspendedBy === 'OPERATOR' || suspendedBy === 'BOTH';
