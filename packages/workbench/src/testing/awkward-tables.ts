import { logistic } from '../model/elastic-net.ts';
import { type Random, randomFrom } from '../random/random.ts';

interface Shape {
  readonly rows: number;
  readonly columns: Record<string, (risk: number, random: Random, row: number) => string | number>;
  /** Share of the bad, about. */
  readonly share?: number;
  readonly outcome?: (bad: boolean, random: Random) => string | number;
  readonly delimiter?: string;
  readonly lineEnd?: string;
}

/** Rows of which `risk`, from −1 to 1, is what their columns may know. */
function made({
  rows,
  columns,
  share = 0.25,
  outcome = Number,
  delimiter = ',',
  lineEnd = '\n',
}: Shape): string {
  const random = randomFrom(11);
  const centre = Math.log(share / (1 - share));
  const lines = Array.from({ length: rows }, (_, row) => {
    const risk = 2 * random() - 1;
    const bad = random() < logistic(centre + 2 * risk);
    const cells = Object.values(columns).map((cell) => cell(risk, random, row));
    return [...cells, outcome(bad, random)].join(delimiter);
  });
  return [[...Object.keys(columns), 'y'].join(delimiter), ...lines].join(lineEnd);
}

const near = (risk: number, random: Random) => risk + (random() - 0.5);
const columnsOf = (count: number, cell: Shape['columns'][string]) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`c${at}`, cell]));
const day = (risk: number, random: Random) =>
  new Date(Date.UTC(2020, 0, 1) + (near(risk, random) + 2) * 2e10);
const parts = (date: Date) => [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()] as const;

/** Tables of kinds that come in, each with something in it that is to be found. */
export const AWKWARD_TABLES: Record<string, Shape> = {
  'categories only': {
    rows: 400,
    columns: columnsOf(5, (risk, random) => 'ABCDE'[Math.floor(2.4 + 1.2 * near(risk, random))] ?? 'E'),
  },
  'one in a hundred bad': { rows: 3000, share: 0.008, columns: columnsOf(4, near) },
  'sixty of a hundred cells missing': {
    rows: 600,
    columns: columnsOf(6, (risk, random) => (random() < 0.6 ? '' : near(risk, random))),
  },
  'a column ten times over': {
    rows: 400,
    columns: { ...columnsOf(10, (risk) => risk.toFixed(3)), own: near },
  },
  'constants and numbers of files': {
    rows: 400,
    columns: {
      ...{ one: () => 1, word: () => 'x', nothing: () => '', file: (_, __, row) => 1000 + row },
      ...{ name: (_, __, row) => `Firm no. ${(row * 7919) % 1009} of ${row}`, own: near },
    },
  },
  'dates in four forms': {
    rows: 500,
    columns: {
      dashes: (risk, random) => day(risk, random).toISOString().slice(0, 10),
      chinese: (risk, random) =>
        '{}年{}月{}日'.replace(
          /\{\}/g,
          (
            (all) => () =>
              String(all.shift())
          )([...parts(day(risk, random))]),
        ),
      dayFirst: (risk, random) => parts(day(risk, random)).toReversed().join('/'),
      time: (risk, random) => day(risk, random).toISOString(),
    },
  },
  'numbers as offices write them': {
    rows: 500,
    columns: {
      grouped: (risk, random) => `"${Math.round(1e6 + 5e5 * near(risk, random)).toLocaleString('en-US')}"`,
      percent: (risk, random) => `${(50 + 30 * near(risk, random)).toFixed(1)}%`,
      fullwidth: (risk, random) =>
        (50 + 30 * near(risk, random))
          .toFixed(1)
          .replace(/[\d.]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
      money: (risk, random) => `¥${(500 + 300 * near(risk, random)).toFixed(2)}`,
      brackets: (risk, random) => {
        const figure = 100 * near(risk, random);
        return figure < 0 ? `(${(-figure).toFixed(2)})` : figure.toFixed(2);
      },
    },
  },
  'marks and codes for nothing known': {
    rows: 500,
    columns: columnsOf(4, (risk, random) =>
      random() < 0.2
        ? ['NA', '-999', '', '缺失'][Math.floor(random() * 4)]!
        : (10 * near(risk, random)).toFixed(2),
    ),
  },
  'semicolons and a comma for the point': {
    rows: 400,
    delimiter: ';',
    columns: columnsOf(3, (risk, random) => near(risk, random).toFixed(3).replace('.', ',')),
  },
  'tabs, and CR for the end of a line': {
    rows: 400,
    delimiter: '\t',
    lineEnd: '\r',
    columns: columnsOf(3, near),
  },
  'yes and no': { rows: 300, outcome: (bad) => (bad ? 'yes' : 'no'), columns: columnsOf(3, near) },
  'good and bad': { rows: 300, outcome: (bad) => (bad ? 'Bad' : 'Good'), columns: columnsOf(3, near) },
  是和否: { rows: 300, outcome: (bad) => (bad ? '是' : '否'), columns: columnsOf(3, near) },
  'fifty rows': { rows: 50, share: 0.4, columns: columnsOf(4, (risk) => risk.toFixed(2)) },
  'three hundred columns': {
    rows: 300,
    columns: { ...columnsOf(300, (_, random) => random().toFixed(3)), own: near },
  },
  'outcomes that are not known': {
    rows: 600,
    outcome: (bad, random) => (random() < 0.3 ? '' : Number(bad)),
    columns: columnsOf(3, near),
  },
  'huge and tiny numbers': {
    rows: 400,
    columns: {
      huge: (risk, random) => (1e14 + 9e13 * near(risk, random) * 0.5).toFixed(0),
      tiny: (risk, random) => ((2 + near(risk, random)) * 1e-9).toExponential(3),
      number: (_, random) => `${Math.floor(random() * 9e8)}${Math.floor(1e9 + random() * 8e9)}`,
      beyond: (_, random) => (random() < 0.5 ? '1e308' : '-1e308'),
    },
  },
};

export const awkwardText = (kind: string): string => made(AWKWARD_TABLES[kind]!);
