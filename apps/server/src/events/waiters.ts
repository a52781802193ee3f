import { PlatformError } from '@xinqiao/contracts';

/** Counts who waits for events on this node, so that one participant cannot tie up what all share. */
export function waiters(mostPerParticipant: number) {
  const waiting = new Map<string, number>();
  return {
    /**
     * @returns To be called when the wait is over.
     * @throws {PlatformError} `RATE_LIMITED`
     */
    enter(participantId: string): () => void {
      const before = waiting.get(participantId) ?? 0;
      if (before >= mostPerParticipant) throw new PlatformError('RATE_LIMITED');
      waiting.set(participantId, before + 1);
      return () => {
        const now = (waiting.get(participantId) ?? 1) - 1;
        if (now > 0) waiting.set(participantId, now);
        else waiting.delete(participantId);
      };
    },
  };
}
