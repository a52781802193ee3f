export { DATA_ITEMS, type DataItemDefinition, type DataLevel, type Sensitivity } from './data-items.ts';
