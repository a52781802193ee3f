import { z } from 'zod';
import { Month, NonNegativeAmountCny } from '../values/index.ts';

/**
 * One month of social insurance (社会保险): how many are insured, never who.
 *
 * Source: social insurance agency, monthly. Class E.
 */
export const SocialInsuranceMonth = z
  .strictObject({
    month: Month.describe('Month insured, YYYY-MM, Asia/Shanghai.'),
    insured: z.int().nonnegative().describe('Persons insured (参保人数), number.'),
    due: NonNegativeAmountCny.describe('Contributions due (应缴), in yuan.'),
    paid: NonNegativeAmountCny.describe('Contributions paid (实缴), in yuan.'),
  })
  .meta({ id: 'SocialInsuranceMonth', description: 'One month of social insurance.' });
export type SocialInsuranceMonth = z.infer<typeof SocialInsuranceMonth>;

/**
 * One month of the housing fund (住房公积金): how many accounts, never whose.
 *
 * Source: housing fund centre, monthly. Class E.
 */
export const HousingFundMonth = z
  .strictObject({
    month: Month.describe('Month paid for, YYYY-MM, Asia/Shanghai.'),
    depositors: z.int().nonnegative().describe('Accounts paid into (缴存人数), number.'),
    paid: NonNegativeAmountCny.describe(
      'Amount paid in (月缴存额), in yuan; 0.00 in a month without (断缴).',
    ),
  })
  .meta({ id: 'HousingFundMonth', description: 'One month of the housing fund.' });
export type HousingFundMonth = z.infer<typeof HousingFundMonth>;

/**
 * One month of one utility (水、气、电).
 *
 * Source: utilities, monthly. Class E.
 */
export const UtilityMonth = z
  .strictObject({
    month: Month.describe('Month of use, YYYY-MM, Asia/Shanghai.'),
    utility: z.enum(['WATER', 'GAS', 'ELECTRICITY']).describe('水 WATER, 气 GAS, 电 ELECTRICITY.'),
    quantity: z
      .string()
      .regex(/^(0|[1-9]\d{0,11})(\.\d{1,2})?$/)
      .meta({
        id: 'UsageQuantity',
        description:
          'Quantity used: cubic metres of water and gas, kilowatt-hours of electricity; decimal string.',
      }),
    billed: NonNegativeAmountCny.describe('Amount billed, in yuan.'),
    overdue: NonNegativeAmountCny.describe('Of it unpaid after its day (欠费), in yuan.'),
  })
  .meta({ id: 'UtilityMonth', description: 'One month of one utility.' });
export type UtilityMonth = z.infer<typeof UtilityMonth>;
