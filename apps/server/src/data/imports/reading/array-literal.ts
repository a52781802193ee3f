/** The text of a PostgreSQL array of numbers or days, which need no quotes. */
export const plainArray = (values: readonly (string | number)[]): string => `{${values.join(',')}}`;

/** The text of a PostgreSQL array of texts (PostgreSQL manual, 8.15.6). */
export const textArray = (values: readonly string[]): string => `{${values.map(element).join(',')}}`;

const SIMPLE = /^[\w.:-]+$/;

const element = (text: string): string =>
  SIMPLE.test(text) && text.toLowerCase() !== 'null' ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
