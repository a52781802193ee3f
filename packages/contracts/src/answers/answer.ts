import { z } from 'zod';
import { ANSWERS } from './answers.ts';

export type AnswerName = keyof typeof ANSWERS;
export const ANSWER_NAMES = Object.keys(ANSWERS) as [AnswerName, ...AnswerName[]];

/** Name of an answer; its question and bounds are in the catalogue. */
export const AnswerName = z
  .enum(ANSWER_NAMES)
  .meta({ id: 'AnswerName', description: 'Answer of the catalogue (信息核查).' });

/** Code of a band: `B0` lies below the first edge, `B1` from the first edge up to the second, and so on. */
export const BandCode = z
  .string()
  .regex(/^B[0-9]$/)
  .meta({
    id: 'BandCode',
    description: 'Band: B0 below the first edge, B1 from it to the second, and so on.',
  });
export type BandCode = z.infer<typeof BandCode>;

/** True or false for AT_LEAST, a band code for BAND, null where the indicator is not known. */
export const AnswerValue = z
  .union([z.boolean(), BandCode, z.null()])
  .describe('True or false, a band code such as "B2", or null = not known.');
export type AnswerValue = z.infer<typeof AnswerValue>;

/** Answers about one subject. A name that is absent was not asked; null was asked and is not known. */
export const Answers = z
  .partialRecord(AnswerName, AnswerValue)
  .meta({ id: 'Answers', description: 'Answers by name.' });
export type Answers = z.infer<typeof Answers>;
