import { DeletionAttestation, STOP_STATEMENT_TYPES } from '@xinqiao/contracts';
import { deliveriesOf } from '../state.ts';
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
  const packages = [...state.packages.values()].filter((each) => each.consentId === consentId);
  const { deletedAt, retained } = statement;
  // As in the server, which forgives a clock five minutes.
  if (deliveriesOf(state, consentId).some((at) => Date.parse(deletedAt) < Date.parse(at) - 300_000))
    throw statementFault('BEFORE_DELIVERY');
  if (statement.packages < packages.length && retained.length === 0) throw statementFault('PACKAGES_MISSING');
  const said = JSON.stringify(statement);
  if (record.attested !== undefined && record.attested !== said) throw statementFault('ALREADY_ATTESTED');
  complete(consentId);
  if (record.attested !== undefined) return stopView(platform, record);
  const attested = { stop: { ...record.stop, attestedAt: clock.instant() }, attested: said };
  state.stops[at] = attested;
  log.append({
    ...{ kind: 'DELETION_ATTESTED', actor: applicationId, participantId, subjectId, consentId },
    detail: {
      ...{ revision, packages: statement.packages, method: statement.method, deletedAt },
      retained: retained.map(({ basis, until }) => ({ basis, until })),
    },
  });
  return stopView(platform, attested);
};
