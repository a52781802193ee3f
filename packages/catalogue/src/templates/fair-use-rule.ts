import type {
  CalendarDate,
  DataItemId,
  DisclosureLevel,
  FairUseLimit,
  FetchType,
  Frequency,
  LocalizedText,
  Period,
  PurposeCode,
  SubjectType,
} from '@xinqiao/contracts';

/** What each limit is measured in. */
export interface LimitValues {
  /** Whether the item may be asked for at all. */
  readonly ITEM: boolean;
  /** Highest level. */
  readonly DISCLOSURE: DisclosureLevel;
  readonly FETCH_TYPE: FetchType;
  /** Most deliveries per period; null = no limit. */
  readonly FREQUENCY: Frequency | null;
  /** Longest span of data. */
  readonly RANGE: Period;
  /** Longest validity of a consent. */
  readonly VALIDITY: Period;
  /** How long the bank may keep what it fetched. */
  readonly DATA_LIFE: Period;
  /** For how long nobody is asked again after she refused. */
  readonly PROMPT_PAUSE: Period;
  /** How often the owner of a consent that lasts longer than this is reminded of it. */
  readonly REMINDER: Period;
}
export type LimitName = keyof LimitValues;

/** Caps of a request, which a template shows; the other two hold towards the owner. */
export const REQUEST_LIMITS = [
  'ITEM',
  'DISCLOSURE',
  'FETCH_TYPE',
  'FREQUENCY',
  'RANGE',
  'VALIDITY',
  'DATA_LIFE',
] as const satisfies readonly FairUseLimit[];

/** What a limit is asked for; what is left out is met by rules for everything (`*`) only. */
export interface LimitKey {
  readonly purpose?: PurposeCode | undefined;
  readonly item?: DataItemId | undefined;
  readonly subjectType?: SubjectType | undefined;
}

/** One limit, for what, since when and by which law or policy. `*` is everything without a rule of its own. */
export interface FairUseRule<Limit extends LimitName = LimitName> {
  /** Number of the rule, once given never given again. */
  readonly ruleId: string;
  readonly limit: Limit;
  readonly value: LimitValues[Limit];
  readonly purpose: PurposeCode | '*';
  readonly item: DataItemId | '*';
  readonly subjectType: SubjectType | '*';
  /** First day, Asia/Shanghai. */
  readonly from: CalendarDate;
  readonly reference: LocalizedText;
}

/** How exactly a rule names what it is for: the item counts before the purpose, the purpose before the subject. */
const weightOf = ({ item, purpose, subjectType }: FairUseRule): number =>
  (item === '*' ? 0 : 4) + (purpose === '*' ? 0 : 2) + (subjectType === '*' ? 0 : 1);

/**
 * The rule for a limit on a day: of those in force that fit, the most specific; of these, the latest.
 *
 * @param onDate Asia/Shanghai day the rule is asked for.
 * @returns `undefined` when no rule fits.
 */
export function ruleFor<Limit extends LimitName>(
  rules: readonly FairUseRule[],
  limit: Limit,
  key: LimitKey,
  onDate: CalendarDate,
): FairUseRule<Limit> | undefined {
  const fits = (named: string, asked: string | undefined) => named === '*' || named === asked;
  const better = (one: FairUseRule, other: FairUseRule) => {
    const difference = weightOf(other) - weightOf(one);
    return difference > 0 || (difference === 0 && other.from > one.from) ? other : one;
  };
  const found = rules
    .filter(
      (rule) =>
        rule.limit === limit &&
        rule.from <= onDate &&
        fits(rule.purpose, key.purpose) &&
        fits(rule.item, key.item) &&
        fits(rule.subjectType, key.subjectType),
    )
    .reduce<FairUseRule | undefined>((best, rule) => (best ? better(best, rule) : rule), undefined);
  return found as FairUseRule<Limit> | undefined;
}
