import { type AgencyHoldings, type MessageJwk, serveAgency, signingKey, verifyingKey } from '@xinqiao/agency';
import type { TaxCreditGrade } from '@xinqiao/contracts';

/** Your own query: a firm's grades, oldest first, and when they last changed; undefined if you do not know the firm. */
type Query = (code: string) => Promise<{ grades: TaxCreditGrade[]; changedAt: Date } | undefined>;

/** Serves the tax credit grades of your own database. */
export function serveGrades(query: Query, yourKey: MessageJwk, platformKey: MessageJwk, port: number) {
  const holdings: AgencyHoldings = {
    items: ['tax.credit-grades'],
    async read({ scheme, code }) {
      const found = scheme === 'uscc' ? await query(code) : undefined;
      if (found === undefined) return { kind: 'no-data', asOf: null, version: null };
      const changedAt = found.changedAt.toISOString();
      return { kind: 'records', records: found.grades, asOf: changedAt, version: changedAt };
    },
  };
  const keys = { key: signingKey(yourKey), platformKeys: [verifyingKey(platformKey)] };
  return serveAgency({ holdings, ...keys, port });
}
