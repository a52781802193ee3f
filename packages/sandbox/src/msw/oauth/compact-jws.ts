/** Three non-empty base64url parts without padding or spaces (RFC 7515 §7.1); jose itself is more lenient. */
const COMPACT_JWS = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/** True when the text has the exact form of a compact JWS of at most 16 KiB. */
export const isCompactJws = (text: string): boolean => text.length <= 16_384 && COMPACT_JWS.test(text);
