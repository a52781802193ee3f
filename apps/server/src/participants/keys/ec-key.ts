import { createPublicKey } from 'node:crypto';
import { readBase64url } from './base64url.ts';
import type { JsonObject, Report } from './jwk-members.ts';

/** Length of a P-256 coordinate, leading zeros included (RFC 7518 §6.2.1.2). */
const COORDINATE_BYTES = 32;

export interface EcMembers {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/** The public members of a P-256 key (RFC 7518 §6.2.1), or undefined with the reasons reported. */
export function checkEcKey(key: JsonObject, report: Report): EcMembers | undefined {
  if (key.crv !== 'P-256') {
    report('crv', 'Use the curve P-256.');
    return undefined;
  }
  const [x, y] = [coordinate(key, 'x', report), coordinate(key, 'y', report)];
  if (x === undefined || y === undefined) return undefined;
  const members: EcMembers = { kty: 'EC', crv: 'P-256', x, y };
  if (isOnCurve(members)) return members;
  report('', 'The point (x, y) is not on the curve P-256. Export the key again.');
  return undefined;
}

function coordinate(key: JsonObject, name: 'x' | 'y', report: Report): string | undefined {
  const text = key[name];
  if (typeof text === 'string' && readBase64url(text)?.byteLength === COORDINATE_BYTES) return text;
  report(name, 'Give the coordinate as 32 octets in base64url without padding, RFC 7518 §6.2.1.2.');
  return undefined;
}

/** Off the curve a point invites invalid-curve attacks; OpenSSL checks it on import. */
function isOnCurve({ kty, crv, x, y }: EcMembers): boolean {
  try {
    const imported = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' }).export({ format: 'jwk' });
    return imported.x === x && imported.y === y;
  } catch {
    return false;
  }
}
