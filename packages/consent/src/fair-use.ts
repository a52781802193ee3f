import {
  addPeriodToDate,
  type CalendarDate,
  type ConsentRequest,
  type ConsentTemplate,
  type DataItemId,
  disclosesAtMost,
  type FairUseExcess,
  type FairUseLimit,
  FETCH_TYPES,
  type FieldProblem,
  type Frequency,
  frequencyText,
  type LocalizedText,
} from '@xinqiao/contracts';
import { isWithin } from './frequency.ts';
import { limitsOf, type RequestLimit, ruleBehind } from './limits.ts';

/**
 * Checks a request against the fair-use rules of its template.
 *
 * @param today Calendar date of the request, Asia/Shanghai.
 * @returns Every violation at once, with what was asked, what is allowed and the rule; empty when the request is fair.
 */
export function fairUseExcesses(
  request: ConsentRequest,
  template: ConsentTemplate,
  today: CalendarDate,
): FairUseExcess[] {
  const excesses: FairUseExcess[] = [];
  const exceed = (
    path: string,
    problem: keyof typeof PROBLEMS,
    asked: string,
    allowed: string,
    rule: FairUseExcess['rule'] = null,
  ) => excesses.push({ path, problem: PROBLEMS[problem], asked, allowed, rule });
  const beyond = (
    path: string,
    limit: FairUseLimit,
    asked: string,
    { value, setBy }: RequestLimit<unknown>,
  ) => exceed(path, limit, asked, namedWith(limitText(value), setBy), ruleBehind(template, limit, setBy));

  if (template.validFrom > today)
    exceed('templateId', 'TEMPLATE', request.templateId, `from ${template.validFrom}`);
  if (request.purpose !== template.purpose) exceed('purpose', 'PURPOSE', request.purpose, template.purpose);
  for (const member of ['items', 'optionalItems'] as const)
    request[member]?.forEach((item, at) => {
      if (!template.items.includes(item))
        exceed(
          `${member}.${at}`,
          'ITEM',
          item,
          template.items.join(', '),
          ruleBehind(template, 'ITEM', item),
        );
    });

  // An item that may not be asked for at all sets no limit for the others.
  const items = [...request.items, ...(request.optionalItems ?? [])].filter((item) =>
    template.items.includes(item),
  );
  const limits = limitsOf(template, items, today);
  const fetchType = request.fetchType ?? template.fetchType;
  const longer = (asked: string, allowed: string) =>
    addPeriodToDate(today, asked) > addPeriodToDate(today, allowed);

  if (!disclosesAtMost(request.disclosure, limits.disclosure.value))
    beyond('disclosure', 'DISCLOSURE', request.disclosure, limits.disclosure);
  if (FETCH_TYPES.indexOf(fetchType) > FETCH_TYPES.indexOf(template.fetchType))
    beyond('fetchType', 'FETCH_TYPE', fetchType, { value: template.fetchType, setBy: null });
  if (request.frequency !== undefined && !isWithin(request.frequency, limits.frequency.value))
    beyond('frequency', 'FREQUENCY', limitText(request.frequency), limits.frequency);
  if (request.dataLife !== undefined && longer(request.dataLife, limits.dataLife.value))
    beyond('dataLife', 'DATA_LIFE', request.dataLife, limits.dataLife);
  if (longer(request.validity, template.maxValidity))
    beyond('validity', 'VALIDITY', request.validity, { value: template.maxValidity, setBy: null });
  const latest = latestDay(fetchType, request.validity, today);
  const { from, to } = request.range;
  if (to > latest) exceed('range.to', 'RANGE_TO', to, `at most ${latest}`);
  if (from > today) exceed('range.from', 'RANGE_FROM', from, `at most ${today}`);
  if (addPeriodToDate(from, limits.range.value) < to) beyond('range', 'RANGE', `${from}/${to}`, limits.range);
  return excesses;
}

/** The same as wrong fields, for a refusal. */
export const problemsOf = (excesses: readonly FairUseExcess[]): FieldProblem[] =>
  excesses.map(({ path, problem, asked, allowed }) => ({ path, problem: problem.en, asked, allowed }));

/**
 * The last day a request may cover: a consent that is used again and again may reach into the months it lasts; one
 * that is used once may not.
 */
export const latestDay = (
  fetchType: 'ONETIME' | 'PERIODIC',
  validity: string,
  today: CalendarDate,
): CalendarDate => (fetchType === 'PERIODIC' ? addPeriodToDate(today, validity) : today);

const PROBLEMS = {
  TEMPLATE: { zh: '模板尚未生效。', en: 'The template is not in force yet.' },
  PURPOSE: { zh: '该模板用于其他用途。', en: 'The template serves another purpose.' },
  ITEM: { zh: '该用途不需要此数据项。', en: 'The purpose does not need this item.' },
  DISCLOSURE: { zh: '较低的披露级别即可满足用途。', en: 'A lower level serves the purpose.' },
  FETCH_TYPE: { zh: '该用途只需获取一次。', en: 'The purpose needs one delivery.' },
  FREQUENCY: { zh: '获取过于频繁。', en: 'The data would be fetched too often.' },
  RANGE: { zh: '数据期间过长。', en: 'The range is too long.' },
  RANGE_FROM: { zh: '数据期间始于将来。', en: 'The range begins in the future.' },
  RANGE_TO: { zh: '数据期间超出授权有效期。', en: 'The range reaches beyond the consent.' },
  VALIDITY: { zh: '授权有效期过长。', en: 'The consent would last too long.' },
  DATA_LIFE: { zh: '数据保存期过长。', en: 'The data would be kept too long.' },
} as const satisfies Record<FairUseLimit | 'TEMPLATE' | 'PURPOSE' | 'RANGE_FROM' | 'RANGE_TO', LocalizedText>;

/** A limit in words a machine can read too: `4/MONTH`. */
const limitText = (value: unknown): string =>
  typeof value === 'string' ? value : frequencyText(value as Frequency);

const namedWith = (allowed: string, item: DataItemId | null): string =>
  item === null ? allowed : `${allowed} with ${item}`;
