export { decide } from './decide.ts';
export { featuresOf } from './features-of.ts';
export { isInForce } from './in-force.ts';
export type { CharacteristicScore, Score } from './score.ts';
export { scoreIndicators } from './score-indicators.ts';
