import type { Participant } from '@xinqiao/contracts';

/** What is admitted of it takes two people to change; the server decides, this only says so beforehand. */
export const isInUse = ({ kind, status }: Pick<Participant, 'kind' | 'status'>): boolean =>
  kind === 'OPERATOR' || status === 'ACTIVE' || status === 'SUSPENDED';
