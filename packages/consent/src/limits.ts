import {
  type CalendarDate,
  type ConsentMode,
  type ConsentRequest,
  type ConsentTemplate,
  type DataItemId,
  DISCLOSURE_LEVELS,
  type DisclosureLevel,
  type FairUseLimit,
  type FairUseReference,
  type FetchType,
  type Frequency,
  type ItemLimits,
  type Period,
} from '@xinqiao/contracts';
import { tighterFrequency } from './frequency.ts';
import { lower, shorterFrom } from './tighter.ts';

/** The item whose own rule makes a limit tighter than the template's; null where it is the template's. */
type SetBy = DataItemId | null;

/** A limit that holds for a whole request, and who set it. */
export interface RequestLimit<Value> {
  readonly value: Value;
  readonly setBy: SetBy;
}

/** What a request for these items may ask at most. */
export interface RequestLimits {
  readonly disclosure: RequestLimit<DisclosureLevel>;
  readonly range: RequestLimit<Period>;
  readonly frequency: RequestLimit<Frequency | null>;
  readonly dataLife: RequestLimit<Period>;
}

/**
 * The limits of a request: of every item it names the item's own, else the template's; the tightest counts.
 *
 * @param items Items and optional items of the request.
 * @param today Day from which periods are compared: P30D and P1M differ from month to month.
 */
export function limitsOf(
  template: ConsentTemplate,
  items: readonly DataItemId[],
  today: CalendarDate,
): RequestLimits {
  const shorter = shorterFrom(today);
  const lowerLevel = (one: DisclosureLevel, other: DisclosureLevel) => lower(DISCLOSURE_LEVELS, one, other);
  const own = new Map(template.itemLimits.map((limits) => [limits.item, limits]));
  const tightest = <Value>(
    general: Value,
    ofItem: (limits: ItemLimits) => Value | undefined,
    tighter: (one: Value, other: Value) => Value,
  ): RequestLimit<Value> => {
    const each = items.map((item): RequestLimit<Value> => {
      const limits = own.get(item);
      const value = limits && ofItem(limits);
      return value === undefined ? { value: general, setBy: null } : { value, setBy: item };
    });
    const [first = { value: general, setBy: null }, ...rest] = each;
    return rest.reduce((so, next) => {
      const value = tighter(so.value, next.value);
      return value === so.value ? so : { value, setBy: value === next.value ? next.setBy : so.setBy };
    }, first);
  };
  return {
    disclosure: tightest(template.maxDisclosure, ({ maxDisclosure }) => maxDisclosure, lowerLevel),
    range: tightest(template.maxRange, ({ maxRange }) => maxRange, shorter),
    frequency: tightest<Frequency | null>(
      template.maxFrequency,
      ({ maxFrequency }) => maxFrequency,
      tighterFrequency,
    ),
    dataLife: tightest(template.dataLife, ({ dataLife }) => dataLife, shorter),
  };
}

/** The rule behind a limit, for whoever has to keep to it. */
export function ruleBehind(
  { rules }: ConsentTemplate,
  limit: FairUseLimit,
  item: SetBy = null,
): FairUseReference | null {
  const of = (named: SetBy) => rules.find((rule) => rule.limit === limit && rule.item === named);
  const rule = of(item) ?? of(null);
  return rule ? { ruleId: rule.ruleId, since: rule.since, reference: rule.reference } : null;
}

/** Terms a request leaves to its template. */
export interface ConsentTerms {
  readonly fetchType: FetchType;
  readonly consentMode: ConsentMode;
  /** Null: as often as the bank likes, or once. */
  readonly frequency: Frequency | null;
  readonly dataLife: Period;
}

/** The terms of a request: what it says, else the most that its template and its items allow. */
export function termsOf(
  request: ConsentRequest,
  template: ConsentTemplate,
  today: CalendarDate,
): ConsentTerms {
  const limits = limitsOf(template, [...request.items, ...(request.optionalItems ?? [])], today);
  const fetchType = request.fetchType ?? template.fetchType;
  return {
    fetchType,
    consentMode: template.consentMode,
    // One delivery needs no count per period.
    frequency: fetchType === 'ONETIME' ? null : (request.frequency ?? limits.frequency.value),
    dataLife: request.dataLife ?? limits.dataLife.value,
  };
}
