import type { LocalizedText } from '@xinqiao/contracts';
import type { ApplicantKind, FigureName } from '@xinqiao/sandbox';

const of = (zh: string, en: string): LocalizedText => ({ zh, en });

/** Words of summary and report, zh-CN and en. */
export const TEXTS = {
  title: of('金农易贷前十六个月模拟', 'Simulation of the first sixteen months of Jinnong Yidai'),
  basis: of(
    '模拟结果取决于下列假定，不是对任何一家银行的描述；没有任何数字是为了接近公布值而调整的。农户的违约按其策略自己的概率抽取，个体工商户与企业按评级假定的概率抽取，因此模拟不能说明策略是否准确。',
    'What comes out rests on the assumptions listed below and describes no bank; no number was fitted to the published ones. Defaults of households are drawn from their policy’s own probabilities, those of sole traders and firms from probabilities assumed by rating, so the simulation cannot say whether the policy is right.',
  ),
  applications: of('申请', 'Applications'),
  seeds: of('种子', 'seeds'),
  climate: of('各种子的共同因子（负＝年景差）', 'common factor by seed (below 0: a worse time)'),
  figure: of('指标', 'Figure'),
  beside: of('四个指标与公布值', 'The four figures beside the published'),
  simulated: of('模拟', 'simulated'),
  published: of('公布', 'published'),
  difference: of('差', 'difference'),
  overSeeds: of('各种子均值 ± 标准差', 'over seeds, mean ± deviation'),
  atScale: of('（折合 429,988 笔）', ' (for 429,988 applications)'),
  drivers: of('最能缩小差距的假定', 'What would narrow the gap most'),
  none: of('没有一项变动能缩小差距', 'no single move narrows it'),
  byApplicant: of('按申请人', 'By applicant'),
  applicant: of('申请人', 'Applicant'),
  granted: of('授信', 'granted'),
  declined: of('拒绝', 'declined'),
  referred: of('转人工', 'referred'),
  average: of('户均（万元）', 'average, 10,000 yuan'),
  credit: of('总额（亿元）', 'credit, 100 million yuan'),
  badRate: of('不良率', 'bad rate'),
  sensitivity: of(
    '敏感性：每次只变动一项假定，其余与抽样不变',
    'Sensitivity: one assumption moved at a time, the same applicants with the same luck',
  ),
  assumption: of('假定', 'Assumption'),
  step: of('变动', 'step'),
  approvals: of('按月通过率与账龄', 'Approvals and vintages by month'),
  month: of('月份', 'Month'),
  grantedShare: of('通过率', 'granted share'),
  interval: of('95% 区间', '95 % interval'),
  badLoans: of('不良户占比（至末月）', 'bad loans by the last month'),
  vintages: of('按授信月份的不良户占比（%）', 'Bad loans by month of granting, %'),
  money: of('每月资金（亿元）', 'Money by month, 100 million yuan'),
  drawn: of('放款', 'drawn'),
  repaid: of('还本', 'principal repaid'),
  interestDue: of('应收利息', 'interest due'),
  interestPaid: of('实收利息', 'interest paid'),
  outstanding: of('余额', 'outstanding'),
  bad: of('不良余额', 'bad'),
  monthsOnBook: of('账龄（月）', 'months on book'),
  assumptions: of('全部假定及来源', 'All assumptions and their sources'),
  value: of('取值', 'value'),
  source: of('来源', 'source'),
  policies: of('策略', 'Policies'),
  from: of('起', 'from'),
} as const satisfies Record<string, LocalizedText>;

export const APPLICANT_TEXTS: Readonly<Record<ApplicantKind, LocalizedText>> = {
  HOUSEHOLD: of('农户', 'households'),
  SOLE_TRADER: of('个体工商户', 'sole traders'),
  ENTERPRISE: of('企业与合作社', 'firms and cooperatives'),
};

export const FIGURE_TEXTS: Readonly<Record<FigureName, LocalizedText>> = {
  grantedShare: of('通过率（%）', 'granted share, %'),
  averageCredit: of('户均授信（万元）', 'average credit, 10,000 yuan'),
  totalCredit: of('授信总额（亿元）', 'total credit, 100 million yuan'),
  badRate: of('不良率（%）', 'bad rate, %'),
};
