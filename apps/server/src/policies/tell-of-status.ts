import type { ParticipantId, Sha256Digest } from '@xinqiao/contracts';
import type { PolicyVersionRow, Tx } from '@xinqiao/db';
import { appendEvent } from '../events/append-event.ts';
import type { Services } from '../services.ts';
import type { Owner } from './take-step.ts';

/** Banks whose programs may decide, or may again once they are let in again. */
const SERVED = ['SANDBOX', 'CERTIFIED', 'ACTIVE', 'SUSPENDED'];

/**
 * Tells whose programs decide by a policy that another version does from now on, or none: a bank of its own; of the
 * operator’s every bank, because each may name it and none says beforehand that it will.
 */
export async function tellOfStatus(
  services: Services,
  tx: Tx,
  row: PolicyVersionRow,
  { kind, participantId }: Owner,
): Promise<void> {
  const banks =
    kind === 'OPERATOR'
      ? await tx.participant.findMany({
          where: { kind: 'BANK', status: { in: SERVED } },
          orderBy: { id: 'asc' },
          select: { id: true },
        })
      : [{ id: participantId }];
  const data = { policyId: row.policyId, version: row.version, status: row.status };
  for (const { id } of banks)
    await appendEvent(services, tx, {
      participantId: id as ParticipantId,
      ...{ type: 'cn.xinqiao.policy.status-changed.v1', orderingKey: row.id },
      data: { ...data, documentHash: row.documentHash as Sha256Digest },
    });
}
