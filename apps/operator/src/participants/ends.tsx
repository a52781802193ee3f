import { NearestEnds, useRead } from '@xinqiao/console';
import type { ParticipantId } from '@xinqiao/contracts';

/** Lights of what ends first at a participant of the list, read beside the list itself. */
export function Ends({ participantId }: { participantId: ParticipantId }) {
  const { answer: record } = useRead('participants.get', { participantId });
  const { answer: listed } = useRead('applications.listOf', { participantId });
  return <NearestEnds licences={record?.licences ?? []} applications={listed?.items ?? []} />;
}
