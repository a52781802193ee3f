import type { PolicyResult } from '@xinqiao/contracts';

/** The table of decisions: what {@link line} writes, column by column. A rate keeps the places it was written with. */
export const DECIDED_COLUMNS = [
  'id BIGINT NOT NULL',
  'outcome TEXT NOT NULL',
  'loan_limit NUMERIC(18,2) NOT NULL',
  'bound_by TEXT',
  'annual_rate NUMERIC',
  'rating TEXT',
  'score INTEGER',
  'default_probability NUMERIC',
  'reasons TEXT NOT NULL',
  'missing TEXT NOT NULL',
].join(', ');

/**
 * A decision as a line of COPY’s text format, without its end: what is written is what is hashed. Reasons are codes with
 * the points they cost. Codes, names and ratings passed patterns that have no tab, blank or backslash.
 */
export function line(id: number, result: PolicyResult): string {
  const { outcome, limit, limitBoundBy, annualRate, rating, score, defaultProbability, missing } = result;
  let reasons = '';
  for (const { code, pointsLost } of result.reasons) reasons += `${reasons && ' '}${code}:${pointsLost}`;
  return `${id}\t${outcome}\t${limit}\t${limitBoundBy ?? '\\N'}\t${annualRate ?? '\\N'}\t${rating ?? '\\N'}\t${score ?? '\\N'}\t${defaultProbability ?? '\\N'}\t${reasons}\t${missing.join(' ')}`;
}
