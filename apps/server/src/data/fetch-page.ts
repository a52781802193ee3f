import { begunDays, coveredDays, cutPage, hashPage, requireCurrent, type Termed } from '@xinqiao/catalogue';
import { dateOf, PACKAGE_PAGE_ROWS, type PackageRecords, PlatformError } from '@xinqiao/contracts';
import canonicalize from 'canonicalize';
import { signReceipt } from '../audit/sign-receipt.ts';
import type { CallContext, Handler, InputOf, OutputOf } from '../http/run-operation.ts';
import { consentedAct, type OpenAccess } from './consented-read.ts';
import { encryptionKeyOf, encryptTo, keyRefusal } from './encrypt-to-key.ts';
import { startLabel } from './fetch.ts';
import { findPackage, type KeptPackage } from './kept-package.ts';
import { SourceFailure } from './sources/guard/guard-source.ts';
import { readSourcePage } from './sources/read-sources.ts';
import type { ListItemId } from './sources/source.ts';

type FetchedPage = Omit<OutputOf<'data.fetchPage'>, 'receipt'>;

/**
 * Delivers one page of a large item of a package: a consented, logged read of its own. It must be what the signed
 * package says of it; a source that changed since gives no page.
 *
 * The package was counted against the limits of the consent when it was delivered; its pages are part of it.
 */
export const fetchPage: Handler<'data.fetchPage'> = async (context, input) => {
  const { services, principal } = context;
  const { clock, newId, signer } = services;
  const { consentId, packageId, item, page } = input;
  const kept = await findPackage(services, principal, consentId, packageId);
  const request = {
    ...{ consentId, items: [item], range: kept?.range ?? undefined, use: 'PACKAGE' as const },
    ...{ repeated: false, about: { pageOf: packageId, page } },
  };
  const { result, receipt } = await consentedAct<FetchedPage>(
    services,
    principal,
    request,
    async (access) => {
      const { consent } = access;
      const current = requireCurrent(kept, consent, clock.instant());
      const key = current.encrypted ? await encryptionKeyOf(services, principal) : undefined;
      const { rows, hash } = await readPage(context, access, current, input);
      const records = { [item]: rows } as PackageRecords;
      const encrypted =
        key === undefined ? null : await encryptTo(key, 'json', canonicalize(records) as string);
      return {
        kind: 'DATA_DELIVERED',
        detail: {
          ...{ pageOf: packageId, item, page, hash },
          ...(key === undefined ? {} : { encryptedTo: key.kid }),
        },
        result: { packageId, item, page, records: encrypted === null ? records : null, encrypted },
        refusal: async (tx) => (key === undefined ? undefined : keyRefusal(services, tx, key)),
        store: async (tx, { entryId }) => {
          await tx.package.create({
            data: {
              ...{ id: newId('pkg'), kind: 'PAGE', ofPackageId: packageId, consentId },
              ...{ participantId: principal.participantId, applicationId: consent.applicationId },
              ...{ snapshotHash: hash, asOf: new Date(current.asOf), extractedAt: clock.now() },
              ...{ createdAt: clock.now(), items: [], outcomeEntryId: entryId },
            },
          });
        },
      };
    },
  );
  return { ...result, receipt: await signReceipt(signer, receipt) };
};

/** @throws {PlatformError} `PACKAGE_PAGE_NOT_FOUND`, `SOURCE_UNAVAILABLE`, `PACKAGE_CHANGED` */
async function readPage(
  { services, principal }: CallContext,
  { subject }: OpenAccess,
  kept: Termed<KeptPackage>,
  { packageId, item, page }: InputOf<'data.fetchPage'>,
) {
  const { database, sha256, vault } = services;
  const listed = await database.transaction({ participantId: principal.participantId }, (tx) =>
    tx.packagePage.findUnique({ where: { packageId_item_page: { packageId, item, page } } }),
  );
  const sourceId = kept.items.find((candidate) => candidate.item === item)?.sourceId;
  const covered = coveredDays(kept.range, kept.asOf);
  if (listed === null || sourceId === undefined || covered === undefined)
    throw new PlatformError('PACKAGE_PAGE_NOT_FOUND');
  const { sealedStart } = listed;
  const read = await readSourcePage(services, {
    ...{ sourceId, subject, item: item as ListItemId },
    // The days it was asked for then: what came later is no part of the package.
    range: begunDays(kept.range, dateOf(kept.extractedAt)),
    after: sealedStart === null ? null : vault.unseal(startLabel(packageId, item, page), sealedStart),
    limit: PACKAGE_PAGE_ROWS,
  }).catch((error: unknown) => {
    if (error instanceof SourceFailure) return undefined;
    throw error;
  });
  if (read === undefined || read.kind === 'failed') throw new PlatformError('SOURCE_UNAVAILABLE');
  const rows = read.kind === 'page' ? cutPage(item, read.rows, covered) : [];
  const hash = hashPage(rows, sha256);
  if (read.kind !== 'page' || hash !== listed.hash) throw new PlatformError('PACKAGE_CHANGED');
  return { rows, hash };
}
