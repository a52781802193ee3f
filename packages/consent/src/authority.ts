import { type DisclosureLevel, disclosesAtMost, type PurposeCode } from '@xinqiao/contracts';

/** How far the authority of a person reaches. Empty lists and null set no limit. */
export interface AuthorityReach {
  readonly purposes: readonly string[];
  readonly participantIds: readonly string[];
  readonly maxDisclosure: DisclosureLevel | null;
}

/** What somebody would answer for an enterprise. */
export interface AuthorityMatter {
  readonly purpose: PurposeCode;
  readonly participantId: string;
  readonly disclosure: DisclosureLevel;
}

/** True when an authority reaches the matter. Whether it is in force is another question. */
export const authorityReaches = (
  { purposes, participantIds, maxDisclosure }: AuthorityReach,
  { purpose, participantId, disclosure }: AuthorityMatter,
): boolean =>
  (purposes.length === 0 || purposes.includes(purpose)) &&
  (participantIds.length === 0 || participantIds.includes(participantId)) &&
  (maxDisclosure === null || disclosesAtMost(disclosure, maxDisclosure));
