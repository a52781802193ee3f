import type { IndicatorName, Indicators, PolicyResult } from '@xinqiao/contracts';

/** Indicators as bare numbers: yuan in fen, ratios in millionths, grades by letter; null = not known. */
export interface PlainApplicant {
  readonly registrationActive: number | null;
  readonly ageMonths: number | null;
  readonly openAbnormalListings: number | null;
  readonly openEnforcements: number | null;
  readonly openArrears: number | null;
  readonly taxCreditGrade: string | null;
  readonly vatPayable12: number | null;
  readonly legalRepresentativeMonths: number | null;
  readonly vatSalesGrowth12: number | null;
  readonly zeroFilingMonths12: number | null;
  readonly vatFiledMonths12: number | null;
  readonly lateFilings12: number | null;
  readonly invoicedSales12: number | null;
  readonly longestInvoiceGap24: number | null;
  readonly topTenCustomerShare12: number | null;
}

/** What {@link decidePlainly} says, to be compared with what `decide` says. */
export interface PlainResult extends Pick<PolicyResult, 'outcome' | 'annualRate' | 'rating' | 'score'> {
  /** A whole number of yuan. */
  readonly limit: number;
  /** Code and points lost, in turn. */
  readonly reasons: readonly (string | number)[];
  readonly missing: readonly string[];
}

export function plainApplicant(indicators: Indicators): PlainApplicant {
  const number = (name: IndicatorName, scale = 1) =>
    indicators[name] == null ? null : Math.round(Number(indicators[name]) * scale);
  return {
    registrationActive: number('registrationActive'),
    ageMonths: number('ageMonths'),
    openAbnormalListings: number('openAbnormalListings'),
    openEnforcements: number('openEnforcements'),
    openArrears: number('openArrears', 100),
    taxCreditGrade: indicators.taxCreditGrade == null ? null : String(indicators.taxCreditGrade),
    vatPayable12: number('vatPayable12', 100),
    legalRepresentativeMonths: number('legalRepresentativeMonths'),
    vatSalesGrowth12: number('vatSalesGrowth12', 1_000_000),
    zeroFilingMonths12: number('zeroFilingMonths12'),
    vatFiledMonths12: number('vatFiledMonths12'),
    lateFilings12: number('lateFilings12'),
    invoicedSales12: number('invoicedSales12', 100),
    longestInvoiceGap24: number('longestInvoiceGap24'),
    topTenCustomerShare12: number('topTenCustomerShare12', 1_000_000),
  };
}

/** Only the scorecard reads these, and it has points for their absence. */
const SCORED_WHEN_MISSING = new Set(['vatSalesGrowth12', 'longestInvoiceGap24', 'topTenCustomerShare12']);

/**
 * 税融通 2026-1 written out by hand in plain numbers, without checks of its input: about as fast as one decision can
 * be made in this language, and as rigid. Only ever a yardstick.
 */
export function decidePlainly(applicant: PlainApplicant): PlainResult {
  const missing: string[] = [];
  let blocked = false;
  for (const name in applicant) {
    if (applicant[name as keyof PlainApplicant] !== null) continue;
    missing.push(name);
    if (!SCORED_WHEN_MISSING.has(name)) blocked = true;
  }
  const { taxCreditGrade: grade, vatPayable12: vat, invoicedSales12: sales } = applicant;
  const rules: string[] = [];
  if (applicant.registrationActive !== null && applicant.registrationActive !== 1)
    rules.push('REGISTRATION_NOT_ACTIVE');
  if (applicant.ageMonths !== null && applicant.ageMonths < 24) rules.push('TOO_YOUNG');
  if (applicant.openAbnormalListings) rules.push('ABNORMAL_LISTING');
  if (applicant.openEnforcements) rules.push('UNDER_ENFORCEMENT');
  if (applicant.openArrears) rules.push('TAX_ARREARS');
  if (grade === 'C' || grade === 'D') rules.push('TAX_GRADE_NOT_ADMITTED');
  if (vat !== null && vat < 1_000_000) rules.push('TAX_TOO_LOW');
  const declined = rules.length > 0;
  const stable = applicant.legalRepresentativeMonths === null || applicant.legalRepresentativeMonths >= 12;
  if (!stable) rules.push('LEGAL_REPRESENTATIVE_CHANGED');
  if (blocked) rules.push('DATA_MISSING');
  if (declined || blocked)
    return result(declined ? 'DECLINED' : 'REFERRED', 0, null, null, null, rules, [], missing);

  const growth = applicant.vatSalesGrowth12;
  const gap = applicant.longestInvoiceGap24;
  const share = applicant.topTenCustomerShare12;
  const points = [
    grade === 'A' ? 160 : grade === 'B' ? 120 : 80,
    taxPoints(vat ?? 0),
    growth === null ? 0 : growth < -400_000 ? 0 : growth < -200_000 ? 40 : growth < 0 ? 90 : 140,
    zeroFilingPoints(applicant.zeroFilingMonths12 ?? 0),
    filedPoints(applicant.vatFiledMonths12 ?? 0),
    latePoints(applicant.lateFilings12 ?? 0),
    agePoints(applicant.ageMonths ?? 0),
    salesPoints(sales ?? 0),
    gap === null ? 0 : gap < 1 ? 60 : gap < 2 ? 45 : gap < 3 ? 30 : gap < 6 ? 10 : 0,
    share === null ? 0 : share < 500_000 ? 60 : share < 800_000 ? 40 : share < 950_000 ? 20 : 0,
  ];
  let score = 0;
  for (const point of points) score += point;
  const losses = heaviest(points, applicant);
  const band =
    score >= 900 ? 0 : score >= 820 ? 1 : score >= 740 ? 2 : score >= 660 ? 3 : score >= 580 ? 4 : 5;
  const rating = RATINGS[band] ?? 'C';
  const refuse = (code: string) =>
    result('DECLINED', 0, null, rating, score, [...rules, code], losses, missing);
  if (band === 5) return refuse('RATING_NOT_ADMITTED');

  // In tenths of a fen, so that 0.3 × is a whole number too; a step of 1,000 yuan is a million of them.
  const least = Math.min(70 * (vat ?? 0), 3 * (sales ?? 0), CAPS_YUAN[band]! * 1_000);
  const limit = Math.floor(least / 1_000_000) * 1_000;
  if (limit < 10_000) return refuse('LIMIT_TOO_SMALL');
  if (!stable) return result('REFERRED', 0, null, rating, score, rules, losses, missing);
  return result('APPROVED', limit, RATES[band] ?? null, rating, score, rules, losses, missing);
}

