import { sha256 } from '@noble/hashes/sha2.js';
import { assemblePackage } from '@xinqiao/catalogue';
import { type PackageId, PlatformError } from '@xinqiao/contracts';
import { consentedRead } from './consented-read.ts';
import type { Handler } from './operation-handler.ts';

/**
 * Delivers a signed package of exactly what the consent covers. A repetition reads the city again, under the
 * consent as it stands now.
 */
export const fetchData: Handler<'data.fetch'> = async (context, { consentId, items, range }) => {
  const { platform, earlierResult, complete } = context;
  const { state, operatorId, newId } = platform;
  const { sign } = await platform.keys();
  const earlier = earlierResult === undefined ? undefined : state.packages.get(earlierResult as PackageId);

  const request = { consentId, items, range, use: 'PACKAGE', repeated: earlier !== undefined } as const;
  const { result, receipt } = await consentedRead(context, request, async (read) => {
    const { consent, results } = read;
    const { packageId, asOf, extractedAt } = earlier ?? { ...read, packageId: newId('pkg') as PackageId };
    const payload = assemblePackage({ operatorId, packageId, consent, asOf, extractedAt, results }, sha256);
    const { snapshotHash } = payload;
    if (earlier !== undefined && earlier.snapshotHash !== snapshotHash)
      throw new PlatformError('PACKAGE_CHANGED');
    const states = payload.items.map(({ item, status, snapshotHash }) => ({ item, status, snapshotHash }));
    return {
      kind: 'DATA_DELIVERED',
      detail: { packageId, snapshotHash, items: states, ...(earlier ? { repeated: true } : {}) },
      result: { packageId, package: await sign('xinqiao-package+jwt', payload) },
      store() {
        if (earlier !== undefined) return;
        const deliveredAt = platform.clock.instant();
        state.packages.set(packageId, { packageId, consentId, asOf, extractedAt, deliveredAt, snapshotHash });
        complete(packageId);
      },
    };
  });
  return { ...result, receipt: await sign('xinqiao-receipt+jwt', receipt) };
};
