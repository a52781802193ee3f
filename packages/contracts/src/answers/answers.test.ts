import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TaxCreditGradeLetter } from '../data-items/index.ts';
import { INDICATORS } from '../indicators/index.ts';
import { AmountCny, Money, Ratio } from '../values/index.ts';
import { ANSWER_NAMES, ANSWERS, type AnswerDefinition, Answers, AnswerValue, bandsOf } from './index.ts';

const all: readonly (readonly [string, AnswerDefinition])[] = Object.entries(ANSWERS);
/** What each published answer says. Nothing in it changes any more; new names are added. */
const PUBLISHED: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('./published-answers.json', import.meta.url), 'utf8'),
);
const bounds = (answer: AnswerDefinition): readonly string[] =>
  answer.kind === 'BAND' ? answer.edges : [answer.threshold];

describe('ANSWERS · 信息核查: fixed questions, so that nobody finds a value by asking again', () => {
  it('has at most one answer for any indicator', () => {
    const asked = all.map(([, { indicator }]) => indicator);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it.each(all)('%s comes from the item of its indicator', (_name, { item, indicator }) => {
    expect(INDICATORS[indicator].item).toBe(item);
  });

  it.each(all)('%s writes its bounds in the unit of its indicator', (_name, answer) => {
    const unit = {
      AMOUNT: AmountCny,
      RATIO: Ratio,
      GRADE: TaxCreditGradeLetter,
    }[INDICATORS[answer.indicator].unit as string];
    for (const bound of bounds(answer))
      expect(unit ? unit.safeParse(bound).success : /^-?\d+$/.test(bound)).toBe(true);
  });

  it.each(all.filter(([, { kind }]) => kind === 'BAND'))(
    '%s has two to nine edges, strictly ascending',
    (_name, answer) => {
      const edges = bounds(answer).map((edge) => new Money(edge));
      expect(edges.length).toBeGreaterThanOrEqual(2);
      expect(edges.length).toBeLessThanOrEqual(9);
      expect(edges.slice(1).every((edge, at) => edge.gt(edges[at] as Money))).toBe(true);
    },
  );

  it.each(all.filter(([, { indicator }]) => INDICATORS[indicator].unit !== 'GRADE'))(
    '%s can be answered in more than one way: no bound lies outside what its indicator can be',
    (_name, answer) => {
      const [lowest, highest] = INDICATORS[answer.indicator].range;
      for (const bound of bounds(answer)) {
        if (lowest !== null) expect(new Money(bound).gt(lowest)).toBe(true);
        if (highest !== null) expect(new Money(bound).lte(highest)).toBe(true);
      }
    },
  );
});

describe('a published answer keeps its bounds: another bound is a new name', () => {
  const termsOf = (answer: AnswerDefinition): string =>
    `${answer.kind} · ${answer.indicator} · ${bounds(answer).join(' ')}`;

  it.each(Object.entries(PUBLISHED))('%s is as it was published', (name, terms) => {
    const answer = (ANSWERS as Readonly<Record<string, AnswerDefinition>>)[name];
    expect(answer && termsOf(answer), 'Leave it as it is and add another name.').toBe(terms);
  });

  it.each(all)('%s is published', (name, answer) => {
    const entry = `"${name}": "${termsOf(answer)}"`;
    expect(Object.keys(PUBLISHED), `Add to published-answers.json: ${entry}`).toContain(name);
  });
});

describe('Answers', () => {
  it.each([true, false, null, 'B0', 'B9'])('takes %s for a value', (value) => {
    expect(AnswerValue.safeParse(value).success).toBe(true);
  });

  it.each(['12000.00', 'B10', 3, 'A', ''])('refuses %s, which would be the figure or no code', (value) => {
    expect(AnswerValue.safeParse(value).success).toBe(false);
  });

  it('refuses a name that is not in the catalogue', () => {
    expect(Answers.safeParse({ [ANSWER_NAMES[0]]: true }).success).toBe(true);
    expect(Answers.safeParse({ taxPaid20000In12: true }).success).toBe(false);
  });
});

describe('bandsOf', () => {
  it('names every band from the first edge down to the last up', () => {
    expect(bandsOf({ ...ANSWERS.vatSalesBand12, edges: ['1.00', '2.00'] })).toEqual([
      { code: 'B0', words: { zh: '不足 1.00 元', en: 'below 1.00 yuan' } },
      { code: 'B1', words: { zh: '1.00 至不足 2.00 元', en: '1.00 to below 2.00 yuan' } },
      { code: 'B2', words: { zh: '2.00 元及以上', en: '2.00 yuan or more' } },
    ]);
  });

  it('names no unit where the figure has none', () => {
    expect(bandsOf(ANSWERS.currentRatioBand)[0]?.words).toEqual({ zh: '不足 0.5', en: 'below 0.5' });
  });
});
