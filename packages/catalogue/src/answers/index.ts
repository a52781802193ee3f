export { answerOf, answersOf, computeAnswers } from './compute-answers.ts';
