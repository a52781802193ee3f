import type { CalendarDate, FairUseReference } from '@xinqiao/contracts';
import {
  type FairUseRule,
  type LimitKey,
  type LimitName,
  type LimitValues,
  ruleFor,
} from './fair-use-rule.ts';
import { FAIR_USE_RULES } from './fair-use-rules.ts';

/** A limit, and the rule it comes from. */
export interface ResolvedLimit<Limit extends LimitName> {
  readonly value: LimitValues[Limit];
  readonly rule: FairUseReference;
}

/**
 * A limit as it stands on a day, e.g. how long nobody asks again after a refusal, or when an owner is reminded.
 *
 * @param key Purpose, item and type of the subject, as far as they are known.
 * @param onDate Asia/Shanghai day.
 * @throws {RangeError} when no rule is in force yet
 */
export function fairUseLimit<Limit extends LimitName>(
  limit: Limit,
  key: LimitKey,
  onDate: CalendarDate,
  rules: readonly FairUseRule[] = FAIR_USE_RULES,
): ResolvedLimit<Limit> {
  const found = ruleFor(rules, limit, key, onDate);
  if (found === undefined) throw new RangeError(`no fair-use rule for ${limit} on ${onDate}`);
  const { value, ruleId, from, reference } = found;
  return { value, rule: { ruleId, since: from, reference } };
}
