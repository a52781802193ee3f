/** Whom the registry names as representing a firm. It stays on the platform: no bank is given it. */
export interface RegisteredRepresentative {
  readonly name: string;
  /** Resident number, GB 11643; undefined where the registry has another document of hers. */
  readonly residentId: string | undefined;
}
