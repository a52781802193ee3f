import { z } from 'zod';
import { CalendarDate, NonNegativeAmountCny } from '../values/index.ts';
import { Text } from './text.ts';

/**
 * One breach of tax law (税务违法违章 SSWFXWDJ).
 *
 * Source: tax bureau, daily. Class E; serious cases are published.
 */
export const TaxViolation = z
  .strictObject({
    registeredOn: CalendarDate.describe('Day it was registered, Asia/Shanghai.'),
    kind: Text(200).describe('What was breached, in the words of the bureau.'),
    fine: NonNegativeAmountCny.describe('Fine (罚款), in yuan; 0.00 without one.'),
    closedOn: CalendarDate.nullable().describe('Day it was settled, Asia/Shanghai; null while open.'),
  })
  .meta({ id: 'TaxViolation', description: 'One breach of tax law.' });
export type TaxViolation = z.infer<typeof TaxViolation>;

/**
 * One tax audit (稽查).
 *
 * Source: tax bureau, daily. Class E.
 */
export const TaxAudit = z
  .strictObject({
    openedOn: CalendarDate.describe('Day the audit was opened, Asia/Shanghai.'),
    closedOn: CalendarDate.nullable().describe('Day it was closed, Asia/Shanghai; null while open.'),
    assessed: NonNegativeAmountCny.describe('Tax assessed (查补税款), in yuan.'),
    fine: NonNegativeAmountCny.describe('Fine (罚款), in yuan.'),
  })
  .meta({ id: 'TaxAudit', description: 'One tax audit.' });
export type TaxAudit = z.infer<typeof TaxAudit>;
