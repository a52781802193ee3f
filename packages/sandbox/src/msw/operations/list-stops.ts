import type { Handler } from './operation-handler.ts';
import { cutPage } from './page.ts';
import { stopView } from './stop-records.ts';

/** Stops of a bank's own consents, newest first. */
export const listStops: Handler<'consents.listStops'> = async ({ platform, principal }, input) => {
  const { consentId, waitingFor } = input;
  const own = platform.state.stops
    .map((record) => stopView(platform, record))
    .filter((stop) => stop.participantId === principal.participantId)
    .filter((stop) => consentId === undefined || stop.consentId === consentId)
    .filter((stop) => waitingFor !== 'ACKNOWLEDGEMENT' || stop.acknowledgedAt === null)
    .filter(
      (stop) => waitingFor !== 'ATTESTATION' || (stop.attestedAt === null && stop.deletionDueAt !== null),
    )
    .toReversed();
  return cutPage(own, input, ({ eventId }) => eventId);
};
