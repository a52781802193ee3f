import {
  type AdmissionNeed,
  KEY_SET_STALE_AFTER_MS,
  missingLicences,
  type ParticipantId,
  type ParticipantKind,
} from '@xinqiao/contracts';
import type { ApplicationKeyRow, Tx } from '@xinqiao/db';
import type { Services } from '../services.ts';
import { needsOf, type Step } from './lifecycle.ts';
import { licenceTerm } from './participant-view.ts';

/** What a participant has of what its steps need, at this moment. */
export interface AdmissionState {
  /** What it still lacks for a step. */
  missing(step: Step): AdmissionNeed[];
  /** Thumbprints of its keys in force, sorted: what whoever admits it vouches for. */
  readonly keyThumbprints: readonly string[];
}

type AdmissionServices = Pick<Services, 'clock' | 'tokenClock' | 'environment'>;

/** Reads licences by the clock of the business and keys by the real time. */
export async function readAdmissionState(
  { clock, tokenClock, environment }: AdmissionServices,
  tx: Tx,
  { id, kind }: { readonly id: string; readonly kind: string },
): Promise<AdmissionState> {
  const participantId = id as ParticipantId;
  const licences = await tx.licence.findMany({ where: { participantId } });
  const applications = await tx.application.findMany({
    where: { participantId, environment, status: 'ACTIVE', identityId: null },
    include: { keys: true },
  });
  const now = tokenClock.now();
  const inForce = applications.flatMap(({ keys, jwksFetchedAt }) =>
    keys.filter((key) => keyInForce(key, jwksFetchedAt, now)),
  );
  const keyThumbprints = inForce.map(({ thumbprint }) => thumbprint).sort();
  const has: Readonly<Record<AdmissionNeed, boolean>> = {
    LICENCE_IN_FORCE:
      missingLicences(kind as ParticipantKind, licences.map(licenceTerm), clock.today()).length === 0,
    APPLICATION_WITH_KEY: inForce.some(({ use }) => use === 'sig'),
  };
  return {
    missing: (step) => needsOf(step, kind as ParticipantKind).filter((need) => !has[need]),
    keyThumbprints,
  };
}

function keyInForce(key: ApplicationKeyRow, fetchedAt: Date | null, now: Date): boolean {
  const { validFrom, validTo, endedAt, suspendedAt, source } = key;
  const fresh = source !== 'URL' || (fetchedAt?.getTime() ?? 0) >= now.getTime() - KEY_SET_STALE_AFTER_MS;
  return validFrom <= now && now < validTo && endedAt === null && suspendedAt === null && fresh;
}
