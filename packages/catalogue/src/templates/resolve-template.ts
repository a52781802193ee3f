import {
  type CalendarDate,
  type ConsentTemplate,
  DATA_ITEM_IDS,
  type DataItemId,
  type ItemLimits,
  type LocalizedText,
  type PurposeCode,
} from '@xinqiao/contracts';
import { DATA_ITEMS } from '../items/data-items.ts';
import { fairUseLimit } from './fair-use-limit.ts';
import { type FairUseRule, type LimitName, REQUEST_LIMITS, ruleFor } from './fair-use-rule.ts';
import { FAIR_USE_RULES } from './fair-use-rules.ts';

/** What stands in a template itself; its limits stand in the rules. */
export interface TemplateVersion {
  readonly templateId: string;
  readonly version: number;
  readonly name: LocalizedText;
  readonly purpose: PurposeCode;
  readonly consentMode: ConsentTemplate['consentMode'];
  /** First day, Asia/Shanghai: the rules of that day are its limits for good. */
  readonly validFrom: CalendarDate;
  /** Day of the catalogue it was drawn up from: it offers no item published later. Default: `validFrom`. */
  readonly catalogueOf?: CalendarDate;
  readonly reference: string;
}

/** A version of a template with the limits that the rules of its first day give it. */
export function resolveTemplate(
  { templateId, version, name, purpose, consentMode, validFrom, catalogueOf, reference }: TemplateVersion,
  rules: readonly FairUseRule[] = FAIR_USE_RULES,
): ConsentTemplate {
  const known = DATA_ITEM_IDS.filter((item) => publishedOn(item) <= (catalogueOf ?? validFrom));
  const limit = <Limit extends LimitName>(of: Limit, item?: DataItemId) =>
    fairUseLimit(of, { purpose, item }, validFrom, rules);
  const items = known.filter((item) => limit('ITEM', item).value);
  return {
    templateId,
    version,
    name,
    purpose,
    fetchType: limit('FETCH_TYPE').value,
    consentMode,
    items,
    maxDisclosure: limit('DISCLOSURE').value,
    maxRange: limit('RANGE').value,
    maxValidity: limit('VALIDITY').value,
    maxFrequency: limit('FREQUENCY').value,
    dataLife: limit('DATA_LIFE').value,
    itemLimits: items.flatMap((item) => ownLimits(item)),
    rules: [
      ...REQUEST_LIMITS.map((of) => ({ limit: of, item: null, ...limit(of).rule })),
      ...known.flatMap((item) =>
        REQUEST_LIMITS.filter((of) => hasOwn(of, item)).map((of) => ({
          limit: of,
          item,
          ...limit(of, item).rule,
        })),
      ),
    ],
    validFrom,
    reference,
  };

  function hasOwn(of: LimitName, item: DataItemId): boolean {
    return ruleFor(rules, of, { purpose, item }, validFrom)?.item === item;
  }

  function ownLimits(item: DataItemId): ItemLimits[] {
    const frequency = limit('FREQUENCY', item).value;
    const own: ItemLimits = {
      item,
      ...(hasOwn('DISCLOSURE', item) ? { maxDisclosure: limit('DISCLOSURE', item).value } : {}),
      ...(hasOwn('RANGE', item) ? { maxRange: limit('RANGE', item).value } : {}),
      ...(hasOwn('FREQUENCY', item) && frequency !== null ? { maxFrequency: frequency } : {}),
      ...(hasOwn('DATA_LIFE', item) ? { dataLife: limit('DATA_LIFE', item).value } : {}),
    };
    return Object.keys(own).length > 1 ? [own] : [];
  }
}

/** First day of an item in the catalogue. */
const publishedOn = (item: DataItemId): CalendarDate =>
  DATA_ITEMS[item].versions[0]?.validFrom ?? '9999-12-31';
