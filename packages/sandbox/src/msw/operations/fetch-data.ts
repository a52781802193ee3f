import { sha256 } from '@noble/hashes/sha2.js';
import { asksForTheSame, assemblePackage, snapshotHashes, withSourceDays } from '@xinqiao/catalogue';
import { type PackageId, type PackageItem, PlatformError } from '@xinqiao/contracts';
import type { Platform } from '../platform.ts';
import type { PackageRecord } from '../state.ts';
import { consentedAct, type OpenAccess, type Outcome, readItems } from './consented-read.ts';
import { encryptToBank } from './encrypt-to-bank.ts';
import type { Handler, OutputOf, WriteContext } from './operation-handler.ts';

type Fetched = Omit<OutputOf<'data.fetch'>, 'receipt'>;

/**
 * Delivers a signed package of exactly what the consent covers, or the word that the last one still stands. A
 * repetition reads the city again, under the consent as it stands now.
 */
export const fetchData: Handler<'data.fetch'> = async (context, input) => {
  const { platform, earlierResult } = context;
  const { state } = platform;
  const { sign } = await platform.keys();
  const earlier = earlierResult === undefined ? undefined : state.packages.get(earlierResult as PackageId);
  const { consentId, items, range, unchangedSince } = input;
  const request = {
    ...{ consentId, items, range, use: 'PACKAGE' as const, repeated: earlier !== undefined },
    ...(unchangedSince === undefined ? {} : { about: { unchangedSince } }),
  };
  const { result, receipt } = await consentedAct<Fetched>(context, request, async (access) => {
    const key = input.encrypted === true ? requireKey(platform) : undefined;
    if (unchangedSince !== undefined && (earlier === undefined || earlier.kind === 'UNCHANGED')) {
      const outcome = unchangedOutcome(context, access, unchangedSince, earlier);
      if (outcome !== undefined) return outcome;
    }
    return packageOutcome(context, access, key !== undefined, earlier);
  });
  return { ...result, receipt: await sign('xinqiao-receipt+jwt', receipt) };
};

const requireKey = ({ encryptionKey }: Platform) => {
  if (encryptionKey === undefined) throw new PlatformError('ENCRYPTION_KEY_MISSING');
  return encryptionKey;
};

/** A package delivered under a consent; undefined for every other id alike. */
export function findPackage({ state }: Platform, consentId: string, packageId: PackageId) {
  const found = state.packages.get(packageId);
  return found?.consentId === consentId && found.kind === 'PACKAGE' ? found : undefined;
}

/** The answer that nothing is new; undefined when there is. */
function unchangedOutcome(
  { platform, complete }: WriteContext,
  access: OpenAccess,
  packageId: PackageId,
  earlier: PackageRecord | undefined,
): Outcome<Fetched> | undefined {
  const { city, clock, newId, state } = platform;
  const { consent, items } = access;
  const found = findPackage(platform, consent.consentId, packageId);
  if (found === undefined) throw new PlatformError('PACKAGE_NOT_FOUND');
  // The city’s state is its day.
  const same = found.cityDay === city().asOf && asksForTheSame(found, consent, items, clock.instant());
  if (!same && earlier !== undefined) throw new PlatformError('PACKAGE_CHANGED');
  if (!same) return undefined;
  return {
    kind: 'DATA_DELIVERED',
    detail: { unchangedSince: packageId, ...(earlier ? { repeated: true } : {}) },
    result: { packageId, unchanged: true, package: null },
    store() {
      if (earlier !== undefined) return;
      const id = newId('pkg') as PackageId;
      state.packages.set(id, { ...found, packageId: id, kind: 'UNCHANGED', deliveredAt: clock.instant() });
      complete(id);
    },
  };
}

async function packageOutcome(
  context: WriteContext,
  access: OpenAccess,
  encrypted: boolean,
  earlier: PackageRecord | undefined,
): Promise<Outcome<Fetched>> {
  const { platform, complete } = context;
  const { state, operatorId, newId, clock, keyedHash, city } = platform;
  const { sign } = await platform.keys();
  const { consent } = access;
  const extractedAt = earlier?.extractedAt ?? clock.instant();
  const { results, asOf } = await readItems(context, access, consent.disclosure, extractedAt);
  const packageId = earlier?.packageId ?? (newId('pkg') as PackageId);
  const input = { operatorId, packageId, consent, asOf, extractedAt, results };
  const made = assemblePackage(input, snapshotHashes(sha256, keyedHash, packageId));
  const { snapshotHash } = made;
  if (earlier !== undefined && earlier.snapshotHash !== snapshotHash)
    throw new PlatformError('PACKAGE_CHANGED');
  const payload = earlier === undefined ? made : withSourceDays(made, earlier.items);
  const states = payload.items.map(({ item, status, snapshotHash }) => ({ item, status, snapshotHash }));
  const signed = await sign('xinqiao-package+jwt', payload);
  return {
    kind: 'DATA_DELIVERED',
    detail: {
      ...{ packageId, snapshotHash, items: states },
      ...(encrypted ? { encryptedTo: platform.encryptionKey?.kid ?? '' } : {}),
      ...(earlier ? { repeated: true } : {}),
    },
    result: {
      packageId,
      unchanged: false,
      package: encrypted ? await encryptToBank(platform, 'xinqiao-package+jwt', signed) : signed,
    },
    store() {
      if (earlier !== undefined) return;
      const { consentId, range, revision } = consent;
      state.packages.set(packageId, {
        ...{ packageId, kind: 'PACKAGE', consentId, asOf, extractedAt, deliveredAt: clock.instant() },
        ...{ snapshotHash, range, revision, encrypted, cityDay: city().asOf },
        items: payload.items.map(keptItem),
      });
      complete(packageId);
    },
  };
}

/** All but the data. */
const keptItem = ({ records: _r, indicators: _i, answers: _a, ...kept }: PackageItem) => kept;
