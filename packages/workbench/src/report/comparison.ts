import type { Assessment, Comparison } from '../study/assess.ts';
import {
  type Cell,
  headline,
  htmlTable,
  note,
  page,
  percent,
  plots,
  type ReportLanguage,
  section,
  wordOf,
} from './page.ts';
import { calibrationPlot, type NamedModel, rocPlot } from './plots.ts';

export interface ComparedModel extends NamedModel {
  readonly isProbability: boolean;
}

/** Champion and challenger side by side, in one file: curves, figures, whom only one of them would approve. */
export function comparisonReport(
  { champion, challenger, ...found }: Comparison,
  models: readonly [champion: ComparedModel, challenger: ComparedModel],
  title: string,
  language: ReportLanguage = 'en',
): string {
  const word = wordOf(language);
  const row = (name: string, figure: (one: Assessment) => Cell): Cell[] => [
    name,
    figure(champion),
    figure(challenger),
  ];
  const interval = ({ aucCi }: Assessment) => aucCi.map((one) => one.toFixed(4)).join(' – ');
  const [low, high] = found.differenceCi;
  const settled = low > 0 || high < 0;
  const { swap } = found;
  return page(title, language, [
    note(
      word([
        `同一批 ${champion.rows} 个样本，其中坏样本 ${champion.bads} 个。挑战者只作对照，不作决定：它不给出原因。`,
        `The same ${champion.rows} rows, ${champion.bads} of them bad. The challenger stands beside the champion and decides nothing: it gives no reasons.`,
      ]),
    ),
    headline([
      [
        word(['AUC 之差（挑战者 − 冠军）', 'AUC, challenger − champion']),
        found.difference,
        `95 %: ${low.toFixed(4)} – ${high.toFixed(4)}`,
      ],
      [
        'p (DeLong)',
        found.pValue,
        settled ? word(['差异显著', 'beyond chance']) : word(['可能出于偶然', 'may be chance']),
      ],
    ]),
    htmlTable(
      ['', models[0].label, models[1].label],
      [
        row('AUC', ({ auc }) => auc),
        row('95 % (DeLong)', interval),
        row('Gini', ({ gini }) => gini),
        row('KS', ({ ks }) => ks),
        row('Brier', ({ brier }) => brier),
        row(word(['校准误差', 'Calibration error']), ({ calibrationError }) => calibrationError),
        row(word(['最高风险十分之一中的坏样本', 'Bad rows in the riskiest tenth']), ({ gains }) =>
          percent(gains[0]?.capturedBads ?? null),
        ),
      ],
    ),
    plots(
      rocPlot(models, language),
      models.every(({ isProbability }) => isProbability) ? calibrationPlot(models, language) : '',
    ),
    section(
      word(['换入与换出', 'Whom only one approves']),
      note(
        word([
          `两者都通过 ${percent(swap.approved)} 的样本时：`,
          `With ${percent(swap.approved)} of the rows approved by each:`,
        ]),
      ),
      htmlTable(
        [word(['只由此模型通过', 'Approved only by']), word(['样本', 'Rows']), word(['坏账率', 'Bad rate'])],
        [swap.onlyChampion, swap.onlyChallenger].map(({ rows, badRate }, at) => [
          ...[models[at]!.label, rows, percent(badRate)],
        ]),
      ),
    ),
  ]);
}
