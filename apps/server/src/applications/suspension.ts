import type { SuspendedBy } from '@xinqiao/contracts';

/** From which side an act comes. */
export type Side = Exclude<SuspendedBy, 'BOTH'>;

/** Who holds something suspended: nobody, one side, or each for itself. */
export type Held = SuspendedBy | null;

/**
 * Suspends from one side.
 *
 * @returns Who holds it then; undefined where the step is not open: it is suspended by that side already, or the
 * owner comes after the operator.
 */
export function suspended(held: Held, side: Side): Held | undefined {
  if (held === null) return side;
  return held === 'OWNER' && side === 'OPERATOR' ? 'BOTH' : undefined;
}

/**
 * Lifts what one side holds; what the other holds stays. Nothing of the operator’s is lifted by the owner.
 *
 * @returns Who holds it then; undefined where there is nothing of that side to lift, or the operator’s is in the way.
 */
export function lifted(held: Held, side: Side): Held | undefined {
  if (held === side) return null;
  return held === 'BOTH' && side === 'OPERATOR' ? 'OWNER' : undefined;
}
