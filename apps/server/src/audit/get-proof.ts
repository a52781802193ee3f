import { encodeHashes, proveConsistency, proveInclusion, tileHashReader } from '@xinqiao/audit-log';
import { type LogProof, PlatformError } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import type { Handler, InputOf } from '../http/run-operation.ts';
import type { Services } from '../services.ts';
import { databaseTileReader } from './tile-reader.ts';

/** Proof that one of the participant’s own entries is in the log. */
export const getProof: Handler<'audit.getProof'> = ({ services, principal }, input) =>
  services.database.transaction({ participantId: principal.participantId }, (tx) =>
    buildProof(services, tx, input),
  );

/**
 * Inclusion proof against the newest published checkpoint that covers the entry and, when an earlier size
 * is named, a consistency proof from there.
 */
export async function buildProof(
  { sha256 }: Pick<Services, 'sha256'>,
  tx: Tx,
  { entryId, earlierSize }: InputOf<'audit.getProof'>,
): Promise<LogProof> {
  const entry = await tx.logEntry.findUnique({ where: { id: entryId }, include: { leafIndex: true } });
  if (entry === null) throw new PlatformError('ENTRY_NOT_FOUND');
  const checkpoint = await tx.logCheckpoint.findFirst({ orderBy: { size: 'desc' } });
  const index = entry.leafIndex?.index;
  if (index === undefined || checkpoint === null || checkpoint.size <= index)
    throw new PlatformError('ENTRY_NOT_INTEGRATED');
  const size = Number(checkpoint.size);
  if (earlierSize !== undefined && earlierSize > size) throw new PlatformError('LOG_SIZE_UNKNOWN');

  const reader = tileHashReader({ sha256, size, readTile: databaseTileReader(tx) });
  const inclusion = await proveInclusion(reader, Number(index), size);
  const consistency = earlierSize === undefined ? null : await proveConsistency(reader, earlierSize, size);
  return {
    entryId,
    leafIndex: Number(index),
    checkpoint: checkpoint.note,
    inclusion: encodeHashes(inclusion),
    consistency: consistency === null ? null : encodeHashes(consistency),
  };
}
