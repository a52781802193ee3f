import { decodeJwt, decodeProtectedHeader } from 'jose';

/**
 * Members that two platforms cannot share: keys, hashes over ids, what a signature or a clock made. Hashes of packages are
 * keyed below RECORDS; at RECORDS the SDK computes them, on either platform, before it hands a package over.
 */
const OWN = new Set(
  (
    'kid x y nonce state jti iat exp iss aud sub jkt issuer api jwksUri verifierKey request_uri noticeHash nextCursor ' +
    'salt leaf checkpoint inclusion consistency person sequence snapshotHash snapshotSalt'
  ).split(' '),
);

/**
 * Members in which the handlers differ on purpose, as `src/msw/index.ts` says: the words of an OAuth error, what a
 * code's access token says beside its binding, which of its keys the client signed with (none is registered with the
 * handlers), how soon an entry has its place in the tree, and that no token is refreshed.
 */
const DIFFERENT = new Set([
  ...['error_description', 'description', 'grant_id', 'client_key', 'leafIndex', 'refresh_token'],
]);

/** What two platforms must agree on: ids and instants by kind, a JWS by what it says. */
export function comparable(value: unknown): unknown {
  if (typeof value === 'string') return comparableText(value);
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => !DIFFERENT.has(name));
  return Object.fromEntries(
    members.map(([name, member]) => [name, isOwn(name, member) ? name : comparable(member)]),
  );
}

/** The reference of a request is drawn by lot; that of a rule is the same everywhere. */
const isOwn = (name: string, member: unknown): boolean =>
  (OWN.has(name) && member !== null) ||
  (name === 'reference' && typeof member === 'string' && /^[2-9A-Z]{8}$/.test(member));

function comparableText(text: string): unknown {
  if (/^[\w-]{20,}\.[\w-]+\.[\w-]+$/.test(text)) {
    const { authorization_details: _opaque, ...payload } = decodeJwt(text);
    return { header: comparable(decodeProtectedHeader(text)), payload: comparable(payload) };
  }
  return text
    .replaceAll(/\bowner:[\w-]{22}/g, 'owner:…')
    .replaceAll(/\b([a-z]{3})_[0-9a-f]{8}-[0-9a-f-]{27}/g, '$1_…')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '…Z');
}
