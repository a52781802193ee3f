import { calibrationGroups } from '../statistics/calibration.ts';
import { type CurvePoint, rocCurve } from '../statistics/kolmogorov-smirnov.ts';
import { fittedFigures, type Study } from '../study/study.ts';
import { type ReportLanguage, wordOf } from './page.ts';
import { barPlot, linePlot } from './svg.ts';

export interface Told {
  readonly risk: Float64Array;
  readonly bad: Uint8Array;
}
/** A model by the name it has in a legend. */
export interface NamedModel extends Told {
  readonly label: string;
}

/** At most so many points a line, evenly taken, the last always. */
const thin = <T>(items: readonly T[], most = 200): T[] =>
  items.filter((_, at) => at % Math.ceil(items.length / most) === 0 || at === items.length - 1);

/** A ROC curve for each model. */
export function rocPlot(models: readonly NamedModel[], language: ReportLanguage): string {
  const word = wordOf(language);
  const origin = { x: 0, y: 0 };
  return linePlot(
    word(['ROC 曲线', 'ROC']),
    [
      ...models.map(({ label, ...told }) => ({
        label,
        points: [origin, ...thin(rocCurve(told)).map(({ goods, bads }) => ({ x: goods, y: bads }))],
      })),
      { label: word(['随机', 'chance']), points: [origin, { x: 1, y: 1 }], dashed: true },
    ],
    {
      xLabel: word(['假阳性率（好样本占比）', 'false positive rate']),
      yLabel: word(['真阳性率（坏样本占比）', 'true positive rate']),
      x: [0, 1],
      y: [0, 1],
    },
  );
}

export function ksPlot(told: Told, language: ReportLanguage): string {
  const word = wordOf(language);
  const points = thin(rocCurve(told));
  const line = (label: string, pick: (point: CurvePoint) => number, dashed = false) => ({
    label,
    points: points.map((point) => ({ x: point.risk, y: pick(point) })),
    dashed,
  });
  return linePlot(
    'Kolmogorov–Smirnov',
    [
      line(word(['坏', 'bad']), ({ bads }) => bads),
      line(word(['好', 'good']), ({ goods }) => goods),
      line(word(['差', 'difference']), ({ bads, goods }) => bads - goods, true),
    ],
    {
      xLabel: word(['违约概率不低于', 'probability of default at or above']),
      yLabel: word(['样本占比', 'share of rows']),
      y: [0, 1],
    },
  );
}

/** Probability against share of bad rows, of each model in its tenths. */
export function calibrationPlot(models: readonly NamedModel[], language: ReportLanguage): string {
  const word = wordOf(language);
  const groups = models.map(({ label, ...told }) => ({ label, of: calibrationGroups(told) }));
  const most = groups
    .flatMap(({ of }) => of.flatMap(({ expected, observed }) => [expected, observed]))
    .reduce((high, one) => Math.max(high, one), 0.01);
  return linePlot(
    word(['校准', 'Calibration']),
    [
      ...groups.map(({ label, of }) => ({
        label,
        points: of.map(({ expected, observed }) => ({ x: expected, y: observed })),
        dots: true,
      })),
      {
        label: word(['理想', 'perfect']),
        points: [
          { x: 0, y: 0 },
          { x: most, y: most },
        ],
        dashed: true,
      },
    ],
    {
      xLabel: word(['各十分位的平均概率', 'mean probability of the tenth']),
      yLabel: word(['坏样本占比', 'share of bad rows']),
      x: [0, most],
      y: [0, most],
    },
  );
}

const SCORE_CLASSES = 20;

export function scorePlot(study: Study, language: ReportLanguage): string {
  const word = wordOf(language);
  const { score } = fittedFigures(study);
  const low = score.reduce((least, one) => Math.min(least, one), Infinity);
  const high = score.reduce((most, one) => Math.max(most, one), -Infinity);
  const width = Math.max(1, Math.ceil((high - low + 1) / SCORE_CLASSES));
  const counts = Array.from({ length: Math.ceil((high - low + 1) / width) }, () => [0, 0]);
  score.forEach((points, at) => {
    counts[Math.floor((points - low) / width)]![study.bad[at]!]!++;
  });
  const total = [0, 1].map((kind) => counts.reduce((sum, pair) => sum + pair[kind]!, 0));
  return barPlot(
    word(['评分分布', 'Scores']),
    counts.map((pair, at) => ({
      label: String(low + at * width),
      heights: pair.map((count, kind) => count / total[kind]!),
    })),
    [word(['好', 'good']), word(['坏', 'bad'])],
    { xLabel: word(['评分起点', 'score from']), yLabel: word(['样本占比', 'share of rows']) },
  );
}

export function psiPlot({ time }: Study, language: ReportLanguage): string {
  const word = wordOf(language);
  if (time.classes.length === 0) return '';
  return barPlot(
    'PSI',
    time.classes.map(({ from, earlier, later }) => ({
      label: from === null ? word(['最低', 'lowest']) : `${from}+`,
      heights: [earlier, later],
    })),
    [word(['较早', 'earlier']), word(['较晚', 'later'])],
    {
      xLabel: word([`评分区间，PSI ${time.psi?.toFixed(4)}`, `score class, PSI ${time.psi?.toFixed(4)}`]),
      yLabel: word(['样本占比', 'share of rows']),
    },
  );
}
