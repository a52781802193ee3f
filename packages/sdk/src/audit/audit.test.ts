import { encodeVerifierKey } from '@xinqiao/audit-log';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IDS } from '../../test/builders.ts';
import {
  LOG_ORIGIN,
  type LoopbackPlatform,
  logKey,
  loopbackPlatform,
  problem,
} from '../../test/loopback-platform.ts';
import { receipt, TestLog } from '../../test/test-log.ts';

let platform: LoopbackPlatform;
let log: TestLog;
let jws: string;
beforeEach(async () => {
  platform = await loopbackPlatform();
  log = new TestLog(platform.logSigner, ['a', 'b', 'c']);
  jws = await platform.sign('xinqiao-receipt+jwt', receipt());
  platform.on(`GET ${PROOF}`, (call) => log.answer(call));
});
afterEach(() => platform.close());

const PROOF = `/api/v1/audit/entries/${IDS.entry}/proof`;
const invalid = (reason: string) => ({ code: 'PROOF_INVALID', details: { reason } });
/** The same log with another past. */
const rewritten = (...more: string[]) => new TestLog(platform.logSigner, ['a', 'X', 'c']).grow(...more);

describe('audit.prove · after the log’s key was rotated', () => {
  const lists = async (...signers: Awaited<ReturnType<typeof logKey>>[]) => {
    const verifierKeys = signers.map(({ verifier }) => ({ verifierKey: encodeVerifierKey(verifier) }));
    const { log: facts } = platform.metadata as { log: { verifierKey: string } };
    const body = { ...platform.metadata, log: { ...facts, ...verifierKeys[0], verifierKeys } };
    platform.on('GET /.well-known/xinqiao.json', { body });
  };
  /** The same log, signed with another key from now on. */
  const signedWith = ({ signer }: Awaited<ReturnType<typeof logKey>>, ...more: string[]) =>
    new TestLog(signer, ['a', 'b', 'c']).grow(...more);

  it('holds the log to a checkpoint that the ended key signed, as long as that key is listed', async () => {
    const [old, present] = [await logKey(LOG_ORIGIN), await logKey(LOG_ORIGIN)];
    const earlier = await signedWith(old).checkpoint();
    log = signedWith(present, 'd', 'e');
    await lists(present, old);
    expect(await platform.client().audit.prove(jws, { earlier })).toMatchObject({
      ...{ included: true, consistent: true, size: 6 },
    });
  });

  it('reads the keys of the log anew each hour, so that a long life outlasts a rotation', async () => {
    const [old, present] = [await logKey(LOG_ORIGIN), await logKey(LOG_ORIGIN)];
    let now = Date.parse('2026-11-22T00:00:00.000Z');
    const { audit } = platform.client({ now: () => new Date(now) });
    log = signedWith(old);
    await lists(old);
    await audit.prove(jws);
    log = signedWith(present, 'd');
    await lists(present, old);
    await expect(audit.prove(jws)).rejects.toHaveProperty('code', 'PROOF_INVALID');
    now += 3_600_000;
    expect(await audit.prove(jws)).toMatchObject({ included: true, consistent: true });
  });

  it('refuses a checkpoint of a key that is not listed', async () => {
    const [stranger, present] = [await logKey(LOG_ORIGIN), await logKey(LOG_ORIGIN)];
    log = signedWith(stranger);
    await lists(present);
    await expect(platform.client().audit.prove(jws)).rejects.toHaveProperty('code', 'PROOF_INVALID');
  });
});

