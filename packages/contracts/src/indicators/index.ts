export * from './indicator.ts';
export {
  GAP_WINDOWS,
  GROWTH_WINDOWS,
  type IndicatorDefinition,
  type IndicatorRange,
  type IndicatorUnit,
  QUARTER_WINDOWS,
  WINDOWS,
  YEAR_ON_YEAR_WINDOWS,
} from './indicator-definition.ts';
export { INDICATORS } from './indicators.ts';
