import { z } from 'zod';
import { LocalizedText } from '../values/index.ts';

/** P public, E enterprise-confidential, C1 to C3 personal, C3 being the gravest (JR/T 0171). */
export const Sensitivity = z
  .enum(['P', 'E', 'C1', 'C2', 'C3'])
  .describe('P public, E enterprise-confidential, C1–C3 personal, C3 being the gravest (JR/T 0171).');
export type Sensitivity = z.infer<typeof Sensitivity>;

/** Level under 银行保险机构数据安全管理办法 (金规〔2024〕24号). */
export const DataLevel = z
  .enum(['CORE', 'IMPORTANT', 'SENSITIVE', 'GENERAL'])
  .describe('核心 CORE, 重要 IMPORTANT, 敏感 SENSITIVE, 其他一般 GENERAL (金规〔2024〕24号).');
export type DataLevel = z.infer<typeof DataLevel>;

/** How a field is written. */
export const FieldType = z
  .enum([
    ...(['AMOUNT', 'DECIMAL', 'RATIO', 'INTEGER', 'BOOLEAN'] as const),
    ...(['DATE', 'MONTH', 'CODE', 'TEXT', 'LIST'] as const),
  ])
  .describe(
    'AMOUNT yuan, DECIMAL and RATIO as decimal strings, INTEGER, BOOLEAN, DATE YYYY-MM-DD, MONTH YYYY-MM, CODE one of the codes, TEXT, LIST of entries.',
  );
export type FieldType = z.infer<typeof FieldType>;

/** One field of the records of a data item. */
export const CatalogueField = z
  .strictObject({
    path: z
      .string()
      .regex(/^[a-zA-Z0-9]+((\[\])?\.[a-zA-Z0-9]+)*$/)
      .describe(
        'Where it stands in a record: `period`; `abnormalListings[].listedOn` in an entry of a list.',
      ),
    name: LocalizedText.describe('Name of the field.'),
    description: LocalizedText.describe('What it means.'),
    type: FieldType,
    unit: LocalizedText.nullable().describe('Unit; null where none applies.'),
    mayBeNull: z.boolean().describe('Whether it may be null.'),
    codes: z
      .array(
        z
          .strictObject({
            code: z.string().min(1).describe('The code as it is delivered.'),
            name: LocalizedText.describe('What it stands for.'),
          })
          .meta({ id: 'CatalogueCode', description: 'A code and what it stands for.' }),
      )
      .describe('Codes of a CODE; empty for other types.'),
    sensitivity: Sensitivity,
    level: DataLevel,
  })
  .meta({ id: 'CatalogueField', description: 'One field of the records of a data item.' });
export type CatalogueField = z.infer<typeof CatalogueField>;
