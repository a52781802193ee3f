import { INDICATORS } from '../indicators/index.ts';
import type { LocalizedText } from '../values/index.ts';
import type { BandCode } from './answer.ts';
import type { BandAnswer } from './answer-definition.ts';

/** One band of an answer: its code, and the interval in words. */
export interface Band {
  readonly code: BandCode;
  readonly words: LocalizedText;
}

/** The bands of an answer, lowest first, with the edges as they are published: "500000.00 至不足 1000000.00 元". */
export function bandsOf({ edges, indicator }: Pick<BandAnswer, 'edges' | 'indicator'>): Band[] {
  const isAmount = INDICATORS[indicator].unit === 'AMOUNT';
  const zh = isAmount ? ' 元' : '';
  const en = isAmount ? ' yuan' : '';
  return Array.from({ length: edges.length + 1 }, (_, at) => {
    const from = edges[at - 1];
    const to = edges[at];
    const code = `B${at}`;
    if (from === undefined) return { code, words: { zh: `不足 ${to}${zh}`, en: `below ${to}${en}` } };
    if (to === undefined) return { code, words: { zh: `${from}${zh}及以上`, en: `${from}${en} or more` } };
    return { code, words: { zh: `${from} 至不足 ${to}${zh}`, en: `${from} to below ${to}${en}` } };
  });
}
