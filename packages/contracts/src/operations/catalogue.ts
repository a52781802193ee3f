import { z } from 'zod';
import { CatalogueItem } from '../catalogue/index.ts';
import { ConsentTemplate } from '../consent/index.ts';
import { operation } from './operation.ts';

export const listItems = operation({
  name: 'catalogue.listItems',
  method: 'GET',
  path: '/v1/catalogue/items',
  summary: { zh: '列出数据项', en: 'List data items' },
  scope: 'catalogue:read',
  input: z.strictObject({}),
  output: z
    .strictObject({ items: z.array(CatalogueItem).describe('All data items.') })
    .meta({ id: 'CatalogueItems', description: 'Data items on offer.' }),
});

export const listTemplates = operation({
  name: 'catalogue.listTemplates',
  method: 'GET',
  path: '/v1/catalogue/templates',
  summary: { zh: '列出授权模板', en: 'List consent templates in force' },
  scope: 'catalogue:read',
  input: z.strictObject({}),
  output: z
    .strictObject({ items: z.array(ConsentTemplate).describe('Templates in force today.') })
    .meta({ id: 'ConsentTemplates', description: 'Consent templates in force.' }),
});

export const exportCatalogue = operation({
  name: 'catalogue.export',
  method: 'GET',
  path: '/v1/catalogue/export',
  summary: { zh: '导出数据目录为电子表格', en: 'Export the catalogue as a spreadsheet' },
  scope: 'catalogue:read',
  input: z.strictObject({
    language: z.enum(['zh-CN', 'en']).default('zh-CN').describe('Language of the words; default zh-CN.'),
  }),
  output: z
    .strictObject({
      fileName: z.string().min(1).describe('Name to keep the file under.'),
      mediaType: z.string().min(1).describe('Media type of the file: Office Open XML workbook.'),
      content: z.base64().describe('The file, base64. The same catalogue gives the same bytes.'),
    })
    .meta({ id: 'CatalogueExport', description: 'The catalogue as a workbook (xlsx).' }),
});
