/** Number of a request as it is said, shown and typed: two groups of four. */
export const spokenReference = (reference: string): string =>
  `${reference.slice(0, 4)}-${reference.slice(4)}`;
