export { PMML_PROBLEMS, type PmmlProblem, type PmmlProblemCode } from './problem.ts';
export { type PmmlOptions, type PmmlScorecard, readPmml } from './read-pmml.ts';
export { writePmml } from './write-pmml.ts';
