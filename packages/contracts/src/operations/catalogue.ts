import { z } from 'zod';
import { ConsentTemplate, DisclosureLevel } from '../consent/index.ts';
import { DataItemId } from '../data-items/index.ts';
import { LocalizedText } from '../values/index.ts';
import { operation } from './operation.ts';

/** A data item as the catalogue (数据资源目录) describes it. */
export const CatalogueItem = z
  .strictObject({
    item: DataItemId,
    version: z.int().positive().describe('Version of the item’s schema.'),
    name: LocalizedText.describe('Name of the item.'),
    agency: LocalizedText.describe('Agency that owns the data.'),
    updated: z.string().describe('How often the source is updated: event, day, month, quarter or year.'),
    sensitivity: z.string().describe('P public, E enterprise-confidential, C1–C3 personal (JR/T 0171).'),
    legalBasis: z.string().describe('Law or notice the delivery rests on.'),
    disclosure: z.array(DisclosureLevel).describe('Disclosure levels on offer.'),
    schema: z.record(z.string(), z.unknown()).describe('JSON Schema 2020-12 of the records.'),
  })
  .meta({ id: 'CatalogueItem', description: 'A data item of the catalogue.' });

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
