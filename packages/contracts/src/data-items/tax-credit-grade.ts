import { z } from 'zod';

/** 纳税信用级别: A ≥ 90, B 70–<90, C 40–<70, D < 40 or direct, M new or without revenue (2014年第40号, 2018年第8号). */
export const TaxCreditGradeLetter = z
  .enum(['A', 'B', 'M', 'C', 'D'])
  .describe('Tax credit grade (纳税信用级别): A, B, M, C or D.');
export type TaxCreditGradeLetter = z.infer<typeof TaxCreditGradeLetter>;

/**
 * The grade of one assessment year (纳税信用等级).
 *
 * Source: tax bureau, yearly in April. Class E; the list of A taxpayers is public.
 */
export const TaxCreditGrade = z
  .strictObject({
    year: z.int().min(2014).max(2100).describe('Assessed calendar year (评价年度).'),
    grade: TaxCreditGradeLetter,
  })
  .meta({ id: 'TaxCreditGrade', description: 'Tax credit grade of one assessment year.' });
export type TaxCreditGrade = z.infer<typeof TaxCreditGrade>;
