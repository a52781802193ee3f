import type { ConsentAct, ConsentEndReason, ConsentInitiator, ConsentStatus } from '@xinqiao/contracts';

export type { ConsentAct };

export interface ConsentChange {
  readonly act: ConsentAct;
  readonly by: ConsentInitiator;
}

interface Rule {
  readonly from: readonly ConsentStatus[];
  /** Status it leads to; SAME where only what is agreed changes. */
  readonly to: ConsentStatus | 'SAME';
  readonly by: readonly ConsentInitiator[];
}

/**
 * The whole life of a consent, as a table. What is not in it is refused.
 *
 * Withdrawal must be as easy as agreement (PIPL art. 15), so REVOKE leaves every living state;
 * the owner pauses, and the platform when the registry says that whoever agreed may be gone; only the owner resumes;
 * only time expires. What is agreed changes by her word alone, and does not wake a consent that rests.
 */
export const TRANSITIONS: Readonly<Record<ConsentAct, Rule>> = {
  GRANT: { from: ['PENDING'], to: 'ACTIVE', by: ['OWNER'] },
  REJECT: { from: ['PENDING'], to: 'REJECTED', by: ['OWNER'] },
  AMEND: { from: ['ACTIVE', 'PAUSED'], to: 'SAME', by: ['OWNER'] },
  RENEW: { from: ['ACTIVE', 'PAUSED'], to: 'SAME', by: ['OWNER'] },
  PAUSE: { from: ['ACTIVE'], to: 'PAUSED', by: ['OWNER', 'SYSTEM'] },
  RESUME: { from: ['PAUSED'], to: 'ACTIVE', by: ['OWNER'] },
  REVOKE: { from: ['PENDING', 'ACTIVE', 'PAUSED'], to: 'REVOKED', by: ['OWNER', 'PARTICIPANT', 'OPERATOR'] },
  EXPIRE: { from: ['PENDING', 'ACTIVE', 'PAUSED'], to: 'EXPIRED', by: ['SYSTEM'] },
};

export type TransitionResult =
  | { readonly kind: 'changed'; readonly status: ConsentStatus }
  /** A repeated revocation: nothing changes and nothing is wrong. */
  | { readonly kind: 'unchanged'; readonly status: ConsentStatus }
  | { readonly kind: 'illegal'; readonly status: ConsentStatus };

/** Applies an act to a status. Revoking twice is `unchanged`, so that a retry does no harm. */
export function transition(status: ConsentStatus, change: ConsentChange): TransitionResult {
  const rule = TRANSITIONS[change.act];
  if (!rule.by.includes(change.by)) return { kind: 'illegal', status };
  if (rule.from.includes(status)) return { kind: 'changed', status: rule.to === 'SAME' ? status : rule.to };
  if (change.act === 'REVOKE' && status === 'REVOKED') return { kind: 'unchanged', status };
  return { kind: 'illegal', status };
}

const FINAL: readonly ConsentStatus[] = ['REJECTED', 'REVOKED', 'EXPIRED'];

/** True when nothing can happen to a consent any more. */
export const isFinal = (status: ConsentStatus): boolean => FINAL.includes(status);

/** Why and by whom a final status is reached by default. */
export const endReasonOf = (change: ConsentChange): ConsentEndReason | null => {
  if (change.act === 'REJECT') return 'OWNER_REFUSED';
  if (change.act === 'EXPIRE') return 'TERM_OVER';
  if (change.act !== 'REVOKE') return null;
  return change.by === 'OWNER' ? 'OWNER_STOPPED' : 'NO_LONGER_NEEDED';
};
