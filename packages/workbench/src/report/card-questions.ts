import type { Words } from './page.ts';

/** What no program can know of a model, by the part of its card; the template in the guide asks the same. */
export const CARD_QUESTIONS = {
  use: [
    [
      '由谁使用？用于何种产品、何种客群？不得用于什么？',
      'Who may use it, for which product and which applicants? For what may it not be used?',
    ],
    [
      '哪个策略版本使用它？由哪两人批准？',
      'Which policy version uses it, and who approved that (two people)?',
    ],
  ],
  data: [
    [
      '坏样本如何定义，表现期多长？样本来自何时、何地、何种渠道？',
      'How is bad defined, and over which months? From when, where and which channel do the rows come?',
    ],
    [
      '各来源依据何种授权或职责读取？可保存到何时？',
      'Under which consent or duty was each source read? Until when may it be kept?',
    ],
  ],
  performance: [
    [
      '与哪个冠军模型比较过？差异及其区间是多少？',
      'Which champion was it compared with, and what was the difference with its interval?',
    ],
  ],
  features: [
    [
      '每个特征为何相关？企业能否改变它，朝哪个方向？',
      'Why may each of them matter? Can the enterprise move it, and which way?',
    ],
  ],
  limits: [
    [
      '适用哪些规定与审批？由谁监测、多久一次、由谁停用？',
      'Which laws, reviews and approvals apply? Who watches it, how often, and who stops it?',
    ],
    ['何时失效？届时由什么作决定？', 'When does it end, and what decides then?'],
  ],
} as const satisfies Readonly<Record<string, readonly Words[]>>;
