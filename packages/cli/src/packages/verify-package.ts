import { verifyDataPackage } from '@xinqiao/sdk';
import { type KeyHistoryOptions, keyHistoryOf, statementIn } from '../keys/key-history.ts';

export interface VerifyPackageOptions extends KeyHistoryOptions {
  /** File with the package: the compact JWS alone. */
  readonly file: string;
  readonly json: boolean;
}

/**
 * Verifies a data package, offline where a key history is given: signature, purpose of the key, that it was in force
 * when it signed, and that the hashes fit the content. Of the content only statuses and hashes are printed.
 */
export async function verifyPackage(options: VerifyPackageOptions): Promise<void> {
  const jws = await statementIn(options.file);
  const history = await keyHistoryOf(options);
  const { data, keyId, signedAt } = await verifyDataPackage(jws, history);

  const { packageId, consentId, subjectId, purpose, disclosure, range, asOf, extractedAt, deleteBy } = data;
  const items = data.items.map((entry) => ({
    ...{ item: entry.item, status: entry.status, sourceId: entry.sourceId },
    ...{ sourceAsOf: 'sourceAsOf' in entry ? entry.sourceAsOf : null, snapshotHash: entry.snapshotHash },
  }));
  process.stderr.write(
    `${packageId} · version ${data.version} · ${data.operatorId}\n` +
      `${consentId} · ${subjectId} · ${purpose} · ${disclosure}\n` +
      `${range.from} – ${range.to}, as of ${asOf}, read ${extractedAt}, to be deleted by ${deleteBy}\n` +
      items.map(({ item, status, sourceId }) => `${item} ${status} (${sourceId})\n`).join('') +
      `signed ${signedAt.toISOString()} with ${keyId}, in force then\n`,
  );
  if (!options.json) return;
  const head = {
    packageId,
    version: data.version,
    consentId,
    subjectId,
    disclosure,
    range,
    asOf,
    extractedAt,
  };
  const signed = { keyId, signedAt: signedAt.toISOString(), snapshotHash: data.snapshotHash, deleteBy };
  process.stdout.write(`${JSON.stringify({ ok: true, ...head, ...signed, items })}\n`);
}
