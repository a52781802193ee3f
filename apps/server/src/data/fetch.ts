import { assemblePackage } from '@xinqiao/catalogue';
import { type PackageId, PlatformError } from '@xinqiao/contracts';
import canonicalize from 'canonicalize';
import { signReceipt } from '../audit/sign-receipt.ts';
import type { Handler } from '../http/run-operation.ts';
import { meter } from '../usage/meter.ts';
import { consentedRead } from './consented-read.ts';

/**
 * Delivers a signed package of exactly what the consent covers.
 *
 * Kept of it: hashes and states, never the data. A repetition reads the source again, under the consent as it
 * stands now; if the source has changed since, it says so instead of passing off other data as the same.
 */
export const fetchData: Handler<'data.fetch'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { operatorId, clock, newId, sha256, signer, database } = services;
  const { participantId } = principal;
  const earlier =
    earlierResult === undefined
      ? undefined
      : await database.transaction({ participantId }, (tx) =>
          tx.package.findUniqueOrThrow({ where: { id: earlierResult } }),
        );

  const request = {
    consentId: input.consentId,
    items: input.items,
    range: input.range,
    use: 'PACKAGE',
    repeated: earlier !== undefined,
  } as const;
  const { result, receipt } = await consentedRead(services, principal, request, async (read) => {
    const packageId = (earlier?.id ?? newId('pkg')) as PackageId;
    const extractedAt = earlier?.extractedAt.toISOString() ?? read.extractedAt;
    const asOf = earlier?.asOf.toISOString().slice(0, 10) ?? read.asOf;
    const { consent, results } = read;
    const payload = assemblePackage({ operatorId, packageId, consent, asOf, extractedAt, results }, sha256);
    if (earlier !== undefined && earlier.snapshotHash !== payload.snapshotHash)
      throw new PlatformError('PACKAGE_CHANGED');
    const signed = await signer.sign('xinqiao-package+jwt', canonicalize(payload) as string);
    const items = payload.items.map(({ item, status, snapshotHash }) => ({ item, status, snapshotHash }));
    return {
      kind: 'DATA_DELIVERED',
      detail: {
        packageId,
        snapshotHash: payload.snapshotHash,
        items,
        ...(earlier ? { repeated: true } : {}),
      },
      result: { packageId, package: signed },
      store: async (tx, { entryId }) => {
        if (earlier !== undefined) return;
        await tx.package.create({
          data: {
            id: packageId,
            consentId: consent.consentId,
            participantId,
            applicationId: consent.applicationId,
            snapshotHash: payload.snapshotHash,
            asOf: new Date(asOf),
            extractedAt: new Date(extractedAt),
            items,
            outcomeEntryId: entryId,
            createdAt: clock.now(),
          },
        });
        await complete(tx, packageId);
        const delivered = items.filter(({ status }) => status === 'DELIVERED' || status === 'PARTIAL');
        await meter(services, tx, principal, 'DATA_ITEMS', delivered.length);
      },
    };
  });
  return { ...result, receipt: await signReceipt(signer, receipt) };
};
