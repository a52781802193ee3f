import { checkEcKey, type EcMembers } from './ec-key.ts';
import { isJsonObject, type JsonObject, type Report, reportPrototypeNames } from './jwk-members.ts';
import { checkRsaKey, type RsaMembers } from './rsa-key.ts';

/** A public signature key: only what is needed to verify with it (RFC 7517 §4). */
export type PublicJwk = (EcMembers | RsaMembers) & {
  readonly kid: string;
  readonly alg: 'ES256' | 'PS256';
  readonly use: 'sig';
};

/** Algorithm by key type. Source: FAPI 2.0 Security Profile §5.4. */
const ALGORITHMS = { EC: 'ES256', RSA: 'PS256' } as const;
const isKeyType = (kty: unknown): kty is keyof typeof ALGORITHMS => kty === 'EC' || kty === 'RSA';

/** Private and symmetric members (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
/** Members that carry or point to a certificate in place of the key (RFC 7517 §4.6, §4.7; RFC 7515 §4.1.2). */
const CERTIFICATE_MEMBERS = ['x5u', 'x5c', 'jku'];

/**
 * One key of a set, reduced to its public members; undefined where they cannot be read. Acceptable only when nothing
 * was reported.
 *
 * Members we do not know are left out, as RFC 7517 §4 asks; a secret is never repeated in a report.
 */
export function checkKey(value: unknown, report: Report): PublicJwk | undefined {
  if (!isJsonObject(value)) {
    report('', 'A key is a JSON object, RFC 7517 §4.');
    return undefined;
  }
  reportPrototypeNames(value, report);
  reportSecrets(value, report);
  checkUse(value, report);
  const kid = checkKid(value, report);
  const members = checkMaterial(value, report);
  if (members === undefined || kid === undefined) return undefined;
  return { ...members, kid, alg: ALGORITHMS[members.kty], use: 'sig' };
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

function checkUse(key: JsonObject, report: Report): void {
  const use = key.use;
  if (use !== undefined && use !== 'sig')
    report('use', 'The key must be for signatures: leave use out or send sig.');
  const operations = key.key_ops;
  const verifyOnly = Array.isArray(operations) && operations.length === 1 && operations[0] === 'verify';
  if (operations !== undefined && !verifyOnly)
    report('key_ops', 'The key must be for verifying: leave key_ops out or send ["verify"].');
}

function checkKid(key: JsonObject, report: Report): string | undefined {
  const kid = key.kid;
  if (typeof kid === 'string' && /^[\x21-\x7e]{1,100}$/.test(kid)) return kid;
  report('kid', 'Give the key a name of 1 to 100 visible ASCII characters.');
  return undefined;
}

function checkMaterial(key: JsonObject, report: Report): EcMembers | RsaMembers | undefined {
  const kty = key.kty;
  if (!isKeyType(kty)) {
    report('kty', 'Use an EC key on P-256 or an RSA key; symmetric keys are never accepted.');
    return undefined;
  }
  const alg = key.alg;
  if (alg !== undefined && alg !== ALGORITHMS[kty])
    report('alg', `A key of type ${kty} signs with ${ALGORITHMS[kty]} here: leave alg out or send that.`);
  return kty === 'EC' ? checkEcKey(key, report) : checkRsaKey(key, report);
}
