/** A key as it may lie in the database: encrypted by a key-encryption key that does not. */
export interface WrappedKey {
  /** Which key-encryption key opens it. */
  readonly kekId: string;
  /** Opaque to everybody but the port. */
  readonly wrapped: string;
}

/**
 * Where the key-encryption keys are (envelope encryption, JR/T 0071.2-2020; GB/T 39786-2021): a file by default
 * (`fileKeyPort`), or a key management service or HSM behind a module of the installation (`XINQIAO_KEY_PORT`).
 *
 * What an implementation must hold:
 * - a key-encryption key never leaves it; what it gives out are ids and wrapped keys, in text;
 * - `wrap` binds the holder: `unwrap` under another holder fails;
 * - each key has 32 bytes, and every call with the same wrapped key gives the same bytes until its
 *   key-encryption key is destroyed;
 * - `unwrap` of a destroyed or unknown key-encryption key fails, and never makes one.
 *
 * It may be called by many nodes at once. Times out by itself: callers hold a database transaction meanwhile.
 */
export interface KeyPort {
  /** Id of the key-encryption key that wraps from now on. */
  current(): Promise<string>;
  /** @param holder Whose key it is; bound to the result. */
  wrap(holder: string, key: Buffer): Promise<WrappedKey>;
  /** @throws when the key-encryption key is not there, or holder or text were changed. */
  unwrap(holder: string, wrapped: WrappedKey): Promise<Buffer>;
  /** Makes the next key-encryption key; those before still unwrap. @returns Its id. */
  rotate(): Promise<string>;
  /**
   * Destroys one that wraps no longer, for good: whatever it wrapped, also in old backups, never opens again.
   *
   * @throws when it is the current one
   */
  destroy(kekId: string): Promise<void>;
}
