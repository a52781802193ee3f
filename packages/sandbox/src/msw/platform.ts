import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64Url } from '@xinqiao/audit-log';
import type { KeyedHash } from '@xinqiao/catalogue';
import { OperatorId, type SubjectId } from '@xinqiao/contracts';
import type { JWK } from 'jose';
import { type City, PERSONAS } from '../city/index.ts';
import { type AccessLog, accessLog } from './access-log.ts';
import { cityOfToday } from './city-source.ts';
import { type Clock, clockFrom } from './clock.ts';
import { type EventStream, eventStream } from './event-stream.ts';
import { type Faults, faultQueue } from './faults.ts';
import { idFactory, type NewId } from './ids.ts';
import { makeKeys, type PlatformKeys } from './keys.ts';
import { type DpopNonces, dpopNonces } from './oauth/dpop-nonces.ts';
import { type RandomBytes, randomBytes } from './random-bytes.ts';
import { emptyState, type State } from './state.ts';

export interface XinqiaoHandlersOptions {
  /** Address the bank's client is given: https, or http on this machine. */
  readonly baseUrl: string;
  /** Same seed and same `now`, same ids, leaves and roots; keys and signatures are new. Default: none. */
  readonly seed?: string | number;
  /** The platform's clock before `sandbox.clock.advance`. Default: the system clock. */
  readonly now?: () => Date;
  /** Bytes for ids, salts and codes, so many as asked. Default: from `seed`, else from WebCrypto. */
  readonly random?: (length: number) => Uint8Array<ArrayBuffer>;
  /**
   * Public key of the bank with a `kid`, EC on P-256 or RSA: packages are encrypted to it where asked. Default none:
   * then asking answers `ENCRYPTION_KEY_MISSING`.
   */
  readonly encryptionKey?: JWK;
}

/** The platform in memory: what its operations work on. */
export interface Platform {
  readonly baseUrl: string;
  /** Issuer of the authorization server (RFC 8414). */
  readonly issuer: string;
  /** Root of the REST API, also its resource indicator (RFC 8707). */
  readonly api: string;
  readonly operatorId: OperatorId;
  /** Origin line of the log's checkpoints. */
  readonly logOrigin: string;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: RandomBytes;
  /** Made once, when first needed. */
  readonly keys: () => Promise<PlatformKeys>;
  readonly encryptionKey: JWK | undefined;
  /** Keyed hash of records that do not leave. */
  readonly keyedHash: KeyedHash;
  readonly log: AccessLog;
  readonly events: EventStream;
  readonly city: () => City;
  readonly faults: Faults;
  readonly nonces: DpopNonces;
  readonly state: State;
}

export function createPlatform(options: XinqiaoHandlersOptions): Platform {
  const { seed, now = () => new Date(), random = randomBytes(seed) } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const operatorId = OperatorId.parse('bozhou');
  const logOrigin = `xinqiao.example/${operatorId}/access-log`;
  const clock = clockFrom(now);
  const newId = idFactory(clock, random);
  const snapshotKey = random(32);
  let made: Promise<PlatformKeys> | undefined;
  const keys = () => {
    made ??= makeKeys(logOrigin, clock);
    return made;
  };
  const subjects = PERSONAS.flatMap(({ id, enterprise }) =>
    enterprise === null ? [] : [{ ...enterprise, identityId: id, subjectId: newId('sub') as SubjectId }],
  );
  return {
    baseUrl,
    issuer: `${baseUrl}/oidc`,
    api: `${baseUrl}/api`,
    operatorId,
    logOrigin,
    clock,
    newId,
    random,
    keys,
    encryptionKey: options.encryptionKey,
    keyedHash: (text) => toBase64Url(hmac(sha256, snapshotKey, new TextEncoder().encode(text))),
    log: accessLog({ operatorId, logOrigin, clock, newId, random, keys }),
    events: eventStream({ operatorId, clock, newId }),
    city: cityOfToday(seed ?? operatorId, clock),
    faults: faultQueue(),
    nonces: dpopNonces(random),
    state: emptyState(subjects),
  };
}
