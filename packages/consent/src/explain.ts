import {
  addDays,
  addPeriodToDate,
  type CalendarDate,
  type ConsentExplanation,
  type ConsentRequest,
  type ConsentTemplate,
  type DateRange,
  DISCLOSURE_LEVELS,
  type DisclosureLevel,
  daysBetween,
  type FairUseExcess,
  FETCH_TYPES,
  type Period,
} from '@xinqiao/contracts';
import { fairUseExcesses, latestDay } from './fair-use.ts';
import { tighterFrequency } from './frequency.ts';
import { limitsOf, termsOf } from './limits.ts';
import { lower, shorterFrom } from './tighter.ts';

/** What an application was admitted for. */
export interface Admission {
  readonly templates: readonly string[];
  readonly purposes: readonly string[];
}

/** What a request is held against. */
export interface RequestFacts {
  /** Every template in force on the day. */
  readonly templates: readonly ConsentTemplate[];
  /** Calendar date of the question, Asia/Shanghai. */
  readonly today: CalendarDate;
  /** Undefined: it is not asked for an application. */
  readonly admission?: Admission | undefined;
}

/**
 * Everything a request exceeds, at once: the rules of its template, which has to be in force, and what the application
 * was admitted for. Empty when it is fair.
 */
export function requestExcesses(
  request: ConsentRequest,
  { templates, today, admission }: RequestFacts,
): FairUseExcess[] {
  const named = templates.find(({ templateId }) => templateId === request.templateId);
  const notAdmitted = admission === undefined ? [] : beyondAdmissionOf(request, admission);
  if (named !== undefined) return [...fairUseExcesses(request, named, today), ...notAdmitted];
  return [
    beyondAdmission('templateId', NO_TEMPLATE, request.templateId, idsOf(templates)),
    ...notAdmitted.filter(({ path }) => path !== 'templateId'),
  ];
}

/**
 * Dry run of a request: everything it exceeds, and the nearest request that would pass.
 *
 * Where template and purpose do not belong together the purpose stays, for that is what the bank is after, and the
 * template of that purpose takes the place of the one that was named.
 */
export function explainRequest(request: ConsentRequest, facts: RequestFacts): ConsentExplanation {
  const { templates, today, admission } = facts;
  const named = templates.find(({ templateId }) => templateId === request.templateId);
  const excesses = requestExcesses(request, facts);
  if (excesses.length === 0) return { fair: true, excesses, smallest: request };

  const admitted = templates.filter(
    ({ templateId, purpose }) =>
      purpose === request.purpose &&
      (admission === undefined ||
        (admission.templates.includes(templateId) && admission.purposes.includes(purpose))),
  );
  const template = admitted.find((candidate) => candidate === named) ?? admitted[0];
  return {
    fair: false,
    excesses,
    smallest: template === undefined ? null : reduceTo(request, template, named, today),
  };
}

/** The request cut down to a template of its purpose; null when none of its items or days remain. */
function reduceTo(
  asked: ConsentRequest,
  template: ConsentTemplate,
  named: ConsentTemplate | undefined,
  today: CalendarDate,
): ConsentRequest | null {
  const items = asked.items.filter((item) => template.items.includes(item));
  const optionalItems = asked.optionalItems?.filter((item) => template.items.includes(item));
  if (items.length === 0) return null;
  const shorter = shorterFrom(today);
  const limits = limitsOf(template, [...items, ...(optionalItems ?? [])], today);
  // What was left to the template that was named must not grow under another.
  const silent = named !== undefined && named !== template ? termsOf(asked, named, today) : undefined;
  const {
    fetchType: askedType = silent?.fetchType,
    frequency: askedFrequency = silent?.frequency ?? undefined,
    dataLife: askedLife = silent?.dataLife,
  } = asked;

  const fetchType = askedType && lower(FETCH_TYPES, askedType, template.fetchType);
  const frequency = askedFrequency && (tighterFrequency(askedFrequency, limits.frequency.value) ?? undefined);
  const dataLife = askedLife && shorter(askedLife, limits.dataLife.value);
  const validity = shorter(asked.validity, template.maxValidity);
  const latest = latestDay(fetchType ?? template.fetchType, validity, today);
  const range = cutRange(asked.range, latest, limits.range.value, today);
  if (range === null) return null;
  const { optionalItems: _optional, ...rest } = asked;
  return {
    ...rest,
    templateId: template.templateId,
    items,
    ...(optionalItems === undefined || optionalItems.length === 0 ? {} : { optionalItems }),
    disclosure: lower<DisclosureLevel>(DISCLOSURE_LEVELS, asked.disclosure, limits.disclosure.value),
    range,
    validity,
    ...(fetchType === undefined ? {} : { fetchType }),
    ...(frequency === undefined ? {} : { frequency }),
    ...(dataLife === undefined ? {} : { dataLife }),
  };
}

/** The latest days of a range that a limit leaves; null when the range lies wholly in the future. */
function cutRange(
  { from, to }: DateRange,
  latest: CalendarDate,
  longest: Period,
  today: CalendarDate,
): DateRange | null {
  if (from > today) return null;
  // It has to begin by today, so it ends by then plus its length.
  const end = [to, latest, addPeriodToDate(today, longest)].reduce((a, b) => (b < a ? b : a));
  // The first day from which the limit reaches the end; the ends of a period never run backwards.
  let [none, enough] = [-1, daysBetween(from, end < today ? end : today)];
  while (enough - none > 1) {
    const middle = Math.floor((none + enough) / 2);
    if (addPeriodToDate(addDays(from, middle), longest) >= end) enough = middle;
    else none = middle;
  }
  return { from: addDays(from, enough), to: end };
}

const NO_TEMPLATE = { zh: '没有生效的该模板。', en: 'There is no such template in force.' };
const NOT_THIS_TEMPLATE = {
  zh: '该应用未获准使用此模板。',
  en: 'The application may not use this template.',
};
const NOT_THIS_PURPOSE = {
  zh: '该应用未获准以此用途征求授权。',
  en: 'The application may not ask for this purpose.',
};

const beyondAdmission = (
  path: string,
  problem: FairUseExcess['problem'],
  asked: string,
  allowed: readonly string[],
): FairUseExcess => ({ path, problem, asked, allowed: allowed.join(', '), rule: null });

/** What goes beyond what the application is admitted for. */
const beyondAdmissionOf = (
  { templateId, purpose }: Pick<ConsentRequest, 'templateId' | 'purpose'>,
  { templates, purposes }: Admission,
): FairUseExcess[] => [
  ...(templates.includes(templateId)
    ? []
    : [beyondAdmission('templateId', NOT_THIS_TEMPLATE, templateId, templates)]),
  ...(purposes.includes(purpose) ? [] : [beyondAdmission('purpose', NOT_THIS_PURPOSE, purpose, purposes)]),
];

const idsOf = (templates: readonly ConsentTemplate[]) => templates.map(({ templateId }) => templateId);
