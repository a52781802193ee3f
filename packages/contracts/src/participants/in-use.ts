/** A participant others rely on, or the operator itself: what is admitted of it takes two people to change (四眼原则). */
export const inUse = ({ kind, status }: { readonly kind: string; readonly status: string }): boolean =>
  kind === 'OPERATOR' || status === 'ACTIVE' || status === 'SUSPENDED';
