import { assemblePackage, checkItems, requireCurrent } from '@xinqiao/catalogue';
import { PlatformError } from '@xinqiao/contracts';
import { signReceipt } from '../audit/sign-receipt.ts';
import type { Handler, OutputOf } from '../http/run-operation.ts';
import type { Services } from '../services.ts';
import { consentedAct, type OpenAccess } from './consented-read.ts';
import { findPackage, hashesOf, type KeptPackage } from './kept-package.ts';
import { readItems } from './read-items.ts';

type Check = Omit<OutputOf<'data.checkPackage'>, 'receipt'>;

/**
 * Says whether the sources still give what a package was made of, for the same days, by hashing it again.
 *
 * It tells something about the subject as it is now, so it counts as a fetch, is allowed when a fetch is, and is logged
 * before and after like one. A repetition of the call looks again and is not counted again.
 */
export const checkPackage: Handler<'data.checkPackage'> = async (context, { consentId, packageId }) => {
  const { services, principal, earlierResult, complete } = context;
  const { clock, newId, signer } = services;
  const { participantId } = principal;
  const kept = await findPackage(services, principal, consentId, packageId);
  const repeated = earlierResult !== undefined;
  const request = {
    ...{ consentId, items: kept?.items.map(({ item }) => item), range: kept?.range ?? undefined },
    ...{ use: 'PACKAGE' as const, repeated, about: { check: packageId } },
  };
  const { result, receipt } = await consentedAct<Check>(services, principal, request, async (access) => {
    const current = requireCurrent(kept, access.consent, clock.instant());
    const checkedAt = clock.instant();
    const items = await statesNow(services, access, current);
    return {
      kind: 'DATA_DELIVERED',
      detail: { check: packageId, items, ...(repeated ? { repeated } : {}) },
      result: { packageId, checkedAt, items },
      store: async (tx, { entryId }) => {
        if (repeated) return;
        const id = newId('pkg');
        await tx.package.create({
          data: {
            ...{ id, kind: 'CHECK', ofPackageId: packageId, consentId, participantId },
            ...{ applicationId: access.consent.applicationId, snapshotHash: current.snapshotHash },
            ...{ asOf: new Date(current.asOf), extractedAt: new Date(checkedAt), createdAt: clock.now() },
            ...{ items: [], outcomeEntryId: entryId },
          },
        });
        await complete(tx, id);
      },
    };
  });
  return { ...result, receipt: await signReceipt(signer, receipt) };
};

async function statesNow(services: Services, access: OpenAccess, kept: KeptPackage): Promise<Check['items']> {
  const { packageId, asOf, extractedAt, items } = kept;
  const { operatorId } = services;
  const { consent } = access;
  const { results } = await readItems(services, access, consent.disclosure, extractedAt).catch(noneAnswered);
  const input = { operatorId, packageId, consent, asOf, extractedAt, results };
  const now = assemblePackage(input, hashesOf(services, packageId));
  return checkItems(items, now.items);
}

/** That no source answers is an answer here: nothing is known. */
function noneAnswered(error: unknown): { readonly results: readonly [] } {
  if (error instanceof PlatformError && error.code === 'SOURCE_UNAVAILABLE') return { results: [] };
  throw error;
}
