import type { PersonProposal } from '@xinqiao/contracts';
import type { ProposalRow, Tx } from '@xinqiao/db';
import type { Vault } from '../../keys/vault.ts';
import { agreedBy, agreementOf, personChange } from './agreement.ts';

/** An open proposal about somebody of a bank, as the bank’s people see it. */
export async function personProposal(
  tx: Tx,
  digest: Pick<Vault, 'digest'>,
  row: ProposalRow,
): Promise<PersonProposal> {
  const change = personChange(row);
  if (change === undefined) throw new Error('not about a person');
  const { name, roles, status } = change;
  return {
    ...{ proposalId: row.id, identityId: row.targetId, name, roles, status, note: row.note },
    ...{ proposedBy: row.proposedBy, proposedAt: row.proposedAt.toISOString() },
    expiresAt: row.expiresAt.toISOString(),
    agreement: await agreementOf(tx, digest, row),
    agreedBy: (await agreedBy(tx, digest, row, change)) ?? null,
  } as PersonProposal;
}
