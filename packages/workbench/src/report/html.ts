import { gainsTable } from '../statistics/gains.ts';
import type { Study } from '../study/study.ts';
import type { UnusableColumn } from '../table/column.ts';
import { type BinRow, binTable } from './bin-table.ts';
import {
  headline,
  htmlTable,
  note,
  page,
  percent,
  plots,
  type ReportLanguage,
  section,
  type Words,
  wordOf,
} from './page.ts';
import { calibrationPlot, ksPlot, psiPlot, rocPlot, scorePlot } from './plots.ts';
import { type Summary, summaryOf } from './summary.ts';
import { barPlot, escapeHtml } from './svg.ts';

type Word = (words: Words) => string;

/** A report in one file and one language: nothing in it is fetched, and no script runs. */
export function reportOf(
  study: Study,
  title: string,
  unusable: readonly UnusableColumn[],
  language: ReportLanguage = 'en',
): string {
  const word = wordOf(language);
  const summary = summaryOf(study);
  const { validation, bad } = study;
  const told = { risk: validation.risk, bad, label: word(['评分卡', 'scorecard']) };
  return page(title, language, [
    results(study, summary, word),
    section(
      word(['曲线与增益（未见过的样本）', 'Curves and gains, of rows not seen']),
      note(meanRisk(validation.repeats, word)),
      plots(rocPlot([told], language), ksPlot(told, language), calibrationPlot([told], language)),
      gains(told, word),
    ),
    section(
      word(['稳定性', 'Stability']),
      ...timeParts(study, word),
      plots(psiPlot(study, language)),
      ...binStability(study, word),
    ),
    ...fairnessParts(study, word),
    section(
      word(['评分与分箱（拟合所用样本）', 'Scores and bins, of the rows it was fitted on']),
      note(
        word([
          '最终评分卡由全部样本拟合，以下各图表即取自这些样本：说明评分卡是什么，不说明它对新样本的效果；信息值因此偏高。',
          'The scorecard itself is fitted on all rows, and what follows is of these: it shows what the scorecard is, not what it is worth on others. Information values are therefore too high.',
        ]),
      ),
      plots(scorePlot(study, language), ...study.scaled.characteristics.map((one) => binPart(one, language))),
    ),
    leftOut(summary, unusable, word),
  ]);
}

function results(study: Study, summary: Summary, word: Word): string {
  const { folds, repeats } = study.validation;
  return [
    `<p class="lead">${escapeHtml(
      word([
        `以下 AUC、Gini、KS、Brier、校准误差取自拟合时未见过的样本：${repeats} 次 ${folds} 折交叉验证，每一折内重新完成全部拟合步骤。其余各节写明所用样本。`,
        `AUC, Gini, KS, Brier and calibration error come from rows that had not been seen: ${repeats} × ${folds}-fold cross-validation, everything fitted inside the fold. Each section below says which rows it is of.`,
      ]),
    )}</p>`,
    headline([
      ['AUC', summary.auc, `95 %: ${summary.aucCi.join(' – ')}`],
      ['Gini', summary.gini],
      ['KS', summary.ks],
      ['Brier', summary.brier],
      [word(['校准误差', 'Calibration error']), summary.calibrationError],
      [word(['策略 AUC', 'AUC of the policy']), summary.policyAuc],
      [word(['特征', 'Features']), summary.features],
      [word(['样本', 'Rows']), summary.rows, word([`坏样本 ${summary.bads}`, `${summary.bads} bad`])],
    ]),
    ...summary.leaks.map((leak) => note(leakWords(leak, word), true)),
    ...(summary.missingLowered.length > 0 ? [note(loweredWords(summary, word), true)] : []),
  ].join('');
}

const meanRisk = (repeats: number, word: Word): string =>
  repeats === 1
    ? word(['每个样本的概率来自不含该样本的拟合。', 'Each row by the fit that was made without it.'])
    : word([
        `每个样本取 ${repeats} 次不含该样本的拟合的平均概率；平均后可能略好于单次拟合，上面的数字则是各次之平均。`,
        `Each row by its mean probability over ${repeats} fits made without it. A mean may do a little better than one fit; the figures above are means of single fits.`,
      ]);

