import { sha256 } from '@noble/hashes/sha2.js';
import {
  commit,
  encodeHashes,
  entryLeaf,
  fromBase64Url,
  type HashReader,
  hashLeaf,
  type JsonValue,
  proveConsistency,
  proveInclusion,
  rootFromLeafHashes,
  SALT_BYTES,
  signCheckpoint,
  toBase64Url,
} from '@xinqiao/audit-log';
import {
  type AuditReceipt,
  type ConsentId,
  type EntryId,
  type LogEntry,
  type LogEntryKind,
  type LogProof,
  type OperatorId,
  type ParticipantId,
  PlatformError,
  type SubjectId,
} from '@xinqiao/contracts';
import type { Clock } from './clock.ts';
import type { NewId } from './ids.ts';
import type { PlatformKeys } from './keys.ts';
import type { RandomBytes } from './random-bytes.ts';

export interface Act {
  readonly kind: LogEntryKind;
  /** Application, identity or `system`. */
  readonly actor: string;
  readonly participantId: ParticipantId;
  readonly subjectId: SubjectId | null;
  readonly consentId: ConsentId | null;
  /** Particulars the leaf commits to: codes, counts and hashes. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface AccessLog {
  /** Writes an entry, which is in the tree at once. @returns What a receipt of it says. */
  append(act: Act): AuditReceipt;
  /** Entries of a participant, newest first. */
  entriesOf(participantId: ParticipantId): readonly LogEntry[];
  /**
   * Proof under a checkpoint signed now, and from an earlier size where one is named.
   *
   * @throws {PlatformError} `ENTRY_NOT_FOUND`, `LOG_SIZE_UNKNOWN`
   */
  prove(participantId: ParticipantId, entryId: EntryId, earlierSize: number | undefined): Promise<LogProof>;
}

interface LogServices {
  readonly operatorId: OperatorId;
  readonly logOrigin: string;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: RandomBytes;
  readonly keys: () => Promise<PlatformKeys>;
}

/** The access log in memory: real leaves, hashes, checkpoints and proofs. */
export function accessLog({ operatorId, logOrigin, clock, newId, random, keys }: LogServices): AccessLog {
  const entries: LogEntry[] = [];
  const hashes: Uint8Array[] = [];
  const read: HashReader = async (subtrees) =>
    subtrees.map(({ start, end }) => rootFromLeafHashes(sha256, hashes.slice(start, end)));

  return {
    append({ kind, actor, participantId, subjectId, consentId, detail }) {
      const entryId = newId('ent') as EntryId;
      const recordedAt = clock.instant();
      const salt = random(SALT_BYTES);
      const particulars = { actor, participantId, subjectId, consentId, ...detail } as JsonValue;
      const commitment = commit(sha256, salt, particulars);
      const leaf = toBase64Url(entryLeaf({ operatorId, entryId, kind, recordedAt, commitment }));
      entries.push({
        entryId,
        operatorId,
        kind,
        participantId,
        subjectId,
        consentId,
        actor,
        recordedAt,
        leafIndex: entries.length,
        leaf,
        salt: toBase64Url(salt),
        detail,
      });
      hashes.push(hashLeaf(sha256, fromBase64Url(leaf)));
      return { version: 1, logOrigin, entryId, leaf, recordedAt };
    },

    entriesOf: (participantId) =>
      entries.filter((entry) => entry.participantId === participantId).toReversed(),

    async prove(participantId, entryId, earlierSize) {
      const entry = entries.find((candidate) => candidate.entryId === entryId);
      if (entry?.participantId !== participantId || entry.leafIndex === null)
        throw new PlatformError('ENTRY_NOT_FOUND');
      const size = hashes.length;
      if (earlierSize !== undefined && earlierSize > size) throw new PlatformError('LOG_SIZE_UNKNOWN');
      const root = rootFromLeafHashes(sha256, hashes);
      const consistency = earlierSize === undefined ? null : await proveConsistency(read, earlierSize, size);
      return {
        entryId,
        leafIndex: entry.leafIndex,
        checkpoint: await signCheckpoint({ origin: logOrigin, size, root }, [
          (await keys()).checkpointSigner,
        ]),
        inclusion: encodeHashes(await proveInclusion(read, entry.leafIndex, size)),
        consistency: consistency === null ? null : encodeHashes(consistency),
      };
    },
  };
}
