import type { ConsentId } from '@xinqiao/contracts';
import { type Caller, startCaller } from './caller.ts';
import { agreedConsent, type Cluster, startCluster } from './cluster.ts';

/** Two nodes, a bank that calls either of them, and a consent it may read under. */
export interface TwoNodes {
  readonly cluster: Cluster;
  readonly caller: Caller;
  readonly agreed: ConsentId;
}

export async function startTwoNodes(): Promise<TwoNodes> {
  const cluster = await startCluster();
  const caller = await startCaller(cluster.origin, cluster.credentials);
  const { consentId: agreed } = await agreedConsent(cluster);
  return { cluster, caller, agreed };
}
