import type { ParticipantId, ProposalId } from '@xinqiao/contracts';
import type { ProposalRow, Tx } from '@xinqiao/db';
import { appendEvent } from '../../events/append-event.ts';
import type { AdmissionServices } from '../take-step.ts';

interface ToldChange {
  readonly status: 'PROPOSED' | 'APPROVED';
  readonly agreementRequired: boolean;
}

/** Tells a bank that somebody is to work for it or now does; who it is stands in its portal. Others have no programs. */
export async function tellBank(
  services: Pick<AdmissionServices, 'clock' | 'newId' | 'operatorId'>,
  tx: Tx,
  { id, expiresAt }: Pick<ProposalRow, 'id' | 'expiresAt'>,
  participantId: ParticipantId,
  change: ToldChange,
): Promise<void> {
  const { kind } = await tx.participant.findUniqueOrThrow({ where: { id: participantId } });
  if (kind !== 'BANK') return;
  await appendEvent(services, tx, {
    ...{ participantId, type: 'cn.xinqiao.person.status-changed.v1', orderingKey: id },
    data: { proposalId: id as ProposalId, expiresAt: expiresAt.toISOString(), ...change },
  });
}
