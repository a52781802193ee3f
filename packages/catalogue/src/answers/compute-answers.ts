import {
  ANSWER_NAMES,
  ANSWERS,
  type AnswerDefinition,
  type AnswerName,
  type Answers,
  type AnswerValue,
  type CalendarDate,
  type DataItemId,
  type DataItemRecords,
  type DateRange,
  INDICATORS,
  type IndicatorValue,
  Money,
} from '@xinqiao/contracts';
import { computeIndicators } from '../indicators/compute-indicators.ts';
import { gradeRank } from '../indicators/grade.ts';

/**
 * Answers (信息核查) about one subject: of each figure only on which side of a published bound it lies, or
 * between which two.
 *
 * Pure. What the indicator does not know, the answer does not either: absent items, items delivered in part
 * (leave them out of `records`) and ranges too short give null, never false.
 *
 * @param records Records by data item.
 * @param asOf Day the answers stand for, Asia/Shanghai.
 * @param names Answers wanted; default all.
 * @param covered Days the records speak of; see `computeIndicators`.
 */
export function computeAnswers(
  records: Partial<DataItemRecords>,
  asOf: CalendarDate,
  names: readonly AnswerName[] = ANSWER_NAMES,
  covered?: DateRange,
): Answers {
  const asked = names.map((name) => ANSWERS[name].indicator);
  const figures = computeIndicators(records, asOf, asked, covered);
  return Object.fromEntries(
    names.map((name) => [name, answerOf(ANSWERS[name], figures[ANSWERS[name].indicator] ?? null)]),
  );
}

/** Names of the answers computed from an item, in the order of the contracts. */
export const answersOf = (item: DataItemId): AnswerName[] =>
  ANSWER_NAMES.filter((name) => ANSWERS[name].item === item);

/** What an answer says of the value of its indicator. */
export function answerOf(answer: AnswerDefinition, figure: IndicatorValue): AnswerValue {
  if (figure === null) return null;
  const isGrade = INDICATORS[answer.indicator].unit === 'GRADE';
  const place = (value: string) => (isGrade ? new Money(gradeRank(value)) : new Money(value));
  const value = place(String(figure));
  if (answer.kind === 'AT_LEAST') return value.gte(place(answer.threshold));
  return `B${answer.edges.filter((edge) => value.gte(place(edge))).length}`;
}
