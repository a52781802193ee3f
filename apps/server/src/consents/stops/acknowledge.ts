import {
  type ConsentId,
  type ConsentStop,
  PlatformError,
  STOP_STATEMENT_TYPES,
  StopAcknowledgement,
  type SubjectId,
} from '@xinqiao/contracts';
import { appendEntry } from '../../audit/append.ts';
import type { Handler } from '../../http/run-operation.ts';
import { CLOCK_SKEW_MS, openStatement, statementFault } from './open-statement.ts';
import { statementHash } from './statement-hash.ts';
import { findStop, stopView } from './stop-view.ts';

/**
 * The bank's signed word that it knows of a stop. It is checked against the stop, stored and logged; the first word
 * stays, and a later one about the same stop changes nothing.
 */
export const acknowledgeStop: Handler<'consents.acknowledgeStop'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  if (principal.kind !== 'application') throw new PlatformError('SCOPE_MISSING');
  const { participantId, applicationId } = principal;
  const { clock, tokenClock, database, operatorId } = services;
  return database.transaction({ participantId }, async (tx): Promise<ConsentStop> => {
    const stop = await findStop(tx, participantId, input);
    if (earlierResult !== undefined) return stopView(stop, clock.now());
    const now = tokenClock.now();
    const { payload, keyId } = await openStatement(tx, {
      ...{ jws: input.acknowledgement, type: STOP_STATEMENT_TYPES.acknowledgement },
      ...{ schema: StopAcknowledgement, applicationId, now },
    });
    const { acknowledgedAt, ...about } = payload;
    const known = {
      ...{ operatorId, participantId, consentId: stop.consentId, revision: stop.revision },
      ...{ kind: stop.kind, stoppedAt: stop.stoppedAt.toISOString(), eventId: stop.eventId },
    };
    const differs = Object.entries(known).some(
      ([name, value]) => about[name as keyof typeof about] !== value,
    );
    if (differs) throw statementFault('OTHER_STOP');
    if (Math.abs(Date.parse(acknowledgedAt) - now.getTime()) > CLOCK_SKEW_MS) throw statementFault('TIME');

    const { count } = await tx.consentStop.updateMany({
      where: { consentId: stop.consentId, revision: stop.revision, acknowledgement: null },
      data: { acknowledgement: input.acknowledgement, acknowledgedAt: clock.now() },
    });
    if (count === 1)
      await appendEntry(services, tx, {
        ...{ kind: 'CONSENT_STOP_ACKNOWLEDGED', actor: applicationId, participantId },
        ...{ subjectId: stop.subjectId as SubjectId | null, consentId: stop.consentId as ConsentId },
        detail: {
          ...{ revision: stop.revision, stop: stop.kind, keyId },
          statementHash: statementHash(services, input.acknowledgement),
        },
      });
    await complete(tx, input.consentId);
    return stopView(await findStop(tx, participantId, input), clock.now());
  });
};
