import type { Decision } from '@xinqiao/contracts';

/** A stored decision as the bank sees it. Its consent shows indicators or more, else it would not have been made. */
export const decisionView = (row: { record: unknown }): Decision => row.record as Decision;
