import { deletionDue } from '@xinqiao/consent';
import type { CloudEvent, Consent, ConsentStopKind, Instant } from '@xinqiao/contracts';
import { deliveriesOf, type State } from '../state.ts';

/** Notes that a consent stopped or rests; its bank's word is awaited from now on. */
export function recordStop(state: State, consent: Consent, { id, time }: CloudEvent): void {
  const { consentId, revision, participantId, subjectId, dataLife } = consent;
  const kind = consent.status as ConsentStopKind;
  const lastReadAt = deliveriesOf(state, consentId).toSorted().at(-1) ?? null;
  state.stops.push({
    stop: {
      ...{ consentId, revision, participantId, subjectId, kind, eventId: id, stoppedAt: time as Instant },
      ...{ toldAt: null, acknowledgedAt: null, attestedAt: null },
      deletionDueAt: deletionDue({ kind, stoppedAt: time as Instant, lastReadAt, dataLife }),
    },
  });
}
