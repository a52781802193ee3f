import { type Warning, type WarningReport, worstFirst } from './warnings-of.ts';

/** What changed between two looks at one borrower. */
export interface WarningChanges {
  /** New since the last look: to be told. Worst first. */
  readonly raised: readonly Warning[];
  /** All that stand now, with the instants they were first raised at. Worst first. */
  readonly standing: readonly Warning[];
  /** Looked at and no longer true. Worst first. */
  readonly cleared: readonly Warning[];
}

/**
 * Carries the warnings of a borrower from one look to the next, so that each is told once.
 *
 * A warning that still holds keeps the instant it was raised at, and its deadline, unless the new one is earlier: looking
 * again gives nobody more time. One whose feature cannot be seen now stands: missing data clears nothing. One whose trigger
 * the policy no longer has is cleared.
 *
 * @param before What stood after the last look; empty at first.
 */
export function followWarnings(
  before: readonly Warning[],
  { warnings, unwatched }: WarningReport,
): WarningChanges {
  const earlier = new Map(before.map((warning) => [warning.triggerId, warning]));
  const unseen = new Set(unwatched.map(({ triggerId }) => triggerId));
  const now = new Set(warnings.map(({ triggerId }) => triggerId));
  const held = before.filter(({ triggerId }) => !now.has(triggerId) && unseen.has(triggerId));
  return {
    raised: warnings.filter(({ triggerId }) => !earlier.has(triggerId)),
    standing: worstFirst([
      ...warnings.map((warning) => since(earlier.get(warning.triggerId), warning)),
      ...held,
    ]),
    cleared: worstFirst(before.filter(({ triggerId }) => !now.has(triggerId) && !unseen.has(triggerId))),
  };
}

/** One spelling per instant, so text order is time order. */
const since = (earlier: Warning | undefined, now: Warning): Warning =>
  earlier === undefined
    ? now
    : { ...now, raisedAt: earlier.raisedAt, dueAt: earlier.dueAt < now.dueAt ? earlier.dueAt : now.dueAt };
