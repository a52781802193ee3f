import {
  type AuditReceipt,
  type LogEntry,
  type LogProof,
  OPERATIONS,
  PlatformError,
} from '@xinqiao/contracts';
import type { z } from 'zod';
import type { Api } from '../api.ts';
import { backoffMs, sleep } from '../http/retry.ts';
import { lazy } from '../lazy.ts';
import type { RequestOptions, Settings } from '../options.ts';
import type { PlatformMetadata } from '../platform/metadata.ts';
import type { Receipt, Receipts } from '../platform/receipts.ts';
import { invalidProof, type Log, logOf, type SeenCheckpoint } from './log.ts';

const { 'audit.getProof': getProof, 'audit.listEntries': listEntries } = OPERATIONS;

/** Integration usually takes a second; the waits between these polls add up to about twelve. */
const MAX_POLLS = 9;
/** How long the keys of the log are kept, in milliseconds. */
const KEYS_KEPT_MS = 3_600_000;
/** How often evidence for one tree is gathered while checkpoints move on; one round is the rule. */
const MAX_ROUNDS = 5;

export type EntryFilter = z.input<(typeof listEntries)['input']>;
export interface EntryPage {
  readonly items: readonly LogEntry[];
  /** Cursor of the next page; null on the last. */
  readonly nextCursor: string | null;
}

export interface ProveOptions extends RequestOptions {
  /** A checkpoint seen before, as the log signed it: the log is held to it too. */
  readonly earlier?: string;
}

/** That a read is in the log. All of it was verified here; nothing is taken on the server's word. */
export interface ReceiptProof {
  /** The entry is in the tree of `checkpoint`. */
  readonly included: true;
  /** That tree extends every checkpoint seen before; null when there was none to compare with. */
  readonly consistent: true | null;
  /** Place of the entry, from 0. */
  readonly index: number;
  /** Number of entries in the tree. */
  readonly size: number;
  /** The checkpoint, as the log signed it (C2SP signed note). */
  readonly checkpoint: string;
}

interface Parts {
  readonly api: Api;
  readonly receipts: Receipts;
  readonly settings: Settings;
  /** Reads the metadata as they are now. */
  readonly readMetadata: () => Promise<PlatformMetadata>;
}

/** Your part of the access log, and proofs that it holds what you were promised. */
export class Audit {
  readonly #parts: Parts;
  /** The log with the keys it publishes. They are read anew each hour: for two weeks an old key signs beside a new. */
  readonly #log: () => Promise<Log>;
  #last: SeenCheckpoint | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { readMetadata, settings } = parts;
    this.#log = lazy(async () => logOf((await readMetadata()).log), { ms: KEYS_KEPT_MS, now: settings.now });
  }

  /**
   * The newest checkpoint this instance has verified, as the log signed it; undefined before the first proof.
   *
   * Store it, and pass it as `earlier` after a restart: a log that rewrote its history meanwhile is found out.
   */
  get lastCheckpoint(): string | undefined {
    return this.#last?.note;
  }

  /**
   * Turns a receipt into a proof that the read is in the log, and that the log only ever grew.
   *
   * A new entry is integrated within about a second: the call waits for it, and gives up after about twelve.
   *
   * @param receipt A receipt as returned beside data or a decision, or its JWS from the loan file.
   * @param options `earlier`: a checkpoint stored before; the last one this instance saw counts in any case.
   * @throws {PlatformError} `PROOF_INVALID`: the log is smaller, rewritten or without the entry: keep receipt and
   * checkpoints and tell the regulator; `SIGNATURE_INVALID`: not a receipt of this platform;
   * `ENTRY_NOT_INTEGRATED`: not yet, try again later; `ENTRY_NOT_FOUND`: not an entry of this bank
   */
  async prove(receipt: string | Pick<Receipt, 'jws'>, options: ProveOptions = {}): Promise<ReceiptProof> {
    const { earlier, ...request } = options;
    const { payload } = await this.#parts.receipts.open(typeof receipt === 'string' ? receipt : receipt.jws);
    const log = await this.#log();
    const given = earlier === undefined ? undefined : await log.open(earlier);

    for (let round = 0; round < MAX_ROUNDS; round++) {
      const seen = this.#last;
      const before = [given, seen].filter((checkpoint) => checkpoint !== undefined);
      const proofs = await Promise.all(
        (before.length > 0 ? before : [undefined]).map((from) => this.#evidence(log, payload, from, request)),
      );
      const [{ checkpoint, index }] = proofs as [(typeof proofs)[number]];
      // The proofs may be of different trees, or a concurrent call may have seen a newer one: then they do not
      // bind each other yet, and are gathered again.
      const oneTree = proofs.every((proof) => sameTree(proof.checkpoint, checkpoint));
      if (oneTree && (this.#last === seen || sameTree(this.#last, checkpoint))) {
        this.#last = checkpoint;
        const consistent = before.length > 0 ? true : null;
        return { included: true, consistent, index, size: checkpoint.size, checkpoint: checkpoint.note };
      }
    }
    throw invalidProof('NO_COMMON_TREE');
  }

  /**
   * Reads one page of the log entries that concern you, newest first.
   *
   * @param filter `consentId`; `limit` 1–100, default 20; `cursor`, the `nextCursor` of the page before.
   */
  async entries(filter: EntryFilter = {}, options: RequestOptions = {}): Promise<EntryPage> {
    return this.#parts.api.call(listEntries, filter, options);
  }

  /** Fetches and checks the proof of one entry, starting from one earlier checkpoint or from none. */
  async #evidence(
    log: Log,
    receipt: AuditReceipt,
    from: SeenCheckpoint | undefined,
    options: RequestOptions,
  ) {
    const proof = await this.#fetchProof(receipt.entryId, from?.size, options);
    return { checkpoint: await log.check(receipt, proof, from), index: proof.leafIndex };
  }

  async #fetchProof(
    entryId: string,
    fromSize: number | undefined,
    options: RequestOptions,
  ): Promise<LogProof> {
    const { api, settings } = this.#parts;
    const earlierSize = fromSize === undefined || fromSize === 0 ? {} : { earlierSize: fromSize };
    for (let polls = 1; ; polls++) {
      try {
        return await api.call(getProof, { entryId, ...earlierSize }, options);
      } catch (error) {
        const code = error instanceof PlatformError ? error.code : undefined;
        // The log signed a checkpoint of that size; now it denies having had it.
        if (code === 'LOG_SIZE_UNKNOWN' && fromSize !== undefined)
          throw invalidProof('CHECKPOINT_DENIED', error);
        if (code !== 'ENTRY_NOT_INTEGRATED' || polls === MAX_POLLS) throw error;
        await sleep(backoffMs(polls, settings.random), options.signal);
      }
    }
  }
}

const sameTree = (a: SeenCheckpoint | undefined, b: SeenCheckpoint): boolean =>
  a !== undefined && a.size === b.size && a.root.every((byte, at) => byte === b.root[at]);