describe('audit.prove · inclusion, RFC 6962 §2.1.1', () => {
  it('proves that the receipt’s entry is in the tree of a signed checkpoint', async () => {
    expect(await platform.client().audit.prove(jws)).toEqual({
      included: true,
      consistent: null,
      index: 3,
      size: 4,
      checkpoint: await log.checkpoint(),
    });
  });

  it('takes a receipt as it came with the data', async () => {
    expect(await platform.client().audit.prove({ jws })).toHaveProperty('included', true);
  });

  it('waits for an entry that is not integrated yet', async () => {
    let calls = 0;
    platform.on(`GET ${PROOF}`, (call) =>
      ++calls < 4 ? problem(409, 'ENTRY_NOT_INTEGRATED') : log.answer(call),
    );
    expect(await platform.client().audit.prove(jws)).toHaveProperty('included', true);
    expect(calls).toBe(4);
  });

  it('gives up on an entry that is never integrated', async () => {
    platform.on(`GET ${PROOF}`, problem(409, 'ENTRY_NOT_INTEGRATED'));
    await expect(platform.client().audit.prove(jws)).rejects.toHaveProperty('code', 'ENTRY_NOT_INTEGRATED');
    expect(platform.calls(PROOF)).toHaveLength(9);
  });

  it('refuses a receipt the platform did not sign, before it asks for a proof', async () => {
    await expect(platform.client().audit.prove(`${jws}AA`)).rejects.toHaveProperty(
      'code',
      'SIGNATURE_INVALID',
    );
    expect(platform.calls(PROOF)).toEqual([]);
  });

  it('refuses a tree without the entry', async () => {
    log = rewritten();
    log.hashes[3] = log.hashes[0] as Uint8Array;
    await expect(platform.client().audit.prove(jws)).rejects.toMatchObject(invalid('ROOT_MISMATCH'));
  });

  it('refuses a proof of another entry', async () => {
    platform.on(`GET ${PROOF}`, (call) => log.answer(call, { entryId: IDS.entry.replace('09', '19') }));
    await expect(platform.client().audit.prove(jws)).rejects.toMatchObject(invalid('ENTRY_MISMATCH'));
  });

  it('refuses a receipt that names another entry than its leaf', async () => {
    const { leaf } = receipt();
    const entryId = IDS.entry.replace('09', '19');
    const forged = await platform.sign('xinqiao-receipt+jwt', receipt({ entryId, leaf }));
    platform.on(`GET /api/v1/audit/entries/${entryId}/proof`, (call) => log.answer(call, { entryId }));
    await expect(platform.client().audit.prove(forged)).rejects.toMatchObject(
      invalid('RECEIPT_LEAF_MISMATCH'),
    );
  });

  it('refuses a checkpoint signed by another key (C2SP signed-note)', async () => {
    const { signer } = await logKey(LOG_ORIGIN);
    log = new TestLog(signer, ['a', 'b', 'c']);
    await expect(platform.client().audit.prove(jws)).rejects.toMatchObject(invalid('NOTE_UNVERIFIED'));
  });

  it('refuses a checkpoint whose text was changed', async () => {
    const checkpoint = (await log.checkpoint()).replace('\n4\n', '\n5\n');
    platform.on(`GET ${PROOF}`, (call) => log.answer(call, { checkpoint }));
    await expect(platform.client().audit.prove(jws)).rejects.toMatchObject(invalid('NOTE_SIGNATURE_INVALID'));
  });
});

