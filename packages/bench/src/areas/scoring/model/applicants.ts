import type { Applicant } from '@xinqiao/scoring';
import { MODEL_FEATURES, type ModelFigure } from './features.ts';
import { seeded } from './seeded.ts';

/** A parsed record as the peers read it: figures as numbers, money in fen as text. */
export interface ModelApplicant extends Record<ModelFigure, number> {
  readonly credit_grade: string;
  readonly industry: string;
  readonly blacklisted: boolean;
  readonly reg_status: string;
  readonly existing_debt_fen: string;
  readonly annual_sales_fen: string;
}

const GRADES = ['A', 'B', 'B', 'M', 'C', 'A', 'B', 'A', 'B', 'D'];
const SKEWED: readonly string[] = ['annual_sales_k', 'vat_paid_k', 'asset_k'];

/** The same applicants in every run. */
export function modelApplicants(count: number, seed = 42): ModelApplicant[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const figures = {} as Record<ModelFigure, number>;
    for (const {
      name,
      range: [lowest, highest],
    } of MODEL_FEATURES)
      figures[name] = Math.floor(lowest + (highest - lowest) * random() ** (SKEWED.includes(name) ? 3 : 1));
    if (random() < 0.7) figures.tax_arrears_days = 0;
    if (random() < 0.6) figures.late_filings = 0;
    if (random() < 0.8) figures.zero_sales_months = 0;
    if (random() < 0.7) figures.void_invoice_pct = Math.floor(random() * 8);
    return {
      ...figures,
      credit_grade: GRADES[Math.floor(random() * 10)]!,
      industry: random() < 0.03 ? 'RESTRICTED' : 'MANUFACTURING',
      blacklisted: random() < 0.02,
      reg_status: random() < 0.03 ? 'REVOKED' : 'ACTIVE',
      existing_debt_fen: String(Math.floor(random() * random() * 20_000_000)),
      annual_sales_fen: String(figures.annual_sales_k * 100_000 + Math.floor(random() * 100_000)),
    };
  });
}

/** The same applicant as our policy has it written. */
export function writtenApplicant(applicant: ModelApplicant): Applicant {
  const { annual_sales_fen, existing_debt_fen, debt_ratio_pct, blacklisted, ...same } = applicant;
  return {
    ...same,
    debt_ratio: `${Math.floor(debt_ratio_pct / 100)}.${String(debt_ratio_pct % 100).padStart(2, '0')}`,
    blacklisted: blacklisted ? 1 : 0,
    annual_sales: yuan(annual_sales_fen),
    existing_debt: yuan(existing_debt_fen),
  };
}

const yuan = (fen: string): string => {
  const digits = fen.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
