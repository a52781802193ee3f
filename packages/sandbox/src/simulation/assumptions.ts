import type { LocalizedText, Month } from '@xinqiao/contracts';
import type { HouseholdWorld } from '../city/household.ts';

/** Who applies. */
export const APPLICANTS = ['HOUSEHOLD', 'SOLE_TRADER', 'ENTERPRISE'] as const;
export type ApplicantKind = (typeof APPLICANTS)[number];

/** All that is assumed. Shares are fractions, amounts yuan. */
export interface World {
  readonly firstMonth: Month;
  /** Months simulated, the first included. */
  readonly months: number;
  /** Applications of the last month to those of the first; between them a straight line. */
  readonly growth: number;
  /** How many there are of each kind, in 10,000: they apply in proportion. */
  readonly applicants: Readonly<Record<ApplicantKind, number>>;
  readonly households: HouseholdWorld;
  /** Probability of default within a year by rating, for a policy that gives none. */
  readonly defaultByRating: Readonly<Record<string, number>>;
  /** What every probability of default is multiplied by. */
  readonly riskFactor: number;
  /** Asset correlation of the one factor that all borrowers share. */
  readonly correlation: number;
  /** Whole months from the first payment that is not made until a loan is bad. */
  readonly badAfterMonths: number;
  readonly tenorMonths: number;
  /** Share of loans that are drawn anew when they were repaid. */
  readonly renewedShare: number;
  /** Part of the line that is drawn, and that a borrower who stops paying has drawn by then. */
  readonly drawnShare: number;
  readonly drawnAtDefault: number;
  /** Part of the referred applications that a person grants. */
  readonly referredGranted: number;
}

/** An assumption as it is printed. */
export interface Assumption {
  readonly name: LocalizedText;
  /** Where the number comes from; for one that comes from nowhere, the word “assumed”. */
  readonly source: LocalizedText;
}

const ASSUMED: LocalizedText = { zh: '假定', en: 'assumed' };
const CENSUS: LocalizedText = {
  zh: '国家统计局《第三次全国农业普查主要数据公报》（2017）',
  en: 'National Bureau of Statistics, communiqués of the third national agricultural census (2017)',
};
const and = (source: LocalizedText, zh: string, en: string): LocalizedText => ({
  zh: `${source.zh}；${zh}`,
  en: `${source.en}; ${en}`,
});

/** The one place where the numbers of the simulation stand. They were written before it was first run. */
export const WORLD: World = {
  firstMonth: '2016-07',
  months: 16,
  growth: 3,
  applicants: { HOUSEHOLD: 20_743, SOLE_TRADER: 5_930, ENTERPRISE: 2_775 },
  households: {
    ages: [
      { from: 18, to: 35, share: 0.192 },
      { from: 36, to: 54, share: 0.473 },
      { from: 55, to: 75, share: 0.335 },
    ],
    incomeGroups: [3_006, 7_828, 11_159, 15_727, 28_448],
    incomeWithin: 0.25,
    incomeScale: 1,
    persons: [0.25, 0.3, 0.25, 0.12, 0.08],
    likeness: 0.5,
    allowanceShare: 0.078,
    enforcementShare: 0.01,
    debtShare: 0.25,
    debtToIncome: [0.2, 1.5],
    overdueShare: 0.15,
    usualLand: 15,
    largeFarmShare: 0.019,
    largeFarm: [50, 200],
    gradedShare: 0.7,
    grades: [0.05, 0.25, 0.45, 0.25],
    utilityOverdueShare: 0.15,
    pensionPaid: 0.8,
    missingShare: 0.03,
  },
  defaultByRating: { AAA: 0.005, AA: 0.01, A: 0.02, BBB: 0.035, BB: 0.06 },
  riskFactor: 1,
  correlation: 0.04,
  badAfterMonths: 3,
  tenorMonths: 12,
  renewedShare: 0.8,
  drawnShare: 0.6,
  drawnAtDefault: 1,
  referredGranted: 0,
};

const of = (zh: string, en: string, source: LocalizedText = ASSUMED): Assumption => ({
  name: { zh, en },
  source,
});

