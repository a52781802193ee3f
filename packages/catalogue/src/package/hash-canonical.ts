import canonicalize from 'canonicalize';

/** SHA-256 of the bytes, 32 bytes (FIPS 180-4). */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** A keyed hash of a text with a secret of whoever runs the platform, base64url without padding, 43 characters. */
export type KeyedHash = (text: string) => string;

/** How the records of one package, or one decision, are hashed. */
export interface SnapshotHashes {
  readonly sha256: Sha256;
  /**
   * For records that do not leave. From a plain hash of few possible records, such as a grade, they could be guessed;
   * and from equal hashes in two packages that nothing changed between them.
   */
  readonly keyed: (records: object) => string;
  /** Leaves with records, in the package: who has it can hash them, and who reads of their hashes elsewhere cannot. */
  readonly salt: string;
}

/**
 * @param of What is hashed for: the id of the package or decision. Equal records of two give unequal hashes.
 * @param keyedHash HMAC-SHA-256 or as good.
 */
export const snapshotHashes = (sha256: Sha256, keyedHash: KeyedHash, of: string): SnapshotHashes => ({
  sha256,
  keyed: (records) => keyedHash(canonicalText([of, records])),
  salt: keyedHash(`salt of ${of}`),
});

/** SHA-256 over the RFC 8785 canonical JSON of a value, base64url without padding (RFC 4648 §5). */
export function hashCanonical(value: object, sha256: Sha256): string {
  const hash = sha256(new TextEncoder().encode(canonicalText(value)));
  return btoa(String.fromCharCode(...hash))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** `canonicalize` answers undefined only for what JSON has no text for; an object always has one. */
const canonicalText = (value: object): string => canonicalize(value) as string;
