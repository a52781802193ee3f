import { listPolicyVersions } from '@xinqiao/db';
import { POLICIES } from '@xinqiao/scoring';
import type { Handler } from '../http/run-operation.ts';
import { deliveredSummary, summaryView } from './policy-view.ts';

/** In what of a cursor the name of a delivered version differs from an id. */
const AT = '@';

/**
 * Versions a bank may decide by or is working on, newest first: its own and those the operator has put in force (row
 * security says which), then those the platform was delivered with.
 */
export const listPolicies: Handler<'policies.list'> = ({ services, principal }, { limit, cursor, status }) =>
  services.database.transaction({ participantId: principal.participantId }, async (tx) => {
    const amongDelivered = cursor?.includes(AT) === true;
    const rows = amongDelivered
      ? []
      : await listPolicyVersions(tx, { status, after: cursor, limit: limit + 1 });
    const delivered = status === undefined || status === 'ACTIVE' ? [...POLICIES].reverse() : [];
    // A name that nobody delivered is the cursor of nothing.
    const from = amongDelivered
      ? delivered.findIndex(([name]) => name === cursor) + 1 || delivered.length
      : 0;
    const all = [
      ...rows.map((row) => ({ next: row.id, item: summaryView(row) })),
      ...delivered.slice(from).map(([name, policy]) => ({ next: name, item: deliveredSummary(policy) })),
    ];
    const shown = all.slice(0, limit);
    return {
      items: shown.map(({ item }) => item),
      nextCursor: all.length > limit ? (shown.at(-1)?.next ?? null) : null,
    };
  });
