import type { CalendarDate, PolicyResult } from '@xinqiao/contracts';
import { type Applicant, compilePolicy, isInForce, parsePolicy, policySql } from '@xinqiao/scoring';
import type { Client } from 'pg';

/** In memory: the policy as a function. */
export function score(document: unknown, applicants: Iterable<Applicant>, day: CalendarDate): PolicyResult[] {
  const policy = compilePolicy(parsePolicy(document));
  return Array.from(applicants, (applicant) => policy.decide(policy.read(applicant), day));
}

/** Where the data lie: the policy as one SELECT over a table `portfolio`; results by its `id`. */
export async function scoreInDatabase(
  document: unknown,
  client: Client,
  day: CalendarDate,
): Promise<Map<string, PolicyResult>> {
  const policy = parsePolicy(document);
  if (!isInForce(policy, day))
    throw new Error(`${policy.policyId}@${policy.version} does not decide on ${day}`);
  const { select, readRow } = policySql(policy, 'portfolio');
  const { rows } = await client.query(select);
  return new Map(rows.map((row) => [String(row.id), readRow(row)]));
}
