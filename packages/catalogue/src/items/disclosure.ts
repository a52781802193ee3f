/** Levels of an item from which indicators and answers are computed, least first. */
export const DERIVABLE = ['ANSWER', 'INDICATORS', 'RECORDS'] as const;
