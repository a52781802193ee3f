import { z } from 'zod';
import { CalendarDate, NonNegativeAmountCny, Ratio } from '../values/index.ts';
import { Text } from './text.ts';

/**
 * One shareholder (股东), as the registry publishes it.
 *
 * Source: market supervision registry, on event. Class P (企业信息公示暂行条例 art. 6); the name of a natural person is C1.
 */
export const Shareholder = z
  .strictObject({
    name: Text(200).describe('Name of the shareholder, as registered.'),
    kind: z.enum(['PERSON', 'ENTERPRISE', 'OTHER']).describe('Natural person, enterprise, or other.'),
    subscribed: NonNegativeAmountCny.describe('Capital subscribed (认缴出资), in yuan.'),
    paidIn: NonNegativeAmountCny.nullable().describe(
      'Capital paid in (实缴出资), in yuan; null where not stated.',
    ),
    share: Ratio.nullable().describe('Share of the subscribed capital, 0–1; null where not stated.'),
    since: CalendarDate.describe('Day the registry took the shareholder up, Asia/Shanghai.'),
    until: CalendarDate.nullable().describe('Day it left, Asia/Shanghai; null while it holds.'),
  })
  .meta({ id: 'Shareholder', description: 'One shareholder of an enterprise.' });
export type Shareholder = z.infer<typeof Shareholder>;

/**
 * One change of what is registered (变更登记): that it happened, not what stood there before.
 *
 * Source: market supervision registry, on event. Class P.
 */
export const RegistrationChange = z
  .strictObject({
    changedOn: CalendarDate.describe('Day the registry approved the change (核准日期), Asia/Shanghai.'),
    matter: z
      .enum(['NAME', 'LEGAL_REPRESENTATIVE', 'SHAREHOLDERS', 'CAPITAL', 'SCOPE', 'SEAT', 'TERM', 'OTHER'])
      .describe(
        '名称 NAME, 法定代表人 LEGAL_REPRESENTATIVE, 股东 SHAREHOLDERS, 注册资本 CAPITAL, 经营范围 SCOPE, 住所 SEAT, 营业期限 TERM, OTHER.',
      ),
  })
  .meta({ id: 'RegistrationChange', description: 'One registered change.' });
export type RegistrationChange = z.infer<typeof RegistrationChange>;

/**
 * One administrative penalty (行政处罚).
 *
 * Source: market supervision registry and credit platform, daily. Class P.
 */
export const AdministrativePenalty = z
  .strictObject({
    decidedOn: CalendarDate.describe('Day of the decision (决定日期), Asia/Shanghai.'),
    authority: Text(100).describe('Authority that decided, name in Chinese.'),
    kind: Text(100).describe('Kind of penalty (处罚种类), in the words of the decision.'),
    fine: NonNegativeAmountCny.describe('Fine (罚款), in yuan; 0.00 without one.'),
    serious: z
      .boolean()
      .describe('Whether it put the enterprise on the list of serious breaches (严重违法失信).'),
    publishedUntil: CalendarDate.nullable().describe(
      'Last day it is published, Asia/Shanghai; null while open.',
    ),
  })
  .meta({ id: 'AdministrativePenalty', description: 'One administrative penalty.' });
export type AdministrativePenalty = z.infer<typeof AdministrativePenalty>;