const RULES: Readonly<Record<Summary['leaks'][number]['rule'], Words>> = {
  NEAR_PERFECT: ['单独几乎完全区分好坏', 'alone it parts good and bad almost completely'],
  CERTAIN_CLASS: ['有一类取值几乎必然违约', 'it has a class of values of which almost everyone defaulted'],
  STRONGER_THAN_OTHERS: ['单独强于所有较弱列的总和', 'alone it is stronger than all weaker columns together'],
};

const leakWords = ({ name, rule, auc, aucOfOthers }: Summary['leaks'][number], word: Word): string => {
  const others =
    aucOfOthers === null
      ? ''
      : word([`，较弱各列合计 ${aucOfOthers}`, `, all weaker columns together ${aucOfOthers}`]);
  return word([
    `泄漏警报：“${name}”单独 AUC ${auc}${others}；${RULES[rule][0]}。该列很可能包含结果信息：若申请时不可知，请排除。`,
    `Leakage alarm: “${name}” alone has AUC ${auc}${others}; ${RULES[rule][1]}. It very likely knows the outcome: exclude it unless it is known at application.`,
  ]);
};

function loweredWords({ missingLowered, auc, policyAuc }: Summary, word: Word): string {
  const names = missingLowered.join(word(['、', ', ']));
  const cost = (auc - policyAuc).toFixed(4);
  return word([
    `${names} 缺失的样本表现好于部分已知取值；策略不允许缺失加分，连同取整共损失 AUC ${cost}。`,
    `Missing values did better than some known ones in ${names}; the policy lets absence never help, which costs ${cost} of AUC together with the rounding to whole points.`,
  ]);
}

const gains = (told: { risk: Float64Array; bad: Uint8Array }, word: Word): string =>
  htmlTable(
    [
      word(['十分位（风险由高到低）', 'Tenth, riskiest first']),
      word(['样本', 'Rows']),
      word(['坏', 'Bad']),
      word(['坏账率', 'Bad rate']),
      word(['累计坏样本', 'Bad rows so far']),
      word(['提升', 'Lift']),
    ],
    gainsTable(told).map(({ rows, bads, badRate, capturedBads, lift }, at) => [
      ...[at + 1, rows, bads, percent(badRate), percent(capturedBads)],
      lift.toFixed(2),
    ]),
  );

function timeParts({ time }: Study, word: Word): string[] {
  const order =
    time.by === null ? word(['文件顺序', 'the order of the file']) : word([`“${time.by}”`, `“${time.by}”`]);
  if (time.psi === null)
    return [
      note(
        word(['两段中的好、坏样本过少，未做时间外验证。', 'Too few good or bad rows for a test in time.']),
      ),
    ];
  return [
    note(
      word([
        `按${order}取较早 ${time.earlier} 个样本拟合，在较晚 ${time.later} 个样本上检验。`,
        `Fitted on the first ${time.earlier} rows by ${order}, tried on the last ${time.later}.`,
      ]),
    ),
    headline([
      [word(['较晚样本 AUC', 'AUC later']), time.auc, time.aucCi?.map((one) => one.toFixed(4)).join(' – ')],
      [
        'PSI',
        time.psi,
        word([`偶然可达 ${time.psiByChance?.toFixed(4)}`, `${time.psiByChance?.toFixed(4)} by chance`]),
      ],
    ]),
    htmlTable(
      [word(['评分项', 'Characteristic']), 'CSI'],
      time.csi.map(({ name, index }) => [name, index]),
    ),
  ];
}

const binStability = ({ stability }: Study, word: Word): string[] => [
  note(
    word([
      '各折评分卡中：评分项被采用的比例、各档取值的最大波动、相邻档是否换位。',
      'Over the scorecards of all folds: how often each characteristic was used, how much its steps moved, whether steps changed places.',
    ]),
  ),
  htmlTable(
    [
      word(['评分项', 'Characteristic']),
      word(['采用', 'Used']),
      word(['最大偏差 / 幅度', 'Largest deviation / spread']),
      word(['换位', 'Steps change places']),
    ],
    stability.map(({ name, used, variation, reversals }) => [
      ...[name, percent(used), variation.toFixed(2)],
      reversals ? word(['是', 'yes']) : word(['否', 'no']),
    ]),
  ),
];

