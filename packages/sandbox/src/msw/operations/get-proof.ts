import type { Handler } from './operation-handler.ts';

/** Proof that one of the participant's own entries is in the log. */
export const getProof: Handler<'audit.getProof'> = ({ platform, principal }, { entryId, earlierSize }) =>
  platform.log.prove(principal.participantId, entryId, earlierSize);
