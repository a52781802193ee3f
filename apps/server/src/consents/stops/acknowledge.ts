import { STOP_STATEMENT_TYPES, StopAcknowledgement } from '@xinqiao/contracts';
import type { Handler } from '../../http/run-operation.ts';
import { requireSame, takeWord } from './bank-word.ts';
import { CLOCK_SKEW_MS, statementFault } from './open-statement.ts';

/**
 * The bank's signed word that it knows of a stop. It is checked against the stop, stored and logged; the first word
 * stays, and a later one about the same stop changes nothing.
 */
export const acknowledgeStop: Handler<'consents.acknowledgeStop'> = (
  context,
  { acknowledgement, ...about },
) =>
  takeWord(context, {
    ...{ ...about, jws: acknowledgement },
    ...{ type: STOP_STATEMENT_TYPES.acknowledgement, schema: StopAcknowledgement },
    async keep(tx, { consentId, revision, kind, stoppedAt, eventId }, payload, now) {
      const known = { kind, stoppedAt: stoppedAt.toISOString(), eventId };
      requireSame<Record<keyof typeof known, string>>(payload, known);
      if (Math.abs(Date.parse(payload.acknowledgedAt) - now.getTime()) > CLOCK_SKEW_MS)
        throw statementFault('TIME');
      const { count } = await tx.consentStop.updateMany({
        where: { consentId, revision, acknowledgement: null },
        data: { acknowledgement, acknowledgedAt: context.services.clock.now() },
      });
      return count === 0 ? undefined : { kind: 'CONSENT_STOP_ACKNOWLEDGED', detail: { stop: kind } };
    },
  });
