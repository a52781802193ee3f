import type { LocalizedText } from '@xinqiao/contracts';
import { FIGURES, PUBLISHED_SOURCE, type SimulationResult } from '@xinqiao/sandbox';
import type { Language } from './options.ts';
import { APPLICANT_TEXTS, FIGURE_TEXTS, TEXTS } from './texts.ts';
import {
  comparable,
  hundredMillions,
  percent,
  writtenChange,
  writtenFigure,
  writtenSpread,
} from './written.ts';

/** A table of the summary and of the report: the same words and figures in both. */
export interface TextTable {
  readonly title: string;
  readonly note?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What was simulated, in a line. */
export const headOf = (
  { applications, months, seeds, climates }: SimulationResult,
  language: Language,
): string =>
  [
    `${TEXTS.applications[language]} ${count(applications)}`,
    months.join(' … '),
    `${TEXTS.seeds[language]} ${seeds.join(', ')}`,
    `${TEXTS.climate[language]} ${climates.join(', ')}`,
  ].join(' · ');

/** Everything a simulation says, as tables. */
export function tablesOf(result: SimulationResult, language: Language): Record<TableName, TextTable> {
  const say = (text: LocalizedText) => text[language];
  const shown = comparable(result);
  const nameOf = (id: string) => {
    const { name, from, to } = result.sensitivity.find((effect) => effect.id === id)!;
    return `${say(name)} ${from} → ${to}`;
  };
  return {
    figures: {
      title: say(TEXTS.beside),
      note: say(PUBLISHED_SOURCE),
      head: [TEXTS.figure, TEXTS.simulated, TEXTS.published, TEXTS.difference, TEXTS.overSeeds].map(say),
      rows: FIGURES.map((name) => [
        `${say(FIGURE_TEXTS[name])}${name === 'totalCredit' ? say(TEXTS.atScale) : ''}`,
        writtenFigure(name, shown[name]),
        writtenFigure(name, result.published[name]),
        writtenChange(name, result.difference[name]),
        writtenSpread(name, result),
      ]),
    },
    drivers: {
      title: say(TEXTS.drivers),
      head: [TEXTS.figure, TEXTS.assumption].map(say),
      rows: FIGURES.map((name) => [
        say(FIGURE_TEXTS[name]),
        result.drivers[name].map(nameOf).join(language === 'zh' ? '；' : '; ') || say(TEXTS.none),
      ]),
    },
    byApplicant: {
      title: say(TEXTS.byApplicant),
      head: [
        TEXTS.applicant,
        TEXTS.applications,
        TEXTS.granted,
        TEXTS.declined,
        TEXTS.referred,
        TEXTS.average,
        TEXTS.credit,
        TEXTS.badRate,
      ].map(say),
      rows: result.byApplicant.map((one) => [
        say(APPLICANT_TEXTS[one.applicant]),
        ...[one.applications, one.granted, one.declined, one.referred].map(count),
        writtenFigure('averageCredit', one.granted === 0 ? null : averageOf(one.credit, one.granted)),
        hundredMillions(one.credit),
        writtenFigure('badRate', one.badRate),
      ]),
    },
    sensitivity: {
      title: say(TEXTS.sensitivity),
      head: [say(TEXTS.assumption), say(TEXTS.step), ...FIGURES.map((name) => say(FIGURE_TEXTS[name]))],
      rows: result.sensitivity.map(({ name, from, to, change }) => [
        say(name),
        `${from} → ${to}`,
        ...FIGURES.map((figure) => writtenChange(figure, change[figure])),
      ]),
    },
    approvals: {
      title: say(TEXTS.approvals),
      head: [
        TEXTS.month,
        TEXTS.applications,
        TEXTS.granted,
        TEXTS.grantedShare,
        TEXTS.interval,
        TEXTS.badLoans,
      ].map(say),
      rows: result.approvals.map(({ month, applications, approved, approvalRate }) => {
        const age = result.vintages.find(({ granted }) => granted === month)?.ages.at(-1);
        return [
          month,
          count(applications),
          count(approved),
          percent(approvalRate.share),
          intervalOf(approvalRate.interval),
          age === undefined
            ? '–'
            : `${percent(age.badRate.share, 3)} (${intervalOf(age.badRate.interval, 3)})`,
        ];
      }),
    },
    money: {
      title: say(TEXTS.money),
      head: [
        TEXTS.month,
        TEXTS.credit,
        TEXTS.drawn,
        TEXTS.repaid,
        TEXTS.interestDue,
        TEXTS.interestPaid,
        TEXTS.outstanding,
        TEXTS.bad,
      ].map(say),
      rows: result.money.map((one) => [
        one.month,
        ...[
          one.credit,
          one.drawn,
          one.repaid,
          one.interestDue,
          one.interestPaid,
          one.outstanding,
          one.bad,
        ].map(hundredMillions),
      ]),
    },
    assumptions: {
      title: say(TEXTS.assumptions),
      head: [TEXTS.assumption, TEXTS.value, TEXTS.source].map(say),
      rows: [
        ...result.assumptions.map(({ name, value, source }) => [say(name), writtenValue(value), say(source)]),
        ...result.policies.map(({ applicants, policy }) => [
          `${say(TEXTS.policies)}: ${applicants.map((kind) => say(APPLICANT_TEXTS[kind])).join(', ')}`,
          policy,
          say(AS_IF),
        ]),
      ],
    },
  };
}

export type TableName =
  | 'figures'
  | 'drivers'
  | 'byApplicant'
  | 'sensitivity'
  | 'approvals'
  | 'money'
  | 'assumptions';

const AS_IF: LocalizedText = {
  zh: '2026年的策略，假定自首月起有效，其余不变',
  en: 'a policy of 2026, assumed to be in force since the first month, otherwise unchanged',
};

const count = (number: number): string => number.toLocaleString('en');

const averageOf = (credit: string, granted: number): string => String(Number(credit) / granted);

const intervalOf = (interval: readonly [number, number] | null, places = 2): string =>
  interval === null ? '–' : `${percent(interval[0], places)}–${percent(interval[1], places)}`;

/** Numbers as they are; lists and groups with their names. */
function writtenValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(writtenValue).join(', ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, one]) => `${name} ${writtenValue(one)}`)
      .join(' ');
  return String(value);
}
