import { assemblePackage, withSourceDays } from '@xinqiao/catalogue';
import { type DataPackage, type PackageId, PlatformError } from '@xinqiao/contracts';
import type { PackageRow } from '@xinqiao/db';
import canonicalize from 'canonicalize';
import { signReceipt } from '../audit/sign-receipt.ts';
import type { Handler, OutputOf, WriteContext } from '../http/run-operation.ts';
import { meter } from '../usage/meter.ts';
import { consentedAct, type OpenAccess, type Outcome } from './consented-read.ts';
import { type EncryptionKey, encryptionKeyOf, encryptTo, keyRefusal } from './encrypt-to-key.ts';
import {
  findPackage,
  hashesOf,
  isUnchanged,
  type KeptItem,
  keptPackage,
  stateDigest,
} from './kept-package.ts';
import { readItems, type SourceRead } from './read-items.ts';

type Fetched = Omit<OutputOf<'data.fetch'>, 'receipt'>;

/**
 * Delivers a signed package of exactly what the consent covers, or the word that the last one still stands.
 *
 * Kept of it: hashes and states, never the data. A repetition reads the sources again, under the consent as it
 * stands now; if one has changed since, it says so instead of passing off other data as the same.
 */
export const fetchData: Handler<'data.fetch'> = async (context, input) => {
  const { services, principal, earlierResult } = context;
  const { participantId } = principal;
  const earlier =
    earlierResult === undefined
      ? undefined
      : await services.database.transaction({ participantId }, (tx) =>
          tx.package.findUniqueOrThrow({ where: { id: earlierResult } }),
        );
  const { consentId, items, range, unchangedSince } = input;
  const request = {
    ...{ consentId, items, range, use: 'PACKAGE' as const, repeated: earlier !== undefined },
    ...(unchangedSince === undefined ? {} : { about: { unchangedSince } }),
  };
  const { result, receipt } = await consentedAct<Fetched>(services, principal, request, async (access) => {
    // Before any source is asked: what could not be encrypted in the end need not be read.
    const key = input.encrypted === true ? await encryptionKeyOf(services, principal) : undefined;
    if (unchangedSince !== undefined && earlier?.kind !== 'PACKAGE') {
      const outcome = await unchangedOutcome(context, access, unchangedSince, earlier);
      if (outcome !== undefined) return outcome;
    }
    const extractedAt = earlier?.extractedAt.toISOString() ?? services.clock.instant();
    const read = await readItems(services, access, access.consent.disclosure, extractedAt);
    return packageOutcome(context, read, key, earlier);
  });
  return { ...result, receipt: await signReceipt(services.signer, receipt) };
};

/** The answer that nothing is new; undefined when there is, or may be. */
async function unchangedOutcome(
  { services, principal, complete }: WriteContext,
  access: OpenAccess,
  packageId: PackageId,
  earlier: PackageRow | undefined,
): Promise<Outcome<Fetched> | undefined> {
  const { clock, newId } = services;
  const { consent } = access;
  const kept = await findPackage(services, principal, consent.consentId, packageId);
  if (kept === undefined) throw new PlatformError('PACKAGE_NOT_FOUND');
  const same = await isUnchanged(services, access, kept, clock.instant());
  if (!same && earlier !== undefined) throw new PlatformError('PACKAGE_CHANGED');
  if (!same) return undefined;
  return {
    kind: 'DATA_DELIVERED',
    detail: { unchangedSince: packageId, ...(earlier ? { repeated: true } : {}) },
    result: { packageId, unchanged: true, package: null },
    store: async (tx, { entryId }) => {
      if (earlier !== undefined) return;
      const id = newId('pkg');
      await tx.package.create({
        data: {
          ...{ id, kind: 'UNCHANGED', ofPackageId: packageId, consentId: consent.consentId },
          ...{ participantId: principal.participantId, applicationId: consent.applicationId },
          ...{ snapshotHash: kept.snapshotHash, asOf: new Date(kept.asOf) },
          ...{ extractedAt: clock.now(), createdAt: clock.now(), items: [], outcomeEntryId: entryId },
        },
      });
      await complete(tx, id);
    },
  };
}

async function packageOutcome(
  { services, principal, complete }: WriteContext,
  read: SourceRead,
  key: EncryptionKey | undefined,
  earlier: PackageRow | undefined,
): Promise<Outcome<Fetched>> {
  const { operatorId, clock, newId, signer, vault } = services;
  const { consent, results, starts, disputes, extractedAt, asOf } = read;
  const packageId = (earlier?.id ?? newId('pkg')) as PackageId;
  const input = { operatorId, packageId, consent, asOf, extractedAt, results, disputes };
  const made = assemblePackage(input, hashesOf(services, packageId));
  if (earlier !== undefined && earlier.snapshotHash !== made.snapshotHash)
    throw new PlatformError('PACKAGE_CHANGED');
  const payload = earlier === undefined ? made : withSourceDays(made, keptPackage(earlier).items);
  const signed = await signer.sign('xinqiao-package+jwt', canonicalize(payload) as string);
  const items = payload.items.map(keptItem);
  return {
    kind: 'DATA_DELIVERED',
    detail: {
      packageId,
      snapshotHash: payload.snapshotHash,
      items: items.map(({ item, status, snapshotHash }) => ({ item, status, snapshotHash })),
      ...(key === undefined ? {} : { encryptedTo: key.kid }),
      ...(earlier ? { repeated: true } : {}),
    },
    result: {
      packageId,
      unchanged: false,
      package: key === undefined ? signed : await encryptTo(key, 'xinqiao-package+jwt', signed),
    },
    refusal: async (tx) => (key === undefined ? undefined : keyRefusal(services, tx, key)),
    store: async (tx, { entryId }) => {
      if (earlier !== undefined) return;
      const { participantId } = principal;
      const { consentId, applicationId, revision, range } = consent;
      await tx.package.create({
        data: {
          ...{ id: packageId, consentId, participantId, applicationId, revision },
          ...{ rangeFrom: new Date(range.from), rangeTo: new Date(range.to) },
          snapshotHash: payload.snapshotHash,
          asOf: new Date(asOf),
          extractedAt: new Date(extractedAt),
          stateDigest: stateDigest(
            services,
            results.filter(({ status }) => status !== 'DENIED'),
            disputes,
          ),
          encrypted: key !== undefined,
          items,
          outcomeEntryId: entryId,
          createdAt: clock.now(),
        },
      });
      await tx.packagePage.createMany({ data: payload.items.flatMap(pagesOf) });
      await complete(tx, packageId);
      const delivered = items.filter(({ status }) => HELD.includes(status));
      await meter(services, tx, principal, 'DATA_ITEMS', delivered.length);
    },
  };

  function pagesOf({ item, pages }: DataPackage['items'][number]) {
    return (pages?.hashes ?? []).map((hash, at) => {
      const start = starts.get(item)?.[at] ?? null;
      const page = at + 1;
      const sealedStart = start === null ? null : vault.seal(startLabel(packageId, item, page), start);
      return { packageId, item, page, participantId: principal.participantId, hash, sealedStart };
    });
  }
}

/** Statuses in which the bank was given something of an item. */
const HELD: readonly string[] = ['READY', 'DELIVERED', 'PARTIAL'];

/** What the sealed start of a page is bound to. */
export const startLabel = (packageId: string, item: string, page: number): string =>
  `page ${packageId} ${item} ${page}`;

const keptItem = ({ item, status, snapshotHash, sourceId, sourceAsOf }: KeptItem): KeptItem => ({
  ...{ item, status, snapshotHash, sourceId, sourceAsOf },
});
