import { sha256 } from '@noble/hashes/sha2.js';
import { begunDays, coveredDays, cutPage, hashPage, requireCurrent } from '@xinqiao/catalogue';
import {
  dateOf,
  PACKAGE_PAGE_ROWS,
  type PackageId,
  type PackageRecords,
  PlatformError,
} from '@xinqiao/contracts';
import { cityRecords, consentedAct, pageOf } from './consented-read.ts';
import { encryptToBank } from './encrypt-to-bank.ts';
import { findPackage } from './fetch-data.ts';
import type { Handler, OutputOf } from './operation-handler.ts';

type FetchedPage = Omit<OutputOf<'data.fetchPage'>, 'receipt'>;

/** Delivers one page of a large item of a package, if it is still what the package says of it. */
export const fetchPage: Handler<'data.fetchPage'> = async (context, { consentId, packageId, item, page }) => {
  const { platform, sourcesFail } = context;
  const { clock, newId, state } = platform;
  const { sign } = await platform.keys();
  const found = findPackage(platform, consentId, packageId);
  const request = {
    ...{ consentId, items: [item], range: found?.range, use: 'PACKAGE' as const },
    ...{ repeated: false, about: { pageOf: packageId, page } },
  };
  const { result, receipt } = await consentedAct<FetchedPage>(context, request, async (access) => {
    const current = requireCurrent(found, access.consent, clock.instant());
    const { asOf, encrypted, extractedAt, items, range } = current;
    const listed = items.find((entry) => entry.item === item)?.pages?.hashes[page - 1];
    const covered = coveredDays(range, asOf);
    if (listed === undefined || covered === undefined) throw new PlatformError('PACKAGE_PAGE_NOT_FOUND');
    if (sourcesFail) throw new PlatformError('SOURCE_UNAVAILABLE');
    const all = cityRecords(platform, access.consent, item, begunDays(range, dateOf(extractedAt)));
    const given = pageOf((all ?? []) as readonly unknown[], (page - 1) * PACKAGE_PAGE_ROWS);
    const rows = cutPage(item, given.rows, covered);
    const hash = hashPage(rows, sha256);
    if (hash !== listed) throw new PlatformError('PACKAGE_CHANGED');
    const records = { [item]: rows } as PackageRecords;
    const sealed = encrypted ? await encryptToBank(platform, 'json', JSON.stringify(records)) : null;
    return {
      kind: 'DATA_DELIVERED',
      detail: {
        ...{ pageOf: packageId, item, page, hash },
        ...(encrypted ? { encryptedTo: platform.encryptionKey?.kid ?? '' } : {}),
      },
      result: { packageId, item, page, records: sealed === null ? records : null, encrypted: sealed },
      store() {
        const id = newId('pkg') as PackageId;
        state.packages.set(id, { ...current, packageId: id, kind: 'PAGE', deliveredAt: clock.instant() });
      },
    };
  });
  return { ...result, receipt: await sign('xinqiao-receipt+jwt', receipt) };
};
