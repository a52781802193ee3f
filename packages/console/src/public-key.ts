/** Members of a JWK that only a private or symmetric key has (RFC 7518 §§6.2.2, 6.3.2, 6.4.1). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** What somebody gave for a public key. */
export type GivenKey =
  | { readonly kind: 'public'; readonly jwk: Readonly<Record<string, unknown>> }
  /** Must not travel, nor stay on the page. */
  | { readonly kind: 'private' }
  | { readonly kind: 'unreadable' };

/** Reads a JWK, or a JWK set of one key. Anything that smells of a private key is one. */
export function givenKey(text: string): GivenKey {
  if (/PRIVATE KEY/.test(text)) return { kind: 'private' };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Half a private key is a private key too.
    return { kind: /"(d|p|q|dp|dq|qi|k)"\s*:/.test(text) ? 'private' : 'unreadable' };
  }
  if (holdsPrivateMember(parsed)) return { kind: 'private' };
  if (!isObject(parsed)) return { kind: 'unreadable' };
  const { keys } = parsed;
  const jwk = Array.isArray(keys) && keys.length === 1 ? (keys[0] as unknown) : parsed;
  return isObject(jwk) && typeof jwk.kty === 'string' ? { kind: 'public', jwk } : { kind: 'unreadable' };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** At any depth: a key may come within the credentials of a program. */
const holdsPrivateMember = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(holdsPrivateMember)
    : isObject(value) &&
      Object.entries(value).some(
        ([name, inner]) => PRIVATE_MEMBERS.includes(name) || holdsPrivateMember(inner),
      );
