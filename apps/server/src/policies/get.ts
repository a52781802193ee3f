import type { Handler } from '../http/run-operation.ts';
import { findVersion } from './find-version.ts';

/** One version with its document. Another bank’s and a missing one look the same. */
export const getPolicy: Handler<'policies.get'> = ({ services, principal }, { policyId, version }) => {
  const { participantId } = principal;
  return services.database.transaction({ participantId }, async (tx) => {
    const { view } = await findVersion(services, tx, participantId, policyId, version);
    return view;
  });
};
