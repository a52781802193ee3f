import { catalogueItem, DATA_ITEMS } from '@xinqiao/catalogue';
import type { Handler } from '../http/run-operation.ts';

/** The catalogue does not change while the server runs. */
const answer = { items: Object.values(DATA_ITEMS).map(catalogueItem) };

export const listItems: Handler<'catalogue.listItems'> = async () => answer;