describe('audit.prove · consistency, RFC 6962 §2.1.2', () => {
  it('shows from the second proof on that the log only grew', async () => {
    const { audit } = platform.client();
    await audit.prove(jws);
    log.grow('d', 'e', 'f');
    expect(await audit.prove(jws)).toMatchObject({ consistent: true, size: 7 });
    expect(platform.calls(PROOF)[1]?.query.get('earlierSize')).toBe('4');
  });

  it('is content with a log that did not grow', async () => {
    const { audit } = platform.client();
    await audit.prove(jws);
    expect(await audit.prove(jws)).toMatchObject({ consistent: true, size: 4 });
  });

  it('refuses a log that rewrote its past while it grew', async () => {
    const { audit } = platform.client();
    log.grow('d');
    await audit.prove(jws);
    log = rewritten('d', 'e');
    await expect(audit.prove(jws)).rejects.toMatchObject(invalid('EARLIER_ROOT_MISMATCH'));
  });

  it('refuses another root at the same size', async () => {
    const { audit } = platform.client();
    await audit.prove(jws);
    log = rewritten();
    await expect(audit.prove(jws)).rejects.toHaveProperty('code', 'PROOF_INVALID');
  });

  it('refuses a log that has become smaller, proof or no proof', async () => {
    const { audit } = platform.client();
    log.grow('d');
    await audit.prove(jws);
    log = new TestLog(platform.logSigner, ['a', 'b', 'c']);
    platform.on(`GET ${PROOF}`, (call) => log.answer(call, { consistency: [] }));
    await expect(audit.prove(jws)).rejects.toMatchObject(invalid('CHECKPOINT_ROLLED_BACK'));
  });

  it('refuses a log that denies the size of a checkpoint it signed', async () => {
    const { audit } = platform.client();
    await audit.prove(jws);
    platform.on(`GET ${PROOF}`, problem(404, 'LOG_SIZE_UNKNOWN'));
    await expect(audit.prove(jws)).rejects.toMatchObject(invalid('CHECKPOINT_DENIED'));
  });

  it('refuses an answer without the consistency proof that was asked for', async () => {
    const { audit } = platform.client();
    await audit.prove(jws);
    platform.on(`GET ${PROOF}`, (call) => log.answer(call, { consistency: null }));
    await expect(audit.prove(jws)).rejects.toMatchObject(invalid('CONSISTENCY_MISSING'));
  });

  it('still holds the log to the old checkpoint after a refusal', async () => {
    const { audit } = platform.client();
    await audit.prove(jws);
    const seen = audit.lastCheckpoint;
    const honest = log;
    log = rewritten('d', 'e');
    await expect(audit.prove(jws)).rejects.toThrow();
    expect(audit.lastCheckpoint).toBe(seen);
    log = honest;
    expect(await audit.prove(jws)).toHaveProperty('consistent', true);
  });

  it('never goes back to an older tree when proofs of two sizes cross', async () => {
    const { audit } = platform.client();
    let calls = 0;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    platform.on(`GET ${PROOF}`, async (call) => {
      const first = ++calls === 1;
      const answer = await log.answer(call);
      if (first) await held;
      return answer;
    });
    const slow = audit.prove(jws);
    await vi.waitUntil(() => calls === 1);
    log.grow('d', 'e', 'f');
    await audit.prove(jws);
    release();
    expect(await slow).toMatchObject({ consistent: true, size: 7 });
    expect(audit.lastCheckpoint).toContain('\n7\n');
  });
});

describe('audit.prove · a checkpoint kept from before', () => {
  it('lets a new instance hold the log to what an old one saw', async () => {
    const before = platform.client().audit;
    await before.prove(jws);
    const earlier = before.lastCheckpoint as string;
    log.grow('d');
    expect(await platform.client().audit.prove(jws, { earlier })).toMatchObject({
      consistent: true,
      size: 5,
    });
  });

  it('finds out a past that was rewritten over a restart', async () => {
    const earlier = await log.grow('d').checkpoint();
    log = rewritten('d', 'e');
    await expect(platform.client().audit.prove(jws, { earlier })).rejects.toMatchObject(
      invalid('EARLIER_ROOT_MISMATCH'),
    );
  });

  it('counts together with the one the instance saw itself', async () => {
    const { audit } = platform.client();
    const earlier = await log.checkpoint();
    log.grow('d');
    await audit.prove(jws);
    log.grow('e');
    expect(await audit.prove(jws, { earlier })).toMatchObject({ consistent: true, size: 6 });
    const sizes = platform.calls(PROOF).map(({ query }) => query.get('earlierSize'));
    // The two proofs of the second call are asked for side by side.
    expect([sizes[0], ...sizes.slice(1).toSorted()]).toEqual([null, '4', '5']);
  });

  it('finds out a log that shows each checkpoint’s holder a tree of its own', async () => {
    const { audit } = platform.client();
    await audit.prove(jws);
    const other = rewritten('y');
    const earlier = await other.checkpoint();
    log.grow('d', 'e');
    platform.on(`GET ${PROOF}`, (call) =>
      (call.query.get('earlierSize') === '5' ? other.grow('z') : log).answer(call),
    );
    await expect(audit.prove(jws, { earlier })).rejects.toMatchObject(invalid('NO_COMMON_TREE'));
  });

  it('is refused when the log did not sign it', async () => {
    const earlier = (await log.checkpoint()).replace('\n4\n', '\n3\n');
    await expect(platform.client().audit.prove(jws, { earlier })).rejects.toMatchObject(
      invalid('NOTE_SIGNATURE_INVALID'),
    );
  });
});

describe('audit.entries', () => {
  it('asks for the entries of one consent', async () => {
    platform.on('GET /api/v1/audit/entries', { body: { items: [], nextCursor: null } });
    expect(await platform.client().audit.entries({ consentId: IDS.consent })).toEqual({
      items: [],
      nextCursor: null,
    });
    expect(platform.calls('/api/v1/audit/entries')[0]?.query.get('consentId')).toBe(IDS.consent);
  });
});
