export * from './answer.ts';
export type { AnswerDefinition, AtLeastAnswer, BandAnswer } from './answer-definition.ts';
export { ANSWERS } from './answers.ts';
export { type Band, bandsOf } from './bands-of.ts';