/** What each number of the world means and where it comes from, by its path. */
export const ASSUMPTIONS: Readonly<Record<string, Assumption>> = {
  firstMonth: of('首月', 'First month', {
    zh: '公开报道：2016年7月上线',
    en: 'press: in use since July 2016',
  }),
  months: of('月数', 'Months', {
    zh: '“前十六个月”，首末两月都计入；报道的统计截止日未知，假定为第十六个月末',
    en: '“first sixteen months”, both ends included; the day the press counted up to is not known, assumed the end of the sixteenth',
  }),
  growth: of('末月申请数与首月之比', 'Applications of the last month to those of the first'),
  applicants: of(
    '农户、个体工商户、企业及合作社数（万户），按户数比例申请',
    'Households, sole traders, firms and cooperatives (10,000), who apply in proportion',
    and(
      CENSUS,
      '农业经营户20743万户；工商总局2016年末个体工商户5930万户，企业与合作社2775万户；按比例申请为假定',
      '207.43 million farming households; State Administration for Industry and Commerce, end of 2016: 59.30 million sole traders, 27.75 million firms and cooperatives; that they apply in proportion is assumed',
    ),
  ),
  'households.ages': of(
    '申请人年龄',
    'Age of applicants',
    and(
      CENSUS,
      '农业生产经营人员年龄构成；组内均匀为假定',
      'ages of those who work in farming; even within a group is assumed',
    ),
  ),
  'households.incomeGroups': of('人均可支配收入五等份（元）', 'Disposable income a head by fifths, yuan', {
    zh: '国家统计局2016年国民经济和社会发展统计公报，农村居民五等份收入分组；凭记忆，发布前须核对',
    en: 'National Bureau of Statistics, communiqué for 2016, rural households by fifths of income; from memory, to be checked before publication',
  }),
  'households.incomeWithin': of('组内收入偏离均值的幅度', 'Spread of income within a fifth'),
  'households.incomeScale': of('本市收入与全国之比', 'Incomes of the city to those of the country'),
  'households.persons': of('二人户、三人户……的比例', 'Households of two persons, three, and so on'),
  'households.likeness': of('两项特征名次相同的比例', 'How often two traits of a household share a rank'),
  'households.allowanceShare': of('低保户比例', 'On the minimum living allowance', {
    zh: '民政部2016年社会服务发展统计公报：农村低保4586.5万人，农村人口约5.9亿；凭记忆，发布前须核对',
    en: 'Ministry of Civil Affairs, bulletin for 2016: 45.865 million rural recipients of about 590 million; from memory, to be checked before publication',
  }),
  'households.enforcementShare': of('有未结执行案件的比例', 'Under court enforcement'),
  'households.debtShare': of('另有借款的比例', 'Owe another lender'),
  'households.debtToIncome': of('借款与年收入之比', 'Debt to the income of a year'),
  'households.overdueShare': of('两年内逾期过的比例', 'Overdue within two years'),
  'households.usualLand': of('一般农户土地上限（亩）', 'Most land of a usual household, mu'),
  'households.largeFarmShare': of(
    '规模经营户比例',
    'Large farms',
    and(CENSUS, '398万户／20743万户', '3.98 of 207.43 million'),
  ),
  'households.largeFarm': of(
    '规模经营户土地（亩）',
    'Land of large farms, mu',
    and(
      CENSUS,
      '一年两熟地区50亩以上；上限为假定',
      'from 50 mu where land bears twice a year; the upper end is assumed',
    ),
  ),
  'households.gradedShare': of('经村级评定的比例', 'Graded by the village'),
  'households.grades': of('差、一般、好、优的比例', 'Poor, fair, good, excellent'),
  'households.utilityOverdueShare': of('拖欠过水电费的比例', 'Water or power overdue'),
  'households.pensionPaid': of('每年缴纳养老保险的比例', 'Pension paid in a year'),
  'households.missingShare': of('数据缺失的比例', 'Figure missing at its source'),
  defaultByRating: of('企业一年内违约概率（按评级）', 'Firms: default within a year by rating'),
  riskFactor: of(
    '违约概率的倍数（1＝政策所写即真实）',
    'Times the probability of default (1 = the policy is right)',
  ),
  correlation: of('违约的资产相关系数', 'Asset correlation of defaults', {
    zh: '巴塞尔委员会《统一资本计量》（2006）第329段：合格循环零售0.04',
    en: 'Basel Committee, International Convergence of Capital Measurement (2006), para. 329: qualifying revolving retail, 0.04',
  }),
  badAfterMonths: of('首次未付款后多少个月算不良', 'Months unpaid until a loan is bad', {
    zh: '巴塞尔委员会《统一资本计量》（2006）第452段：逾期90天',
    en: 'Basel Committee, International Convergence of Capital Measurement (2006), para. 452: 90 days past due',
  }),
  tenorMonths: of('期限（月），到期还本，按月付息', 'Months until the principal is due; interest monthly', {
    zh: '农户贷款示例策略的期限；对企业为假定',
    en: 'tenor of the example policy for households; for firms assumed',
  }),
  renewedShare: of('到期还款后再用款的比例', 'Drawn anew when repaid'),
  drawnShare: of('已用款占额度的比例', 'Part of the line that is drawn'),
  drawnAtDefault: of('停止付款者已用款的比例', 'Part of the line drawn by who stops paying'),
  referredGranted: of('转人工后获批的比例', 'Part of the referred that a person grants'),
};
