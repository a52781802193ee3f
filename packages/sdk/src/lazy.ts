/** How long what was loaded is kept, in milliseconds of the clock given. */
export interface Lifetime {
  readonly ms: number;
  readonly now: () => Date;
}

/**
 * Loads once for all callers, also concurrent ones; a failure is not kept, so the next caller tries again.
 *
 * @param lifetime After it, and when the clock went back as far, it is loaded anew. Default: kept for good.
 */
export function lazy<T>(load: () => Promise<T>, lifetime?: Lifetime): () => Promise<T> {
  let kept: { readonly loaded: Promise<T>; readonly at: number } | undefined;
  return () => {
    const at = lifetime?.now().getTime() ?? 0;
    if (kept !== undefined && (lifetime === undefined || Math.abs(at - kept.at) < lifetime.ms))
      return kept.loaded;
    const loading = { loaded: load(), at };
    kept = loading;
    loading.loaded.catch(() => {
      if (kept === loading) kept = undefined;
    });
    return loading.loaded;
  };
}
