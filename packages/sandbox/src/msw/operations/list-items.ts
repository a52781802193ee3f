import { catalogueItem, DATA_ITEMS } from '@xinqiao/catalogue';
import type { Handler } from './operation-handler.ts';

/** All data items, as the catalogue describes them. */
export const listItems: Handler<'catalogue.listItems'> = async () => ({
  items: Object.values(DATA_ITEMS).map(catalogueItem),
});
