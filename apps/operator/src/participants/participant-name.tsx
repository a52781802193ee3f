import { textKey, useLanguage, useRead } from '@xinqiao/console';
import type { ParticipantId } from '@xinqiao/contracts';

/** A participant by its name, leading to its page. */
export function ParticipantName({ id }: { id: ParticipantId }) {
  const [language] = useLanguage();
  const { answer } = useRead('participants.get', { participantId: id });
  return <a href={`#/participants/${id}`}>{answer?.participant.name[textKey(language)] ?? id}</a>;
}
