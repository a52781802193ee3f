export {
  APPLICANTS,
  type ApplicantKind,
  ASSUMPTIONS,
  type Assumption,
  WORLD,
  type World,
} from './assumptions.ts';
export type { Figures } from './figures.ts';
export { PUBLISHED, PUBLISHED_SOURCE } from './published.ts';
export {
  type Effect,
  FIGURES,
  type FigureName,
  type KindResult,
  type SimulationResult,
  type Spread,
  simulationResult,
} from './result.ts';
export { base, type Move, moves, type Scenario, scenarios } from './scenarios.ts';
export { type ApplicationRow, addTallies, type Simulate, simulator, type Tallies } from './simulator.ts';
