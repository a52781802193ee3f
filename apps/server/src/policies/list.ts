import { listPolicyVersions } from '@xinqiao/db';
import { POLICIES } from '@xinqiao/scoring';
import type { Handler } from '../http/run-operation.ts';
import { deliveredSummary, listedView } from './policy-view.ts';

/** In what of a cursor the name of a delivered version differs from an id. */
const AT = '@';

/**
 * Versions a bank may decide by or is working on, newest first: its own and those the operator has put in force (row
 * security says which), then those the platform was delivered with. Rows stand here as they lie: what is genuine is looked
 * at where one is shown with its document, takes a step or decides.
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
      ...rows.map((row) => ({ next: row.id, item: listedView(row) })),
      ...delivered.slice(from).map(([name, policy]) => ({ next: name, item: deliveredSummary(policy) })),
    ];
    const shown = all.slice(0, limit);
    return {
      items: shown.flatMap(({ item }) => item ?? []),
      nextCursor: all.length > limit ? (shown.at(-1)?.next ?? null) : null,
    };
  });
