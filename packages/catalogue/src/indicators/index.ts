export { computeIndicators, indicatorsOf } from './compute-indicators.ts';
