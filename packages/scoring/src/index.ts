export * from './decision/index.ts';
export { IndicatorInvalid, PolicyInvalid, PolicyNotInForce, type ScoringErrorCode } from './error.ts';
export * from './policies/index.ts';
export * from './policy/index.ts';
