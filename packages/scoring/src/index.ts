export * from './compile/index.ts';
export * from './decision/index.ts';
export {
  CountsInvalid,
  FeatureInvalid,
  PmmlInvalid,
  PolicyInvalid,
  PolicyNotInForce,
  type ScoringErrorCode,
} from './error.ts';
export * from './pmml/index.ts';
export * from './policies/index.ts';
export * from './policy/index.ts';
export * from './warnings/index.ts';
export * from './watch/index.ts';
