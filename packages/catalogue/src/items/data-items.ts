import { DATA_ITEM_IDS, type DataItemId } from '@xinqiao/contracts';
import { COURT_ITEMS } from './court-items.ts';
import type { DataItemDefinition } from './data-item-definition.ts';
import { INVOICE_ITEMS } from './invoice-items.ts';
import { LIVELIHOOD_ITEMS } from './livelihood-items.ts';
import { REGISTRATION_ITEMS } from './registration-items.ts';
import { TAX_ITEMS } from './tax-items.ts';

type DataItems = { readonly [K in DataItemId]: DataItemDefinition & { readonly id: K } };

const byAgency: DataItems = {
  ...REGISTRATION_ITEMS,
  ...TAX_ITEMS,
  ...INVOICE_ITEMS,
  ...LIVELIHOOD_ITEMS,
  ...COURT_ITEMS,
};

/** Every data item a consent can name, in catalogue order. */
export const DATA_ITEMS = Object.fromEntries(DATA_ITEM_IDS.map((id) => [id, byAgency[id]])) as DataItems;