const RATINGS = ['AAA', 'AA', 'A', 'BBB', 'BB', 'C'];
const CAPS_YUAN = [3_000_000, 2_000_000, 1_000_000, 800_000, 300_000];
const RATES = ['0.0405', '0.0435', '0.0485', '0.0540', '0.0600'];
const BASELINES = [160, 140, 140, 100, 90, 80, 90, 80, 60, 60];
const CODES = [
  'TAX_GRADE_LOW',
  'TAX_TOO_LOW',
  'TAX_SALES_FALLING',
  'TAX_ZERO_FILINGS',
  'TAX_FILINGS_MISSING',
  'TAX_LATE_FILINGS',
  'TOO_YOUNG',
  'INVOICE_SALES_LOW',
  'INVOICE_GAP',
  'CUSTOMERS_CONCENTRATED',
];

// What is null here was referred before: these are known.
const taxPoints = (fen: number) =>
  fen < 1_000_000 ? 0 : fen < 3_000_000 ? 50 : fen < 10_000_000 ? 80 : fen < 30_000_000 ? 110 : 140;
const zeroFilingPoints = (months: number) => (months < 1 ? 100 : months < 3 ? 60 : months < 6 ? 20 : 0);
const filedPoints = (months: number) => (months < 6 ? 0 : months < 9 ? 30 : months < 12 ? 60 : 90);
const latePoints = (filings: number) => (filings < 1 ? 80 : filings < 2 ? 50 : filings < 3 ? 20 : 0);
const agePoints = (months: number) => (months < 24 ? 0 : months < 36 ? 30 : months < 60 ? 60 : 90);
const salesPoints = (fen: number) =>
  fen < 30_000_000 ? 0 : fen < 100_000_000 ? 30 : fen < 300_000_000 ? 60 : 80;

/** Losses, heaviest first, at most four; absence is one reason wherever it occurs. */
function heaviest(points: readonly number[], applicant: PlainApplicant): [string, number][] {
  const losses: [string, number][] = [];
  let absent: [string, number] | undefined;
  for (let at = 0; at < points.length; at++) {
    const lost = BASELINES[at]! - points[at]!;
    if (lost <= 0) continue;
    const missing =
      (at === 2 && applicant.vatSalesGrowth12 === null) ||
      (at === 8 && applicant.longestInvoiceGap24 === null) ||
      (at === 9 && applicant.topTenCustomerShare12 === null);
    if (!missing) losses.push([CODES[at]!, lost]);
    else if (absent) absent[1] += lost;
    else {
      absent = ['DATA_MISSING', lost];
      losses.push(absent);
    }
  }
  losses.sort((one, other) => other[1] - one[1]);
  return losses.length > 4 ? losses.slice(0, 4) : losses;
}

function result(
  outcome: PlainResult['outcome'],
  limit: number,
  annualRate: string | null,
  rating: string | null,
  score: number | null,
  rules: readonly string[],
  losses: readonly [string, number][],
  missing: readonly string[],
): PlainResult {
  const reasons: (string | number)[] = [];
  for (const code of rules) reasons.push(code, 0);
  for (const [code, lost] of losses) reasons.push(code, lost);
  return { outcome, limit, annualRate, rating, score, reasons, missing };
}
