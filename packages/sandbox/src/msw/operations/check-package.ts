import { sha256 } from '@noble/hashes/sha2.js';
import { assemblePackage, checkItems, requireCurrent, snapshotHashes } from '@xinqiao/catalogue';
import { type PackageId, PlatformError } from '@xinqiao/contracts';
import type { PackageRecord } from '../state.ts';
import { consentedAct, type OpenAccess, readItems } from './consented-read.ts';
import { findPackage } from './fetch-data.ts';
import type { Handler, OutputOf, WriteContext } from './operation-handler.ts';

type Check = Omit<OutputOf<'data.checkPackage'>, 'receipt'>;

/** Says whether the city still gives what a package was made of, for the same days. Counts as a fetch. */
export const checkPackage: Handler<'data.checkPackage'> = async (context, { consentId, packageId }) => {
  const { platform, earlierResult, complete } = context;
  const { clock, newId, state } = platform;
  const { sign } = await platform.keys();
  const found = findPackage(platform, consentId, packageId);
  const repeated = earlierResult !== undefined;
  const request = {
    ...{ consentId, items: found?.items.map(({ item }) => item), range: found?.range },
    ...{ use: 'PACKAGE' as const, repeated, about: { check: packageId } },
  };
  const { result, receipt } = await consentedAct<Check>(context, request, async (access) => {
    const current = requireCurrent(found, access.consent, clock.instant());
    const checkedAt = clock.instant();
    const items = await statesNow(context, access, current);
    return {
      kind: 'DATA_DELIVERED',
      detail: { check: packageId, items, ...(repeated ? { repeated } : {}) },
      result: { packageId, checkedAt, items },
      store() {
        if (repeated) return;
        const id = newId('pkg') as PackageId;
        state.packages.set(id, { ...current, packageId: id, kind: 'CHECK', deliveredAt: checkedAt });
        complete(id);
      },
    };
  });
  return { ...result, receipt: await sign('xinqiao-receipt+jwt', receipt) };
};

async function statesNow(
  context: WriteContext,
  access: OpenAccess,
  { packageId, asOf, extractedAt, items }: PackageRecord,
): Promise<Check['items']> {
  const { operatorId, keyedHash } = context.platform;
  const { consent } = access;
  const { results } = await readItems(context, access, consent.disclosure, extractedAt).catch(
    (error: unknown) => {
      if (error instanceof PlatformError && error.code === 'SOURCE_UNAVAILABLE') return { results: [] };
      throw error;
    },
  );
  const input = { operatorId, packageId, consent, asOf, extractedAt, results };
  const made = assemblePackage(input, snapshotHashes(sha256, keyedHash, packageId));
  return checkItems(items, made.items);
}
