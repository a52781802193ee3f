import type { Study } from '../study/study.ts';
import { CARD_QUESTIONS } from './card-questions.ts';
import { percent, type ReportLanguage, type Words, wordOf } from './page.ts';
import { type Summary, summaryOf } from './summary.ts';

type Word = (words: Words) => string;

/**
 * Model card as Markdown: what the scorecard is for, what it was made from, what it does and where it is weak. What no
 * program can know is left as the questions in bold of `CARD_QUESTIONS`.
 *
 * @see Mitchell et al., Model Cards for Model Reporting, FAT* (2019) 220–229
 */
export function modelCard(
  study: Study,
  { name, data, date }: { name: string; data: string; date: string },
  language: ReportLanguage = 'en',
): string {
  const word = wordOf(language);
  const summary = summaryOf(study);
  const part = (title: Words, asked: keyof typeof CARD_QUESTIONS | null, ...lines: readonly string[]) => {
    const questions = asked === null ? [] : CARD_QUESTIONS[asked].map((one) => `**${word(one)}**`);
    return `## ${word(title)}\n\n${[...lines, ...(questions.length > 0 ? [''] : []), ...questions].join('\n')}\n`;
  };
  return [
    `# ${word(['模型卡', 'Model card'])}: ${name}\n`,
    part(
      ['用途', 'Intended use'],
      'use',
      word([
        `按违约概率为授信申请人排序，并说明原因。日期 ${date}。`,
        `Ranks applicants for credit by their probability of default and says why. Date ${date}.`,
      ]),
    ),
    part(['数据', 'Data'], 'data', dataWords(study, summary, data, word)),
    part(['方法', 'Method'], null, methodWords(study, word)),
    part(['结果', 'Performance'], 'performance', performance(study, summary, word)),
    part(['特征', 'Features'], 'features', features(study, word)),
    part(
      ['风险与局限', 'Risks and limits'],
      'limits',
      ...limits(study, summary, word).map((line) => `- ${line}`),
    ),
  ].join('\n');
}

function dataWords({ refused, options }: Study, { rows, bads }: Summary, data: string, word: Word): string {
  const { parcellingFactor: factor } = options;
  const share = percent(bads / rows);
  const inferred =
    refused === 0
      ? ''
      : factor === undefined
        ? word([`；另有 ${refused} 个结果未知，未使用`, `; ${refused} rows without one, not used`])
        : word([
            `；另有 ${refused} 个结果未知，按系数 ${factor} 分档推断，属于假定`,
            `; ${refused} rows without one, their outcomes inferred by parcelling with factor ${factor}: an assumption`,
          ]);
  return word([
    `${data}：${rows} 个结果已知的样本，其中坏样本 ${bads} 个（${share}）${inferred}。`,
    `${data}: ${rows} rows with a known outcome, ${bads} of them bad (${share})${inferred}.`,
  ]);
}

function methodWords({ scaled: { scaling }, scorecard, options }: Study, word: Word): string {
  const lambda = scorecard.lambda.toPrecision(3);
  const { baseScore, baseOdds, pointsToDouble } = scaling;
  const { iterations, converged } = scorecard;
  return word([
    `动态规划最优分箱，每个特征一种趋势（Navas-Palencia 2020）；可能只是噪声的列不采用（Benjamini–Hochberg 1995，20 %）；每个样本的证据权重来自不含该样本的分箱；弹性网逻辑回归（λ = ${lambda}，${iterations} 步${converged ? '收敛' : '未收敛'}），权重不为负；合并相近各档；好坏比 ${baseOdds}:1 时为 ${baseScore} 分，每 ${pointsToDouble} 分翻倍。种子 ${options.seed}。缺失只会失分，不会得分。`,
    `Optimal binning by dynamic programming, one trend for each feature (Navas-Palencia 2020); columns that may well be noise are not used (Benjamini & Hochberg 1995, 20 %); weight of evidence told to each row by bins made without it; logistic regression with elastic net (λ = ${lambda}, ${converged ? 'converged' : 'NOT converged'} in ${iterations} steps) and no negative weight; steps joined; ${baseScore} points at odds of ${baseOdds}:1, ${pointsToDouble} points double the odds. Seed ${options.seed}. What is missing costs points and never earns any.`,
  ]);
}

