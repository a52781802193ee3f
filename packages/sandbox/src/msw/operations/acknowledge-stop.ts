import { STOP_STATEMENT_TYPES, StopAcknowledgement } from '@xinqiao/contracts';
import type { Handler } from './operation-handler.ts';
import { findStop, isAbout, openStatement, statementFault, stopView } from './stop-records.ts';

/** The bank acknowledges a stop; the first word stays. */
export const acknowledgeStop: Handler<'consents.acknowledgeStop'> = async (context, input) => {
  const { platform, principal, earlierResult, complete } = context;
  const { participantId, applicationId } = principal;
  const { state, clock, log, operatorId } = platform;
  const { record, at } = findStop(platform, participantId, input);
  if (earlierResult !== undefined) return stopView(platform, record);
  const statement = openStatement(
    input.acknowledgement,
    STOP_STATEMENT_TYPES.acknowledgement,
    StopAcknowledgement,
  );
  const { consentId, revision, kind, stoppedAt, eventId, subjectId } = record.stop;
  const known = { operatorId, participantId, consentId, revision, kind, stoppedAt, eventId };
  if (!isAbout(statement, known)) throw statementFault('OTHER_STOP');
  complete(consentId);
  if (record.stop.acknowledgedAt !== null) return stopView(platform, record);
  const acknowledged = { ...record, stop: { ...record.stop, acknowledgedAt: clock.instant() } };
  state.stops[at] = acknowledged;
  log.append({
    ...{ kind: 'CONSENT_STOP_ACKNOWLEDGED', actor: applicationId, participantId, subjectId, consentId },
    detail: { revision, stop: kind },
  });
  return stopView(platform, acknowledged);
};
