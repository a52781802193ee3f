export { catalogueItem } from './catalogue-item.ts';
export type { DataItemDefinition, ItemVersion } from './data-item-definition.ts';
export { DATA_ITEMS } from './data-items.ts';
export { fieldName } from './fields/field-name.ts';
