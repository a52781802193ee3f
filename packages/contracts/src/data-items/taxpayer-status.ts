import { z } from 'zod';
import { CalendarDate } from '../values/index.ts';

export const TaxpayerKind = z
  .enum(['GENERAL', 'SMALL_SCALE', 'OTHER'])
  .describe('一般纳税人 GENERAL (files monthly), 小规模纳税人 SMALL_SCALE (as a rule quarterly), OTHER.');
export type TaxpayerKind = z.infer<typeof TaxpayerKind>;

/**
 * How the tax bureau lists a taxpayer (纳税人状态 NSRZT_DM).
 *
 * Source: tax bureau, daily. Class E; the list of 非正常户 is published.
 */
export const TaxpayerStatus = z
  .strictObject({
    state: z
      .enum(['NORMAL', 'ABNORMAL', 'SUSPENDED', 'CANCELLED'])
      .describe('正常 NORMAL, 非正常户 ABNORMAL, 停业 SUSPENDED, 注销 CANCELLED.'),
    stateSince: CalendarDate.describe('Day the state began, Asia/Shanghai.'),
    kind: TaxpayerKind,
    kindSince: CalendarDate.describe('Day the kind began, Asia/Shanghai.'),
    abnormalPeriods: z
      .array(
        z.strictObject({
          from: CalendarDate.describe('Day listed as 非正常户, Asia/Shanghai.'),
          to: CalendarDate.nullable().describe('Day taken off, Asia/Shanghai; null while listed.'),
        }),
      )
      .describe('Stays on the list of abnormal taxpayers, oldest first.'),
  })
  .meta({ id: 'TaxpayerStatus', description: 'State and kind of a taxpayer.' });
export type TaxpayerStatus = z.infer<typeof TaxpayerStatus>;
