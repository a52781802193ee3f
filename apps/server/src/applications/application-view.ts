import type { Application, ApplicationKey } from '@xinqiao/contracts';
import type { ApplicationKeyRow, ApplicationRow, ParticipantRow } from '@xinqiao/db';
import { ALGORITHMS, type KeyUse } from '../participants/keys/check-key.ts';
import { keyLight, keyState } from './key-state.ts';

export interface FullApplication extends ApplicationRow {
  readonly participant: ParticipantRow;
  readonly keys: readonly ApplicationKeyRow[];
}

/** What is read together with an application. */
export const WITH_KEYS = {
  participant: true,
  keys: { orderBy: { validFrom: 'asc' } },
} as const;

/** @param now The real time, by which keys are judged. */
export function applicationView(row: FullApplication, now: Date): Application {
  const keys = row.keys.map((key) => keyView(row, key, now));
  return {
    applicationId: row.id,
    participantId: row.participantId,
    operatorId: row.participant.operatorId,
    name: { zh: row.nameZh, en: row.nameEn },
    participantName: { zh: row.participant.nameZh, en: row.participant.nameEn },
    environment: row.environment,
    status: row.status,
    statusSince: row.statusSince.toISOString(),
    statusReason: row.statusReason,
    statusNote: row.statusNote,
    statusBy: row.statusBy,
    redirectUris: row.redirectUris,
    notificationUri: row.notificationUri,
    templates: row.templates,
    purposes: row.purposes,
    scopes: row.scopes,
    keyIds: keys.filter(({ state, use }) => state === 'IN_FORCE' && use === 'sig').map(({ kid }) => kid),
    keys: keys.filter(({ state }) => state !== 'ENDED').sort(bySlot),
    endedKeys: keys.filter(({ state }) => state === 'ENDED'),
    jwksUri: row.jwksUri,
    jwksFetchedAt: row.jwksFetchedAt?.toISOString() ?? null,
    jwksError: row.jwksError,
    createdAt: row.createdAt.toISOString(),
  } as Application;
}

/** Keys that sign first, each use by its slots. */
const bySlot = (one: ApplicationKey, other: ApplicationKey): number =>
  Number(one.use === 'enc') - Number(other.use === 'enc') || one.slot - other.slot;

function keyView(application: ApplicationRow, key: ApplicationKeyRow, now: Date): ApplicationKey {
  const state = keyState(application, key, now);
  return {
    applicationId: key.applicationId,
    participantId: key.participantId,
    kid: key.kid,
    use: key.use,
    algorithm: ALGORITHMS[key.use as KeyUse][(key.jwk as { kty: 'EC' | 'RSA' }).kty],
    thumbprint: key.thumbprint,
    slot: key.slot,
    source: key.source,
    validFrom: key.validFrom.toISOString(),
    validTo: key.validTo.toISOString(),
    state,
    light: keyLight(state, key.validTo, now),
    suspendedReason: key.suspendedReason,
    suspendedBy: key.suspendedBy,
    endedAt: key.endedAt?.toISOString() ?? null,
    endedReason: key.endedReason,
  } as ApplicationKey;
}