const fairnessParts = ({ fairness }: Study, word: Word): string[] =>
  Object.entries(fairness).map(([name, groups]) =>
    section(
      `${word(['公平性', 'Fairness'])}: ${name}`,
      note(
        word([
          '按未见过的样本，假定只拒绝风险最高的五分之一。影响比低于 0.8 须说明理由（五分之四规则）。',
          'Of rows not seen, with all but the riskiest fifth approved. An impact ratio below 0.8 needs a reason (four-fifths rule).',
        ]),
      ),
      htmlTable(
        [
          word(['组别', 'Group']),
          word(['样本', 'Rows']),
          word(['坏账率', 'Bad rate']),
          word(['平均风险', 'Mean risk']),
          word(['通过', 'Approved']),
          word(['好样本通过', 'Approved of good']),
          word(['影响比', 'Impact ratio']),
          'AUC',
        ],
        groups.map((one) => [
          one.group === '' ? '–' : one.group,
          one.rows,
          ...[one.badRate, one.meanRisk, one.approved, one.approvedOfGood].map(percent),
          `${one.impactRatio.toFixed(3)}${one.belowFourFifths ? ' ⚠' : ''}`,
          one.auc,
        ]),
      ),
    ),
  );

const TRENDS: Readonly<Record<string, Words>> = {
  ASCENDING: ['风险随值升高', 'risk rises with the value'],
  DESCENDING: ['风险随值降低', 'risk falls with the value'],
  PEAK: ['中间风险最高', 'risk is highest in the middle'],
  VALLEY: ['中间风险最低', 'risk is lowest in the middle'],
};

function binPart(
  characteristic: Study['scaled']['characteristics'][number],
  language: ReportLanguage,
): string {
  const word = wordOf(language);
  const { fit, trend } = characteristic.fitted;
  const { name, kind } = fit.feature.column;
  const rows = binTable(characteristic, language);
  const shape = kind === 'CATEGORY' ? word(['类别', 'categories']) : word(TRENDS[trend]!);
  return `<div><h3>${escapeHtml(name)} · IV ${fit.informationValue.toFixed(3)} · ${escapeHtml(shape)}</h3>${barPlot(
    name,
    rows.map(({ label, woe }) => ({ label, heights: [woe] })),
    ['WOE'],
    { xLabel: word(['分箱', 'bin']), yLabel: word(['证据权重 WOE', 'weight of evidence']) },
  )}${htmlTable(
    [
      word(['分箱', 'Bin']),
      word(['样本', 'Rows']),
      word(['坏账率', 'Bad rate']),
      'WOE',
      word(['得分', 'Points']),
    ],
    rows.map((row: BinRow) => [row.label, row.rows, percent(row.badRate), row.woe.toFixed(3), row.points]),
  )}</div>`;
}

const WHY: Readonly<Record<Summary['dropped'][number]['reason'] | UnusableColumn['reason'], Words>> = {
  NOISE: ['可能只是噪声', 'may well be noise'],
  WEAK: ['信息过少', 'says too little'],
  UNCONFIRMED: ['折外不成立', 'does not hold out of fold'],
  TOO_MANY: ['未进入最强的若干列', 'not among so many strongest'],
  CORRELATED: ['与另一列相关', 'says what another says'],
  COLLINEAR: ['共线（VIF）', 'collinear (VIF)'],
  UNUSED: ['弹性网未给权重', 'got no weight'],
  EMPTY: ['空列', 'empty'],
  CONSTANT: ['常数', 'constant'],
  IDENTIFIER: ['编号', 'an identifier'],
};

const leftOut = (summary: Summary, unusable: readonly UnusableColumn[], word: Word): string =>
  section(
    word(['未采用的列', 'Columns left out']),
    htmlTable(
      [word(['列', 'Column']), word(['原因', 'Why']), word(['细节', 'Detail'])],
      [...summary.dropped, ...unusable.map((one) => ({ ...one, detail: '' }))].map(
        ({ name, reason, detail }) => [name, word(WHY[reason]), detail],
      ),
    ),
  );
