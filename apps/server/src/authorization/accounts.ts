import type { ConsentId, ParticipantId } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { ownerOf } from '../audit/owner.ts';
import { isLiving } from '../consents/is-living.ts';
import type { AuthorizationServices } from './authorization-services.ts';

/** A detail of a grant: what the owner agreed to, and the consent it became. */
interface GrantedDetail {
  readonly consent_id?: ConsentId;
}

/** The consent a grant stands for; undefined for a grant of something else. */
export const consentIdOf = (grant: { readonly rar?: readonly unknown[] | undefined } | undefined) =>
  (grant?.rar as readonly GrantedDetail[] | undefined)?.[0]?.consent_id;

/**
 * Who stands behind a grant. A token names her to its bank by the pseudonym that the bank’s log has too (ADR 10).
 *
 * A refresh token has nobody behind it once the consent has ended, by whichever side: it is looked up at every use.
 *
 * @param database Raises errors of OAuth while it is away.
 */
export const accountFinder =
  (services: Pick<AuthorizationServices, 'clock' | 'vault'>, database: Database) =>
  async (ctx: KoaContextWithOIDC, id: string, source?: { readonly kind?: string }) => {
    if (ctx.oidc.route !== 'token') return account(id);
    const participantId = ctx.oidc.client?.participant_id as ParticipantId;
    if (source?.kind === 'RefreshToken') {
      const consentId = consentIdOf(ctx.oidc.entities.Grant);
      if (!(await stands(services, database, participantId, consentId))) return undefined;
    }
    return account(ownerOf(services.vault, participantId, id).pseudonym);
  };

async function stands(
  { clock }: Pick<AuthorizationServices, 'clock'>,
  database: Database,
  participantId: ParticipantId,
  consentId: ConsentId | undefined,
): Promise<boolean> {
  if (consentId === undefined) return false;
  const row = await database.transaction({ participantId }, (tx) =>
    tx.consent.findUnique({ where: { id: consentId, participantId } }),
  );
  return row !== null && isLiving(row, clock.now());
}

const account = (accountId: string) => ({ accountId, claims: async () => ({ sub: accountId }) });
