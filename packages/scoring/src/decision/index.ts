export { alternativesOf } from './alternatives.ts';
export {
  type Change,
  type Counterfactual,
  type CounterfactualOptions,
  type Counterfactuals,
  counterfactuals,
} from './counterfactuals.ts';
export { decide, decidingFeatures } from './decide.ts';
export type { Applicant } from './feature-values.ts';
export { featuresOf } from './features-of.ts';
export { isInForce } from './in-force.ts';
export { inputsOf, itemsOf } from './inputs-of.ts';
export { type OfferBounds, offerBounds } from './offer-bounds.ts';
export { type Replay, type Replayable, replay } from './replay.ts';
export type { CharacteristicScore, Score } from './score.ts';
export { scoreApplicant } from './score-applicant.ts';
