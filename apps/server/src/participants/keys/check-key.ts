import { checkEcKey, type EcMembers } from './ec-key.ts';
import { isJsonObject, type JsonObject, type Report, reportPrototypeNames } from './jwk-members.ts';
import { checkRsaKey, type RsaMembers } from './rsa-key.ts';

/** What a key is for: its owner signs with it, or data are encrypted to its owner (RFC 7517 §4.2). */
export type KeyUse = 'sig' | 'enc';

/** A public key: only what is needed to verify with it, or to encrypt to it (RFC 7517 §4). */
export type PublicJwk = (EcMembers | RsaMembers) & {
  readonly kid: string;
  readonly alg: 'ES256' | 'PS256' | 'ECDH-ES+A256KW' | 'RSA-OAEP-256';
  readonly use: KeyUse;
};

/** Algorithm by use and key type. Source: FAPI 2.0 Security Profile §5.4; RFC 7518 §4.6, §4.3. */
export const ALGORITHMS = {
  sig: { EC: 'ES256', RSA: 'PS256' },
  enc: { EC: 'ECDH-ES+A256KW', RSA: 'RSA-OAEP-256' },
} as const satisfies Record<KeyUse, object>;
/** What may be done with the public half (RFC 7517 §4.3); with that of ECDH alone nothing. */
const OPERATIONS: Readonly<Record<KeyUse, readonly string[]>> = {
  sig: ['verify'],
  enc: ['encrypt', 'wrapKey'],
};
type KeyType = keyof (typeof ALGORITHMS)['sig'];
const isKeyType = (kty: unknown): kty is KeyType => kty === 'EC' || kty === 'RSA';

/** Private and symmetric members (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
/** Members that carry or point to a certificate in place of the key (RFC 7517 §4.6, §4.7; RFC 7515 §4.1.2). */
const CERTIFICATE_MEMBERS = ['x5u', 'x5c', 'jku'];

/**
 * One key of a set, reduced to its public members; undefined where they cannot be read. Acceptable only when nothing
 * was reported. A key that does not say what it is for is for signatures.
 *
 * Members we do not know are left out, as RFC 7517 §4 asks; a secret is never repeated in a report.
 */
export function checkKey(value: unknown, uses: readonly KeyUse[], report: Report): PublicJwk | undefined {
  if (!isJsonObject(value)) {
    report('', 'A key is a JSON object, RFC 7517 §4.');
    return undefined;
  }
  reportPrototypeNames(value, report);
  reportSecrets(value, report);
  const use = value.use === 'enc' && uses.includes('enc') ? 'enc' : 'sig';
  checkUse(value, use, report);
  const kid = checkKid(value, report);
  const members = checkMaterial(value, use, report);
  if (members === undefined || kid === undefined) return undefined;
  return { ...members, kid, alg: ALGORITHMS[use][members.kty], use };
}

function reportSecrets(key: JsonObject, report: Report): void {
  for (const name of SECRET_MEMBERS)
    if (Object.hasOwn(key, name))
      report(
        name,
        'This member is secret. Make a new key, keep it to yourself and send its public half only.',
      );
  for (const name of CERTIFICATE_MEMBERS)
    if (Object.hasOwn(key, name))
      report(name, 'Certificates and addresses are not followed. Send the bare key.');
}

function checkUse(key: JsonObject, use: KeyUse, report: Report): void {
  if (key.use !== undefined && key.use !== use)
    report('use', 'The key must be for signatures: leave use out or send sig.');
  const operations = key.key_ops;
  if (operations === undefined) return;
  const fitting =
    Array.isArray(operations) &&
    (use === 'enc' || operations.length === 1) &&
    operations.every((operation) => OPERATIONS[use].includes(operation as string));
  if (fitting) return;
  if (use === 'sig')
    report('key_ops', 'The key must be for verifying: leave key_ops out or send ["verify"].');
  else report('key_ops', 'The key must be for encrypting: leave key_ops out.');
}

function checkKid(key: JsonObject, report: Report): string | undefined {
  const kid = key.kid;
  if (typeof kid === 'string' && /^[\x21-\x7e]{1,100}$/.test(kid)) return kid;
  report('kid', 'Give the key a name of 1 to 100 visible ASCII characters.');
  return undefined;
}

function checkMaterial(key: JsonObject, use: KeyUse, report: Report): EcMembers | RsaMembers | undefined {
  const kty = key.kty;
  if (!isKeyType(kty)) {
    report('kty', 'Use an EC key on P-256 or an RSA key; symmetric keys are never accepted.');
    return undefined;
  }
  const alg = key.alg;
  const only = ALGORITHMS[use][kty];
  if (alg !== undefined && alg !== only)
    report(
      'alg',
      use === 'sig'
        ? `A key of type ${kty} signs with ${only} here: leave alg out or send that.`
        : `To a key of type ${kty} is encrypted with ${only} here: leave alg out or send that.`,
    );
  return kty === 'EC' ? checkEcKey(key, report) : checkRsaKey(key, report);
}
