import {
  AuditLogError,
  type AuditLogErrorCode,
  type Checkpoint,
  commit,
  decodeHashes,
  type EntryLeaf,
  fromBase64Url,
  hashLeaf,
  type JsonValue,
  opens,
  parseEntryLeaf,
  type Sha256,
  verifyConsistency,
  verifyInclusion,
} from '@xinqiao/audit-log';
import type { LogEntry, LogProof, SupervisedEntry } from '@xinqiao/contracts';
import type { Log } from './open-log.ts';

/** Why an entry does not verify, beyond what `AuditLogError` names. */
export type OwnReason =
  /** The row shows another id, operator, kind or time than the leaf that was logged. */
  | 'ROW_DIFFERS'
  /** Salt and particulars do not open the leaf's commitment: one of them was changed. */
  | 'PARTICULARS_DIFFER'
  /** The person shown is not the one whom the particulars commit to. */
  | 'PERSON_DIFFERS'
  /** Only one of salt and particulars is there. */
  | 'PARTICULARS_INCOMPLETE'
  /** The proof is of another entry. */
  | 'ENTRY_MISMATCH'
  /** The newest checkpoint is smaller than one seen before. */
  | 'CHECKPOINT_ROLLED_BACK'
  /** The proof that the log only grew was left out. */
  | 'CONSISTENCY_MISSING';
export type Reason = OwnReason | AuditLogErrorCode;

export type Verdict =
  | {
      readonly state: 'verified';
      /** Place of the entry, from 0. */
      readonly index: number;
      /** Number of entries in the tree it was found in. */
      readonly size: number;
      /** `erased`: who, whose and what cannot be checked any more; that the entry is in the log still is. */
      readonly particulars: 'opened' | 'erased';
    }
  /** Written but not in the tree yet. */
  | { readonly state: 'pending' }
  | { readonly state: 'failed'; readonly reason: Reason };

export interface Evidence {
  readonly sha256: Sha256;
  readonly log: Log;
  readonly entry: SupervisedEntry;
  /** Asked for with `earlierSize` = size of `first`. */
  readonly proof: LogProof;
  /** The first checkpoint this page saw, its signature verified. */
  readonly first: Checkpoint;
}

/**
 * Verifies one entry; nothing is taken on the server's word but the log's key.
 *
 * In order: the row says what the leaf says; its salt opens the leaf's commitment over the row's particulars; a person
 * who is shown is the one the particulars commit to; the
 * checkpoint is signed by the log; the leaf is in its tree (RFC 6962 §2.1.1); that tree extends the first one seen
 * (§2.1.2).
 */
export async function verifyEntry({ sha256, log, entry, proof, first }: Evidence): Promise<Verdict> {
  try {
    const leafBytes = fromBase64Url(entry.leaf);
    const leaf = parseEntryLeaf(leafBytes);
    checkRow(entry, leaf);
    const particulars = checkParticulars(sha256, entry, leaf);
    const { size, root } = await log.open(proof.checkpoint);
    if (proof.entryId !== entry.entryId) throw new Refusal('ENTRY_MISMATCH');
    verifyInclusion({
      sha256,
      leafHash: hashLeaf(sha256, leafBytes),
      index: proof.leafIndex,
      size,
      proof: decodeHashes(proof.inclusion),
      root,
    });
    if (size < first.size) throw new Refusal('CHECKPOINT_ROLLED_BACK');
    if (proof.consistency === null) throw new Refusal('CONSISTENCY_MISSING');
    verifyConsistency({
      sha256,
      size1: first.size,
      root1: first.root,
      size2: size,
      root2: root,
      proof: decodeHashes(proof.consistency),
    });
    return { state: 'verified', index: proof.leafIndex, size, particulars };
  } catch (error) {
    if (error instanceof Refusal) return { state: 'failed', reason: error.reason };
    if (error instanceof AuditLogError) return { state: 'failed', reason: error.code };
    throw error;
  }
}

function checkRow(row: LogEntry, leaf: EntryLeaf): void {
  const same = (['operatorId', 'entryId', 'kind', 'recordedAt'] as const).every(
    (name) => row[name] === leaf[name],
  );
  if (!same) throw new Refusal('ROW_DIFFERS');
}

function checkParticulars(sha256: Sha256, entry: SupervisedEntry, leaf: EntryLeaf): 'opened' | 'erased' {
  const { actor, participantId, subjectId, consentId, detail, salt } = entry;
  if (salt === null && detail === null) return 'erased';
  if (salt === null || detail === null) throw new Refusal('PARTICULARS_INCOMPLETE');
  const particulars = { actor, participantId, subjectId, consentId, ...detail } as JsonValue;
  if (!opens(sha256, leaf, fromBase64Url(salt), particulars)) throw new Refusal('PARTICULARS_DIFFER');
  checkPerson(sha256, entry);
  return 'opened';
}

/** The owner behind a pseudonym: no other person opens the commitment that the particulars hold. */
function checkPerson(sha256: Sha256, { person, detail }: SupervisedEntry): void {
  if (person === null) return;
  const { identityId, salt } = person;
  if (commit(sha256, fromBase64Url(salt), { identityId }) !== detail?.person)
    throw new Refusal('PERSON_DIFFERS');
}

class Refusal extends Error {
  readonly reason: OwnReason;
  constructor(reason: OwnReason) {
    super(reason);
    this.reason = reason;
  }
}
