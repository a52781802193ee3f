import { z } from 'zod';
import { CalendarDate, Instant, type LocalizedText } from '../values/index.ts';
import { plainName } from './plain-name.ts';

/** Languages of messages: keys of {@link LocalizedText}. */
export const MessageLanguage = z.enum(['zh', 'en']).describe('zh Simplified Chinese, en English.');
export type MessageLanguage = z.infer<typeof MessageLanguage>;

/** One thing a template may tell: what it takes, and how a person reads it. */
export interface Parameter<Value extends string = string> {
  readonly schema: z.ZodType<Value>;
  /** Whether it was written by somebody else and can be of any length. */
  readonly free: boolean;
  format(value: Value, language: MessageLanguage): string;
}

/** A name that somebody chose; made harmless before it is stored, and again before it is shown. */
export const name: Parameter = {
  schema: z.string().min(1).max(200).transform(plainName),
  free: true,
  format: plainName,
};

/** An id of ours. */
export const id: Parameter = {
  schema: z.string().regex(/^[a-z]{3}_[0-9a-f-]{36}$/),
  free: false,
  format: (value) => value,
};

/** What only its reader may know: kept encrypted, opened when the message is written. */
export const secret: Parameter = {
  schema: z.string().min(1).max(400),
  free: false,
  format: (value) => value,
};

/** A name kept as {@link secret}: made harmless when it is shown, because it cannot be before. */
export const secretName: Parameter = {
  schema: z.string().min(1).max(2_000),
  free: true,
  format: plainName,
};

/** A text of several lines kept as {@link secret}, each line made harmless when it is shown. */
export const secretText: Parameter = {
  schema: z.string().min(1).max(40_000),
  free: true,
  format: (value) => value.trim().split('\n').map(plainName).join('\n'),
};

/** A number of a request as it is said and typed: two groups of four letters and digits. */
export const reference: Parameter = {
  schema: z.string().regex(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
  free: false,
  format: (value) => value,
};

/** A moment, shown as day and minute, Asia/Shanghai. */
export const moment: Parameter<Instant> = {
  schema: Instant,
  free: false,
  format: (value) => new Date(Date.parse(value) + SHANGHAI_MS).toISOString().slice(0, 16).replace('T', ' '),
};
const SHANGHAI_MS = 8 * 3_600_000;

/** A day, Asia/Shanghai. */
export const day: Parameter<CalendarDate> = {
  schema: CalendarDate,
  free: false,
  format: (value) => value,
};

/** One of a closed list of codes, shown in words. */
export const code = <const Words extends Readonly<Record<string, LocalizedText>>>(
  words: Words,
): Parameter<keyof Words & string> => ({
  schema: z.enum(Object.keys(words) as [keyof Words & string, ...(keyof Words & string)[]]),
  free: false,
  format: (value, language) => (words[value] as LocalizedText)[language],
});
