import { readBase64url } from './base64url.ts';
import type { JsonObject, Report } from './jwk-members.ts';

/** Modulus length in bits. Source: FAPI 2.0 Security Profile §5.4 (at least 2048); more than 4096 only costs us time. */
const MODULUS_BITS = { least: 2_048, most: 4_096 } as const;
/** Smallest public exponent. Source: NIST FIPS 186-5 §A.1.1. */
const LEAST_EXPONENT = 65_537n;
const MOST_EXPONENT = 0xffff_ffffn;

export interface RsaMembers {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
}

/** The public members of an RSA key (RFC 7518 §6.3.1), or undefined with the reasons reported. */
export function checkRsaKey(key: JsonObject, report: Report): RsaMembers | undefined {
  const [modulus, exponent] = [readNumber(key, 'n', report), readNumber(key, 'e', report)];
  const modulusSound = modulus !== undefined && checkModulus(modulus.value, report);
  const exponentSound = exponent !== undefined && checkExponent(exponent.value, report);
  return modulusSound && exponentSound ? { kty: 'RSA', n: modulus.text, e: exponent.text } : undefined;
}

/** A positive number in the fewest octets (RFC 7518 §2, Base64urlUInt). */
function readNumber(
  key: JsonObject,
  name: 'n' | 'e',
  report: Report,
): { text: string; value: bigint } | undefined {
  const text = key[name];
  const bytes = typeof text === 'string' ? readBase64url(text) : undefined;
  if (typeof text === 'string' && bytes !== undefined && bytes[0] !== 0)
    return { text, value: BigInt(`0x${Buffer.from(bytes).toString('hex')}`) };
  report(name, 'Give the number in the fewest octets, in base64url without padding, RFC 7518 §2.');
  return undefined;
}

function checkModulus(modulus: bigint, report: Report): boolean {
  const bits = modulus.toString(2).length;
  if (bits < MODULUS_BITS.least || bits > MODULUS_BITS.most)
    report('n', `Use a modulus of ${MODULUS_BITS.least} to ${MODULUS_BITS.most} bits.`);
  else if (modulus % 2n === 0n)
    report('n', 'The modulus is even, so it is no RSA modulus. Export the key again.');
  else return true;
  return false;
}

function checkExponent(exponent: bigint, report: Report): boolean {
  if (exponent >= LEAST_EXPONENT && exponent <= MOST_EXPONENT && exponent % 2n === 1n) return true;
  report('e', 'Use an odd public exponent from 65537 (AQAB) to 4294967295.');
  return false;
}
