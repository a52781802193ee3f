import {
  type ConsentId,
  type ConsentStop,
  DeletionAttestation,
  PlatformError,
  STOP_STATEMENT_TYPES,
  type SubjectId,
} from '@xinqiao/contracts';
import { lastDelivery } from '@xinqiao/db';
import canonicalize from 'canonicalize';
import { decodeJwt } from 'jose';
import { appendEntry } from '../../audit/append.ts';
import type { Handler } from '../../http/run-operation.ts';
import { CLOCK_SKEW_MS, openStatement, statementFault } from './open-statement.ts';
import { statementHash } from './statement-hash.ts';
import { findStop, stopView } from './stop-view.ts';

/**
 * The bank's signed word that what it read is deleted, but for what a law makes it keep. It is checked against what was
 * delivered, stored and logged; saying the same again changes nothing, and what was attested is not attested otherwise.
 */
export const attestDeletion: Handler<'consents.attestDeletion'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  if (principal.kind !== 'application') throw new PlatformError('SCOPE_MISSING');
  const { participantId, applicationId } = principal;
  const { clock, tokenClock, database, operatorId } = services;
  return database.transaction({ participantId }, async (tx): Promise<ConsentStop> => {
    const stop = await findStop(tx, participantId, input);
    if (earlierResult !== undefined) return stopView(stop, clock.now());
    const now = tokenClock.now();
    const { payload, keyId } = await openStatement(tx, {
      ...{ jws: input.attestation, type: STOP_STATEMENT_TYPES.attestation },
      ...{ schema: DeletionAttestation, applicationId, now },
    });
    const known = { operatorId, participantId, consentId: stop.consentId, revision: stop.revision };
    const differs = Object.entries(known).some(
      ([name, value]) => payload[name as keyof typeof known] !== value,
    );
    if (differs) throw statementFault('OTHER_STOP');
    if (stop.kind === 'PAUSED') throw statementFault('NOT_ENDED');
    // A sandbox may be ahead of the real time; a bank's clock is one of the two.
    const latest = Math.max(now.getTime(), clock.now().getTime()) + CLOCK_SKEW_MS;
    if (Date.parse(payload.deletedAt) > latest) throw statementFault('TIME');
    // What was delivered stands in our own rows, and after a stop nothing more comes.
    const ahead = Math.max(0, clock.now().getTime() - now.getTime());
    const lastRead = (await lastDelivery(tx, stop.consentId))?.getTime() ?? Number.NEGATIVE_INFINITY;
    if (Date.parse(payload.deletedAt) < lastRead - ahead - CLOCK_SKEW_MS)
      throw statementFault('BEFORE_DELIVERY');
    const delivered = await tx.package.count({ where: { consentId: stop.consentId } });
    if (payload.packages < delivered && payload.retained.length === 0)
      throw statementFault('PACKAGES_MISSING');

    const { count } = await tx.consentStop.updateMany({
      where: { consentId: stop.consentId, revision: stop.revision, attestation: null },
      data: { attestation: input.attestation, attestedAt: clock.now() },
    });
    const stored = await findStop(tx, participantId, input);
    if (count === 0 && !saysTheSame(stored.attestation, payload)) throw statementFault('ALREADY_ATTESTED');
    if (count === 1)
      await appendEntry(services, tx, {
        ...{ kind: 'DELETION_ATTESTED', actor: applicationId, participantId },
        ...{ subjectId: stop.subjectId as SubjectId | null, consentId: stop.consentId as ConsentId },
        detail: {
          ...{ revision: stop.revision, keyId, packages: payload.packages, method: payload.method },
          deletedAt: payload.deletedAt,
          retained: payload.retained.map(({ basis, until }) => ({ basis, until })),
          statementHash: statementHash(services, input.attestation),
        },
      });
    await complete(tx, input.consentId);
    return stopView(stored, clock.now());
  });
};

/** Signed anew, the same words are the same attestation. */
const saysTheSame = (stored: string | null, payload: DeletionAttestation): boolean =>
  stored !== null && canonicalize(DeletionAttestation.parse(decodeJwt(stored))) === canonicalize(payload);
