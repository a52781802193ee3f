import { sha256 } from '@noble/hashes/sha2.js';
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Checkpoint } from '@xinqiao/audit-log';
import { CallFailed, call, ownFailure } from '@xinqiao/console';
import type { LocalizedText, SupervisedEntry } from '@xinqiao/contracts';
import type { Log } from './open-log.ts';
import { readCheckpoint, readLog } from './read-log.ts';
import { type Verdict, verifyEntry } from './verify-entry.ts';

/** How long after a proof the newest entry is proved again, and a pending one asked for again, in milliseconds. */
const PROVE_AGAIN_MS = 5_000;
const ASK_AGAIN_MS = 1_000;

export type RowVerdict =
  | Verdict
  /** Its proof is under way. */
  | { readonly state: 'checking' }
  /** No proof was to be had, so nothing is known yet. */
  | { readonly state: 'unchecked'; readonly says: LocalizedText };

export interface Verification {
  readonly log: Log | undefined;
  /** What the log is held to: the first checkpoint this page saw. */
  readonly first: Checkpoint | undefined;
  /** One for each entry, in their order. */
  readonly verdicts: readonly RowVerdict[];
  /** Why nothing can be verified at all. */
  readonly failure: CallFailed | undefined;
}

/**
 * Verifies these entries in the browser, each once; the newest again and again, so that a log that is rolled back
 * or rewritten while the page is open is found out.
 *
 * @param watching Whether to go on asking by itself.
 */
export function useVerification(entries: readonly SupervisedEntry[], watching: boolean): Verification {
  const queries = useQueryClient();
  const log = useQuery({
    queryKey: ['log'],
    queryFn: ({ signal }) => readLog(sha256, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const first = useQuery({
    queryKey: ['first-checkpoint'],
    enabled: log.data !== undefined && entries.length > 0,
    queryFn: ({ signal }) => readCheckpoint(log.data as Log, signal),
    // Once seen it is never read again: everything later is held to it.
    staleTime: ({ state }) => (state.data ? Number.POSITIVE_INFINITY : 0),
    refetchInterval: ({ state }) => (state.data === null ? ASK_AGAIN_MS : false),
  });

  const newest = entries.find(({ leafIndex }) => leafIndex !== null);
  const results = useQueries({
    queries: entries.map((entry) => {
      // The place is proved, not believed; without it the key stays the same when the entry is integrated.
      const { leafIndex: _claimed, ...row } = entry;
      const queryKey = ['verdict', row, first.data?.size];
      return {
        queryKey,
        enabled: log.data !== undefined && Boolean(first.data),
        staleTime: Number.POSITIVE_INFINITY,
        queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Verdict> => {
          if (!log.data || !first.data) throw ownFailure('RESPONSE_UNEXPECTED');
          const before = queries.getQueryData<Verdict>(queryKey);
          const verdict = await proveEntry(log.data, first.data, entry, signal);
          // What was in the tree once cannot be pending again.
          return verdict.state === 'pending' && before?.state === 'verified' ? ROLLED_BACK : verdict;
        },
        refetchInterval: ({ state }: { state: { data?: Verdict | undefined } }) => {
          if (!watching) return false;
          if (state.data?.state === 'pending') return ASK_AGAIN_MS;
          return entry === newest ? PROVE_AGAIN_MS : false;
        },
      };
    }),
  });

  return {
    log: log.data,
    first: first.data ?? undefined,
    verdicts: results.map(({ data, error }) => {
      if (error !== null) return { state: 'unchecked', says: asFailure(error).says };
      if (first.data === null) return { state: 'pending' };
      return data ?? { state: 'checking' };
    }),
    failure: log.error || first.error ? asFailure(log.error ?? first.error) : undefined,
  };
}

const ROLLED_BACK: Verdict = { state: 'failed', reason: 'CHECKPOINT_ROLLED_BACK' };

async function proveEntry(
  log: Log,
  first: Checkpoint,
  entry: SupervisedEntry,
  signal: AbortSignal,
): Promise<Verdict> {
  const { entryId } = entry;
  try {
    const proof = await call('supervision.getProof', { entryId, earlierSize: first.size }, signal);
    return await verifyEntry({ sha256, log, entry, proof, first });
  } catch (error) {
    const code = error instanceof CallFailed ? error.code : undefined;
    if (code === 'ENTRY_NOT_INTEGRATED') return { state: 'pending' };
    // The log denies a size that it signed.
    if (code === 'LOG_SIZE_UNKNOWN') return ROLLED_BACK;
    throw error;
  }
}

const asFailure = (error: unknown): CallFailed =>
  error instanceof CallFailed ? error : ownFailure('RESPONSE_UNEXPECTED', error);
