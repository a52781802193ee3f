import { STOP_STATEMENT_TYPES } from '@xinqiao/contracts';
import type { ConsentStop } from '@xinqiao/sdk';
import { CompactSign, importJWK, type JWK } from 'jose';
import type { Credentials } from '../../support/platform.ts';

export interface Signing {
  readonly credentials: Pick<Credentials, 'privateKey' | 'keyId'>;
  /** Members of the protected header that differ. */
  readonly header?: Readonly<Record<string, unknown>>;
}

/** A compact JWS by a bank's key; whatever a test gives instead of the right thing is signed all the same. */
export async function signed(payload: unknown, type: string, { credentials, header = {} }: Signing) {
  const { privateKey, keyId } = credentials;
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return new CompactSign(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'ES256', kid: keyId, typ: type, ...header })
    .sign(await importJWK(privateKey as JWK, 'ES256'));
}

/** Payload of the right acknowledgement of a stop. */
export const acknowledgementOf = (stop: ConsentStop, fact: object = {}) => ({
  ...{ operatorId: 'bozhou', participantId: stop.participantId, consentId: stop.consentId },
  ...{ revision: stop.revision, kind: stop.kind, stoppedAt: stop.stoppedAt, eventId: stop.eventId },
  acknowledgedAt: new Date().toISOString(),
  ...fact,
});

/** Payload of the right attestation of deletion. */
export const attestationOf = (stop: ConsentStop, fact: object = {}) => ({
  ...{ operatorId: 'bozhou', participantId: stop.participantId, consentId: stop.consentId },
  ...{ revision: stop.revision, packages: 1, deletedAt: new Date().toISOString(), method: 'ERASED' },
  ...fact,
});

export const TYPES = STOP_STATEMENT_TYPES;
