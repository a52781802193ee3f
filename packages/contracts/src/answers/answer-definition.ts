import type { DataItemId } from '../data-items/index.ts';
import { INDICATORS, type IndicatorName } from '../indicators/index.ts';
import type { LocalizedText } from '../values/index.ts';

interface Question {
  /** The question it answers, as an official would ask it. */
  readonly question: LocalizedText;
  /** The one data item it is computed from; a consent to ANSWER of that item covers it. */
  readonly item: DataItemId;
  /** The figure it is an answer about. The figure itself does not leave. */
  readonly indicator: IndicatorName;
}

/** A predicate: true when the indicator is at or above the threshold. */
export interface AtLeastAnswer extends Question {
  readonly kind: 'AT_LEAST';
  /** In the unit of the indicator; a grade letter stands for itself and the better ones. */
  readonly threshold: string;
}

/** A band: in which of the intervals between fixed edges the indicator lies. */
export interface BandAnswer extends Question {
  readonly kind: 'BAND';
  /** In the unit of the indicator, ascending, at most nine. An edge belongs to the band above it. */
  readonly edges: readonly string[];
}

/**
 * One answer of the catalogue (信息核查). Thresholds and edges are published and fixed, and no indicator has two
 * answers: nobody can find a value by asking again with another bound.
 */
export type AnswerDefinition = AtLeastAnswer | BandAnswer;

type Words = readonly [zh: string, en: string];

const about = (indicator: IndicatorName, [zh, en]: Words): Question => ({
  question: { zh, en },
  item: INDICATORS[indicator].item,
  indicator,
});

export const atLeast = (indicator: IndicatorName, threshold: string, words: Words): AtLeastAnswer => ({
  kind: 'AT_LEAST',
  ...about(indicator, words),
  threshold,
});

export const band = (indicator: IndicatorName, edges: readonly string[], words: Words): BandAnswer => ({
  kind: 'BAND',
  ...about(indicator, words),
  edges,
});
