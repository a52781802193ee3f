import { sha256 } from '@noble/hashes/sha2.js';
import {
  type Checkpoint,
  commit,
  encodeHashes,
  encodeVerifierKey,
  entryLeaf,
  fromBase64Url,
  type HashReader,
  hashLeaf,
  type JsonValue,
  proveConsistency,
  proveInclusion,
  rootFromLeafHashes,
  signCheckpoint,
  toBase64Url,
  verifierKey,
} from '@xinqiao/audit-log';
import { type LogEntry, type LogProof, SupervisedEntry } from '@xinqiao/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { openLog } from './open-log.ts';
import { type Evidence, verifyEntry } from './verify-entry.ts';

const ORIGIN = 'log.example/test';
const id = (prefix: string, place: number) =>
  `${prefix}_00000000-0000-7000-8000-${String(place).padStart(12, '0')}`;
const SALT = Uint8Array.from({ length: 32 }, (_, at) => at);

/** A row as the server shows it, its leaf written as the server writes it. */
function entryAt(place: number, fact: Partial<Pick<LogEntry, 'kind' | 'detail'>> = {}): SupervisedEntry {
  const { kind = 'ACCESS_ALLOWED', detail = { purpose: 'CREDIT_DECISION', items: 6 } } = fact;
  const named = {
    actor: id('app', 12),
    participantId: id('ptc', 2),
    subjectId: id('sub', 5),
    consentId: id('cns', 7),
  };
  const where = { operatorId: 'bozhou', entryId: id('ent', place), recordedAt: '2026-11-21T08:00:00.000Z' };
  const commitment = commit(sha256, SALT, { ...named, ...detail } as JsonValue);
  const leaf = toBase64Url(entryLeaf({ ...where, kind, commitment }));
  return SupervisedEntry.parse({
    ...where,
    ...named,
    kind,
    detail,
    leafIndex: place,
    leaf,
    salt: toBase64Url(SALT),
    person: null,
  });
}

const signingKey = async () => {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const key = verifierKey(
    sha256,
    ORIGIN,
    new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
  );
  const sign = async (message: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, message));
  return { ...key, sign };
};
const KEY = await signingKey();
const LOG = await openLog(sha256, ORIGIN, encodeVerifierKey(KEY));

/** A real log in memory. */
const logOf = (entries: readonly SupervisedEntry[], signer = KEY) => {
  const hashes = entries.map(({ leaf }) => hashLeaf(sha256, fromBase64Url(leaf)));
  const read: HashReader = async (subtrees) =>
    subtrees.map(({ start, end }) => rootFromLeafHashes(sha256, hashes.slice(start, end)));
  const checkpoint = (size = hashes.length): Checkpoint => ({
    origin: ORIGIN,
    size,
    root: rootFromLeafHashes(sha256, hashes.slice(0, size)),
  });
  return {
    checkpoint,
    async prove(index: number, earlierSize: number, size = hashes.length): Promise<LogProof> {
      const consistency = earlierSize > size ? [] : await proveConsistency(read, earlierSize, size);
      return {
        entryId: entries[index]!.entryId,
        leafIndex: index,
        checkpoint: await signCheckpoint(checkpoint(size), [signer]),
        inclusion: encodeHashes(await proveInclusion(read, index, size)),
        consistency: encodeHashes(consistency),
      };
    },
  };
};

const ENTRIES = Array.from({ length: 11 }, (_, place) => entryAt(place));
const PLACE = 6;
const honest = logOf(ENTRIES);

/** Evidence for the entry at `PLACE` in a tree of 11, first seen at 5; each test changes the fact it is about. */
let evidence: Evidence;
beforeEach(async () => {
  evidence = {
    sha256,
    log: LOG,
    entry: ENTRIES[PLACE]!,
    proof: await honest.prove(PLACE, 5),
    first: honest.checkpoint(5),
  };
});
const verdictOn = (fact: Partial<Evidence> = {}) => verifyEntry({ ...evidence, ...fact });
const failed = (reason: string) => ({ state: 'failed', reason });

describe('verifyEntry · what verifies', () => {
  it('finds an entry in the log, opened, with its place and the size of the tree', async () => {
    expect(await verdictOn()).toEqual({ state: 'verified', index: PLACE, size: 11, particulars: 'opened' });
  });

  it('finds every entry of the tree', async () => {
    const verdicts = await Promise.all(
      ENTRIES.map(async (entry, index) => verdictOn({ entry, proof: await honest.prove(index, 5) })),
    );
    expect(verdicts.map(({ state }) => state)).toEqual(Array(11).fill('verified'));
  });

  it('still finds an entry whose salt and particulars were erased, and says so', async () => {
    const entry = { ...evidence.entry, salt: null, detail: null };
    expect(await verdictOn({ entry })).toMatchObject({ state: 'verified', particulars: 'erased' });
  });

  it('is content with a log that did not grow', async () => {
    const proof = await honest.prove(PLACE, 11);
    expect(await verdictOn({ proof, first: honest.checkpoint() })).toHaveProperty('state', 'verified');
  });
});

