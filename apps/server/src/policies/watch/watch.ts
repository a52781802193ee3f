import { monthOf } from '@xinqiao/contracts';
import { policyWatch } from '@xinqiao/scoring';
import type { Handler } from '../../http/run-operation.ts';
import { findVersion } from '../find-version.ts';
import { policyUse } from './policy-use.ts';

/** What the caller’s own decisions by a version come to. A version nobody decides by yet has no months. */
export const watchPolicy: Handler<'policies.watch'> = ({ services, principal }, { policyId, version }) => {
  const { participantId } = principal;
  return services.database.transaction({ participantId }, async (tx) => {
    const { view, policy } = await findVersion(services, tx, participantId, policyId, version);
    const decides = view.status === 'ACTIVE' || view.status === 'RETIRED';
    // Counts under the name of a draft are of another’s version of that name.
    const counted = { participantId: decides ? participantId : '', policyId, policyVersion: version };
    const used = { participantId: counted.participantId, policy: await policy(), baseline: view.baseline };
    const use = await policyUse(tx, used, monthOf(services.clock.instant()));
    return policyWatch({ policyId, version }, use, await tx.policyTally.count({ where: counted }));
  });
};
