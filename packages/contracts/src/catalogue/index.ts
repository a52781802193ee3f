export * from './catalogue-field.ts';
export * from './catalogue-item.ts';
export { CATALOGUE_WORDS } from './catalogue-words.ts';
export { type IndicatorFamily, indicatorFamilies } from './indicator-families.ts';