function performance({ validation, time }: Study, summary: Summary, word: Word): string {
  const { repeats, folds } = validation;
  const rows: readonly (readonly [Words, string | number])[] = [
    [['AUC', 'AUC'], `${summary.auc} (95 % ${summary.aucCi.join(' – ')}, DeLong)`],
    [['策略整数分的 AUC', 'AUC of the policy’s whole points'], summary.policyAuc],
    [['Gini', 'Gini'], summary.gini],
    [['KS', 'KS'], summary.ks],
    [['Brier', 'Brier'], summary.brier],
    [['校准误差', 'Calibration error'], summary.calibrationError],
    [
      ['校准斜率、平移', 'Calibration slope, shift'],
      `${summary.calibration.slope}, ${summary.calibration.shift}`,
    ],
  ];
  const order = time.by === null ? word(['文件顺序', 'the order of the file']) : inline(time.by);
  const inTime =
    summary.time.psi === null || summary.time.auc === null
      ? word(['样本过少，未做时间外验证。', 'Too few rows for a test in time.'])
      : word([
          `按${order}在较早 ${time.earlier} 个样本上拟合、较晚 ${time.later} 个样本上检验：AUC ${summary.time.auc}，PSI ${summary.time.psi}。`,
          `Fitted on the first ${time.earlier} rows by ${order} and tried on the last ${time.later}: AUC ${summary.time.auc}, PSI ${summary.time.psi}.`,
        ]);
  return [
    word([
      `${repeats} 次 ${folds} 折交叉验证，每一折内重新完成全部拟合步骤。`,
      `${repeats} × ${folds}-fold cross-validation, everything fitted inside the fold.`,
    ]),
    '',
    `| ${word(['指标', 'Figure'])} | ${word(['值', 'Value'])} |`,
    '| --- | --- |',
    ...rows.map(([name, figure]) => `| ${word(name)} | ${figure} |`),
    '',
    inTime,
  ].join('\n');
}

const features = ({ scaled }: Study, word: Word): string =>
  scaled.characteristics
    .map(({ fitted, missingLowered }) => {
      const { informationValue, feature } = fitted.fit;
      const lowered = missingLowered
        ? word([
            '；缺失的表现好于部分已知取值，已降至最差',
            '; missing was better than some known values and was lowered',
          ])
        : '';
      const [value, weight] = [informationValue.toFixed(3), fitted.coefficient.toFixed(2)];
      return `- ${inline(feature.column.name)}: ${word([`信息值 ${value}，权重 ${weight}`, `information value ${value}, weight ${weight}`])}${lowered}`;
    })
    .join('\n');

function limits(study: Study, summary: Summary, word: Word): string[] {
  const names = (all: readonly string[]) => all.map(inline).join(word(['、', ', ']));
  const groups = Object.entries(study.fairness).map(([name, found]) => {
    const low = names(found.filter(({ belowFourFifths }) => belowFourFifths).map(({ group }) => group));
    return low === ''
      ? word([
          `按 ${inline(name)} 分组：影响比均不低于 0.8。`,
          `Groups of ${inline(name)}: no impact ratio below 0.8.`,
        ])
      : word([
          `按 ${inline(name)} 分组：${low} 的影响比低于 0.8。`,
          `Groups of ${inline(name)}: impact ratio below 0.8 for ${low}.`,
        ]);
  });
  const leaks = names(summary.leaks.map(({ name }) => name));
  const unsteady = names(summary.unstable);
  const shifted = names(summary.time.shifted.map(({ name }) => name));
  const either = (found: string, words: Words, none: Words) => word(found === '' ? none : words);
  return [
    either(
      leaks,
      [`泄漏警报：${leaks} 很可能包含结果信息。`, `Leakage alarm: ${leaks} very likely know the outcome.`],
      [
        '没有泄漏警报；微弱的或分散在多数列中的泄漏无法发现。',
        'No leakage alarm; a leak that is weak, or spread over most columns, would not be seen.',
      ],
    ),
    either(
      unsteady,
      [`各折之间不稳定：${unsteady}。`, `Unsteady over the folds: ${unsteady}.`],
      ['各折之间没有不稳定的特征。', 'No feature was unsteady over the folds.'],
    ),
    either(
      shifted,
      [`随时间漂移（CSI ≥ 0.10）：${shifted}。`, `Shifted in time (CSI ≥ 0.10): ${shifted}.`],
      ['没有评分项随时间漂移超过 CSI 0.10。', 'No characteristic shifted in time beyond CSI 0.10.'],
    ),
    ...(summary.calibration.flat
      ? [
          word([
            '校准警报：在未见过的样本上，所述风险越高，违约并不越多；策略对所有人给出总体的违约概率。',
            'Calibration alarm: on rows not seen, more risk told is no more defaults; the policy gives everyone the probability of the whole.',
          ]),
        ]
      : []),
    ...summary.unnamedCategories.map(({ name, named, categories, rows }) =>
      word([
        `${inline(name)} 有 ${categories} 个类别，策略只列出最常见的 ${named} 个；其余类别（表中 ${rows} 行）的申请人会因取值无效被拒绝处理。`,
        `${inline(name)} has ${categories} categories, of which the policy names the ${named} most frequent; applicants with another (${rows} rows of the table) are refused as invalid.`,
      ]),
    ),
    ...(groups.length > 0
      ? groups
      : [
          word([
            '未做公平性检验：请用 --group 指明分组。',
            'Fairness was not examined: name groups with --group.',
          ]),
        ]),
    word([
      '策略中的评级界线、额度与利率是假定的，不是拟合的。',
      'Bounds of the rating bands, limits and rates of the policy are assumed, not fitted.',
    ]),
  ];
}

/** A name of the table’s in a line of Markdown. */
const inline = (text: string): string => `\`${text.replace(/[`\r\n|]/g, ' ')}\``;
