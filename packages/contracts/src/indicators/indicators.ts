import { ENFORCEMENT_INDICATORS } from './enforcement-indicators.ts';
import { FINANCIAL_INDICATORS } from './financial-indicators.ts';
import type { IndicatorDefinition } from './indicator-definition.ts';
import { INVOICE_INDICATORS } from './invoice-indicators.ts';
import { LIVELIHOOD_INDICATORS } from './livelihood-indicators.ts';
import { REGISTRATION_INDICATORS } from './registration-indicators.ts';
import { TAX_MOVEMENT_INDICATORS } from './tax-movement-indicators.ts';
import { TAX_STANDING_INDICATORS } from './tax-standing-indicators.ts';
import { VAT_INDICATORS } from './vat-indicators.ts';

/**
 * Derived figures (衍生指标). Windows are whole calendar months that end with the month before `asOf`. What is
 * published under a name keeps its meaning: a changed formula is a new name. Code: `@xinqiao/catalogue`. An
 * indicator whose inputs are missing is null, never 0.
 */
export const INDICATORS = {
  ...REGISTRATION_INDICATORS,
  ...VAT_INDICATORS,
  ...TAX_MOVEMENT_INDICATORS,
  ...FINANCIAL_INDICATORS,
  ...TAX_STANDING_INDICATORS,
  ...INVOICE_INDICATORS,
  ...LIVELIHOOD_INDICATORS,
  ...ENFORCEMENT_INDICATORS,
} as const satisfies Readonly<Record<string, IndicatorDefinition>>;
