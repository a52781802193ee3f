import { z } from 'zod';

/**
 * A yearly interest rate as a decimal fraction: `"0.0405"` = 4.05 % a year.
 *
 * From 0 to 1, at most 6 places, so `"4.05"` (a percentage by mistake) is refused.
 */
export const AnnualRate = z
  .string()
  .regex(
    /^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$/,
    '年利率须为 0 至 1 之间的小数字符串，4.05% 写作 "0.0405" / Write the yearly rate as a fraction from 0 to 1 in a string: 4.05 % is "0.0405"',
  )
  .meta({
    id: 'AnnualRate',
    description: 'Rate per year as a decimal fraction, 0 to 1, at most 6 places: "0.0405" = 4.05 % a year.',
    examples: ['0.0405'],
  });
export type AnnualRate = z.infer<typeof AnnualRate>;

/**
 * A plain ratio, such as a share (`"0.35"`) or a growth rate (`"-0.62"` = down 62 %).
 *
 * From −1000 to 1000, at most 6 places; minus zero is refused.
 */
export const Ratio = z
  .string()
  .regex(/^-?((0|[1-9][0-9]{0,2})(\.[0-9]{1,6})?|1000(\.0{1,6})?)$/, {
    error:
      '比率须为 -1000 至 1000 之间、至多六位小数的字符串 / Write the ratio as a string from -1000 to 1000 with at most 6 places',
    abort: true,
  })
  .refine((ratio) => !/^-0(\.0+)?$/.test(ratio), '零不带负号 / Write zero without a minus sign')
  .meta({
    id: 'Ratio',
    description: 'Ratio as a decimal fraction, -1000 to 1000, at most 6 places: "-0.62" = down 62 %.',
    examples: ['0.35', '-0.62'],
  });
export type Ratio = z.infer<typeof Ratio>;
