/** Nonces remembered at most; each lives as long as its signature holds. */
const MOST_NONCES = 100_000;

/** Remembers which nonces were used, so that a request that was overheard cannot be sent again. */
export class NonceMemory {
  /** When each can be forgotten, Unix seconds, by nonce; oldest first. */
  readonly #used = new Map<string, number>();
  readonly #most: number;

  constructor(most = MOST_NONCES) {
    this.#most = most;
  }

  /**
   * @param until Unix seconds from which the signature holds no more.
   * @returns `full` when no more can be remembered: then nothing may be let through.
   */
  take(nonce: string, until: number, now: Date): 'fresh' | 'used' | 'full' {
    const seconds = now.getTime() / 1000;
    for (const [known, end] of this.#used) {
      if (end >= seconds) break;
      this.#used.delete(known);
    }
    if (this.#used.has(nonce)) return 'used';
    if (this.#used.size >= this.#most) return 'full';
    this.#used.set(nonce, until);
    return 'fresh';
  }
}
