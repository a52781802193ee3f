import type { SubjectId } from '@xinqiao/contracts';

/** Whose key it is: a subject, or a person who signs in. */
export type Holder = SubjectId | `person:${string}`;

export const personHolder = (identityId: string): Holder => `person:${identityId}`;
