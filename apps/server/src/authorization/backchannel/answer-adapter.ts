import type { ConsentRow, Database } from '@xinqiao/db';
import {
  type AdapterPayload,
  type AuthorizationDetail,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';
import type { Clock } from '../../clock.ts';
import { sha256Text } from '../../sha256-text.ts';
import type { prismaAdapter } from '../adapter.ts';
import { agreedDetail } from '../agreed-detail.ts';

/** How long a request is known after its time, in seconds: its bank hears `expired_token`, and others may still agree. */
const KEPT_SECONDS = 4 * 86_400;

/**
 * Decoupled requests. What was answered is read from the request’s own row whenever the bank asks, on whatever node: no
 * way of answering has to bring the news here, and none can forget to.
 */
export const answeredLater = (
  Base: ReturnType<typeof prismaAdapter>,
  { clock, database }: { readonly clock: Clock; readonly database: Database },
) =>
  class BackchannelRequestAdapter extends Base {
    override upsert(...[id, payload, expiresIn = 0]: Parameters<InstanceType<typeof Base>['upsert']>) {
      return super.upsert(id, payload, expiresIn + KEPT_SECONDS);
    }

    override async find(id: string): Promise<AdapterPayload | undefined> {
      const payload = await super.find(id);
      const { ctx } = Provider;
      const client = ctx?.oidc.client;
      // Somebody else’s client is told so by the provider; nothing is looked up for it.
      if (payload === undefined || ctx === undefined || client?.clientId !== payload.clientId) return payload;
      const participantId = String(client?.participant_id);
      const asked = await database.transaction({ participantId }, (tx) =>
        tx.consentRequest.findUnique({ where: { handle: id, participantId }, include: { consent: true } }),
      );
      // A request without its row was cut off while it was written.
      if (asked === null) return undefined;
      if (asked.status === 'PENDING')
        return asked.answerBy > clock.now()
          ? { ...payload, exp: seconds(asked.answerBy, payload) }
          : lapsed(payload);
      if (asked.status === 'LAPSED') return lapsed(payload);
      const answered = { ...payload, exp: later(payload) };
      const accountId = asked.consent.grantedBy;
      if (asked.status !== 'AGREED' || accountId === null) return { ...answered, error: 'access_denied' };
      const grantId = sha256Text(id);
      const detail = agreedDetail(payload.params?.authorization_details, {
        items: [...asked.items, ...asked.chosenItems],
        uscc: await codeOf(database, asked.consent),
        consentId: asked.consentId,
      });
      const rar = [detail];
      if (payload.consumed === undefined) await saveGrant(ctx, { grantId, accountId, rar });
      return { ...answered, accountId, grantId, rar };
    }
  };

/** Others who have to agree may have longer than the bank was told. */
const seconds = (answerBy: Date, { exp = 0 }: AdapterPayload) =>
  Math.max(exp, Math.ceil(answerBy.getTime() / 1000));
/** What was answered in time may be fetched for as long as it is known. */
const later = ({ exp = 0 }: AdapterPayload) => exp + KEPT_SECONDS;
const lapsed = (payload: AdapterPayload): AdapterPayload => ({ ...payload, exp: payload.iat ?? 0 });

/** Code of the firm whose data it is; undefined of whoever has none. */
function codeOf(
  database: Database,
  { participantId, subjectId }: Pick<ConsentRow, 'participantId' | 'subjectId'>,
): Promise<string | undefined> {
  if (subjectId === null) return Promise.resolve(undefined);
  return database.transaction({ participantId, subjectId }, async (tx) => {
    const where = { subjectId, scheme: 'uscc', validTo: null };
    return (await tx.subjectIdentifier.findFirst({ where, select: { value: true } }))?.value;
  });
}

/** The same grant however often it is asked for: two that ask at once write the same row. */
async function saveGrant(
  ctx: KoaContextWithOIDC,
  { grantId, accountId, rar }: { grantId: string; accountId: string; rar: AuthorizationDetail[] },
): Promise<void> {
  const { client, provider } = ctx.oidc;
  const grant = new provider.Grant({ accountId, clientId: client?.clientId ?? '' });
  grant.addOIDCScope('openid');
  await Object.assign(grant, { jti: grantId, rar }).save();
}
