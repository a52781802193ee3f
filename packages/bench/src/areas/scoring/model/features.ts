import { seeded } from './seeded.ts';

/** A figure of the model: a whole number with five cuts, the upper end of each bin included, and points for six bins. */
export interface ModelFeature {
  readonly name: ModelFigure;
  readonly cuts: readonly number[];
  readonly points: readonly number[];
  /** Most points it can give. */
  readonly most: number;
  /** Lowest and, excluded, highest value that applicants have. */
  readonly range: readonly [number, number];
}

const FIGURES = {
  months_operating: { cuts: [12, 24, 36, 60, 120], range: [1, 200] },
  annual_sales_k: { cuts: [500, 1500, 4000, 10000, 40000], range: [100, 60000] },
  sales_growth_pct: { cuts: [-20, -5, 5, 15, 40], range: [-40, 60] },
  vat_paid_k: { cuts: [5, 20, 80, 300, 1500], range: [0, 2500] },
  tax_arrears_days: { cuts: [0, 5, 15, 30, 90], range: [-5, 70] },
  invoice_count: { cuts: [50, 150, 400, 1200, 5000], range: [10, 8000] },
  customer_count: { cuts: [3, 8, 20, 60, 200], range: [1, 300] },
  top5_customer_pct: { cuts: [20, 35, 50, 65, 85], range: [5, 100] },
  void_invoice_pct: { cuts: [1, 3, 6, 10, 20], range: [0, 32] },
  employees: { cuts: [2, 5, 12, 40, 150], range: [1, 250] },
  late_filings: { cuts: [0, 1, 2, 4, 8], range: [0, 9] },
  gross_margin_pct: { cuts: [3, 8, 15, 25, 40], range: [0, 55] },
  zero_sales_months: { cuts: [0, 1, 2, 3, 6], range: [0, 7] },
  asset_k: { cuts: [200, 800, 2500, 9000, 40000], range: [50, 60000] },
  debt_ratio_pct: { cuts: [10, 25, 40, 55, 75], range: [0, 95] },
} as const;
export type ModelFigure = keyof typeof FIGURES;

/** Fifteen figures; their points are the same in every run. */
export const MODEL_FEATURES: readonly ModelFeature[] = (() => {
  const random = seeded(7);
  return Object.entries(FIGURES).map(([name, { cuts, range }], index) => {
    const points: number[] = [];
    let next = 10 + Math.floor(random() * 8);
    for (let bin = 0; bin < 6; bin++) {
      points.push(next);
      next += Math.floor(random() * 12) - (index % 3 === 1 ? 6 : 0);
    }
    return { name: name as ModelFigure, cuts, points, most: Math.max(...points), range };
  });
})();

export const BASE_SCORE = 300;
export const CAP_YUAN = 3_000_000;
export const MINIMUM_YUAN = 10_000;
export const STEP_YUAN = 1_000;

/** Ratings, best first: lowest score, share of sales that is lent in hundredths, rate per year. */
export const BANDS = [
  { rating: 'A', from: 680, percent: 16, annualRate: '0.0405' },
  { rating: 'B', from: 640, percent: 13, annualRate: '0.0435' },
  { rating: 'C', from: 600, percent: 10, annualRate: '0.0485' },
  { rating: 'D', from: 560, percent: 7, annualRate: '0.0540' },
  { rating: 'E', from: 520, percent: 4, annualRate: '0.0600' },
] as const;

/** What refuses an applicant: figure, comparison, value. */
export const MODEL_RULES = [
  { code: 'A01', field: 'months_operating', operator: '<', value: 12 },
  { code: 'A02', field: 'annual_sales_k', operator: '<', value: 300 },
  { code: 'A03', field: 'tax_arrears_days', operator: '>', value: 60 },
  { code: 'A04', field: 'late_filings', operator: '>', value: 8 },
  { code: 'A05', field: 'debt_ratio_pct', operator: '>', value: 90 },
  { code: 'A06', field: 'zero_sales_months', operator: '>', value: 6 },
  { code: 'A07', field: 'void_invoice_pct', operator: '>', value: 30 },
  { code: 'A08', field: 'customer_count', operator: '<', value: 2 },
  { code: 'A09', field: 'credit_grade', operator: '==', value: 'D' },
  { code: 'A10', field: 'industry', operator: '==', value: 'RESTRICTED' },
  { code: 'A11', field: 'blacklisted', operator: '==', value: true },
  { code: 'A12', field: 'reg_status', operator: '!=', value: 'ACTIVE' },
] as const;
