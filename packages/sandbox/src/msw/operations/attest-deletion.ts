import { DeletionAttestation, STOP_STATEMENT_TYPES } from '@xinqiao/contracts';
import type { Handler } from './operation-handler.ts';
import { findStop, isAbout, openStatement, statementFault, stopView } from './stop-records.ts';

/** The bank attests deletion; saying the same again changes nothing. */
export const attestDeletion: Handler<'consents.attestDeletion'> = async (context, input) => {
  const { platform, principal, earlierResult, complete } = context;
  const { participantId, applicationId } = principal;
  const { state, clock, log, operatorId } = platform;
  const { record, at } = findStop(platform, participantId, input);
  if (earlierResult !== undefined) return stopView(platform, record);
  const statement = openStatement(input.attestation, STOP_STATEMENT_TYPES.attestation, DeletionAttestation);
  const { consentId, revision, kind, subjectId } = record.stop;
  if (!isAbout(statement, { operatorId, participantId, consentId, revision }))
    throw statementFault('OTHER_STOP');
  if (kind === 'PAUSED') throw statementFault('NOT_ENDED');
  const said = JSON.stringify(statement);
  if (record.attested !== undefined && record.attested !== said) throw statementFault('ALREADY_ATTESTED');
  complete(consentId);
  if (record.attested !== undefined) return stopView(platform, record);
  const attested = { stop: { ...record.stop, attestedAt: clock.instant() }, attested: said };
  state.stops[at] = attested;
  const { packages, method, deletedAt, retained } = statement;
  log.append({
    ...{ kind: 'DELETION_ATTESTED', actor: applicationId, participantId, subjectId, consentId },
    detail: {
      ...{ revision, packages, method, deletedAt },
      retained: retained.map(({ basis, until }) => ({ basis, until })),
    },
  });
  return stopView(platform, attested);
};