describe('verifyEntry · the row is what was logged', () => {
  it.each([
    ['kind', { kind: 'ACCESS_DENIED' }],
    ['time', { recordedAt: '2026-11-21T08:00:01.000Z' }],
    ['operator', { operatorId: 'huangshan' }],
    ['id', { entryId: id('ent', 99) }],
  ])('refuses a row with another %s than its leaf', async (_, change) => {
    const entry = SupervisedEntry.parse({ ...evidence.entry, ...change });
    expect(await verdictOn({ entry })).toEqual(failed('ROW_DIFFERS'));
  });

  it.each([
    ['actor', { actor: 'somebody-else' }],
    ['participant', { participantId: id('ptc', 3) }],
    ['subject', { subjectId: null }],
    ['consent', { consentId: id('cns', 8) }],
    ['detail', { detail: { purpose: 'CREDIT_DECISION', items: 7 } }],
    ['salt', { salt: toBase64Url(SALT.toReversed()) }],
  ])('refuses another %s than the one the leaf commits to', async (_, change) => {
    const entry = SupervisedEntry.parse({ ...evidence.entry, ...change });
    expect(await verdictOn({ entry })).toEqual(failed('PARTICULARS_DIFFER'));
  });

  it('takes the person behind a pseudonym whom the particulars commit to, and nobody else', async () => {
    const salt = SALT.toReversed();
    const person = commit(sha256, salt, { identityId: 'meng-jie' });
    const entries = Array.from({ length: 3 }, (_, place) => entryAt(place, { detail: { person } }));
    const log = logOf(entries);
    const shown = (identityId: string) => ({ identityId, salt: toBase64Url(salt) });
    const verdict = async (identityId: string) =>
      verdictOn({
        entry: { ...entries[1]!, person: shown(identityId) },
        proof: await log.prove(1, 3),
        first: log.checkpoint(),
      });
    expect(await verdict('meng-jie')).toHaveProperty('state', 'verified');
    expect(await verdict('somebody-else')).toEqual(failed('PERSON_DIFFERS'));
  });

  it.each([
    ['salt', { salt: null }],
    ['detail', { detail: null }],
  ])('refuses a row whose %s alone is gone', async (_, change) => {
    expect(await verdictOn({ entry: { ...evidence.entry, ...change } })).toEqual(
      failed('PARTICULARS_INCOMPLETE'),
    );
  });

  it('refuses a leaf that is not one', async () => {
    const entry = { ...evidence.entry, leaf: toBase64Url(new TextEncoder().encode('{}')) };
    expect(await verdictOn({ entry })).toEqual(failed('LEAF_MALFORMED'));
  });
});

describe('verifyEntry · inclusion, RFC 6962 §2.1.1', () => {
  it('refuses a tampered leaf, even one that agrees with a tampered row', async () => {
    const entry = entryAt(PLACE, { kind: 'DATA_DELIVERED' });
    expect(await verdictOn({ entry })).toEqual(failed('ROOT_MISMATCH'));
  });

  it('refuses a signed tree with another root', async () => {
    const other = logOf(ENTRIES.with(2, entryAt(42)));
    const { checkpoint } = await other.prove(PLACE, 5);
    expect(await verdictOn({ proof: { ...evidence.proof, checkpoint } })).toEqual(failed('ROOT_MISMATCH'));
  });

  it('refuses another place than the one proved', async () => {
    const proof = { ...evidence.proof, leafIndex: PLACE + 1 };
    expect(await verdictOn({ proof })).toEqual(failed('ROOT_MISMATCH'));
  });

  it('refuses the proof of another entry', async () => {
    expect(await verdictOn({ proof: await honest.prove(7, 5) })).toEqual(failed('ENTRY_MISMATCH'));
  });
});

describe('verifyEntry · the log’s signature, C2SP signed-note', () => {
  it('refuses a checkpoint signed by another key', async () => {
    const forger = logOf(ENTRIES, await signingKey());
    expect(await verdictOn({ proof: await forger.prove(PLACE, 5) })).toEqual(failed('NOTE_UNVERIFIED'));
  });

  it('refuses a checkpoint whose size was changed after signing', async () => {
    const checkpoint = evidence.proof.checkpoint.replace('\n11\n', '\n12\n');
    expect(await verdictOn({ proof: { ...evidence.proof, checkpoint } })).toEqual(
      failed('NOTE_SIGNATURE_INVALID'),
    );
  });

  it('refuses a checkpoint of another log', async () => {
    const log = await openLog(sha256, 'log.example/other', LOG.verifierKey);
    expect(await verdictOn({ log })).toEqual(failed('CHECKPOINT_ORIGIN_MISMATCH'));
  });
});

describe('verifyEntry · consistency with the first checkpoint, RFC 6962 §2.1.2', () => {
  it('refuses a log that was rolled back, though the entry is in it', async () => {
    const proof = await honest.prove(PLACE, 11, 9);
    expect(await verdictOn({ proof, first: honest.checkpoint(11) })).toEqual(
      failed('CHECKPOINT_ROLLED_BACK'),
    );
  });

  it('refuses a log that rewrote its past while it grew', async () => {
    const rewritten = logOf(ENTRIES.with(2, entryAt(42)));
    expect(await verdictOn({ proof: await rewritten.prove(PLACE, 5) })).toEqual(
      failed('EARLIER_ROOT_MISMATCH'),
    );
  });

  it('refuses another root at the same size', async () => {
    const rewritten = logOf(ENTRIES.with(2, entryAt(42)));
    const proof = await rewritten.prove(PLACE, 11);
    expect(await verdictOn({ proof, first: honest.checkpoint() })).toEqual(failed('ROOT_MISMATCH'));
  });

  it('refuses an answer without the consistency proof', async () => {
    expect(await verdictOn({ proof: { ...evidence.proof, consistency: null } })).toEqual(
      failed('CONSISTENCY_MISSING'),
    );
  });
});
