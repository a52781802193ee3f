import { type ConsentRequestState, PlatformError } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import type { Handler } from '../../http/run-operation.ts';
import { requestViews } from './request-view.ts';

/** How far one of the bank’s own requests is. */
export const getRequest: Handler<'consents.getRequest'> = ({ services, principal }, { requestId }) => {
  const { participantId } = principal;
  return services.database.transaction({ participantId }, (tx) =>
    ownRequest(tx, { requestId, participantId }),
  );
};

/** @throws {PlatformError} `CONSENT_REQUEST_NOT_FOUND`, also of another bank’s */
export async function ownRequest(
  tx: Tx,
  { requestId, participantId }: { readonly requestId: string; readonly participantId: string },
): Promise<ConsentRequestState> {
  const row = await tx.consentRequest.findUnique({ where: { id: requestId, participantId } });
  const [view] = row === null ? [] : await requestViews(tx, [row]);
  if (view === undefined) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
  return view;
}
