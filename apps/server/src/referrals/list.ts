import type { Referral } from '@xinqiao/contracts';
import { pageArguments } from '../http/list-page.ts';
import type { Handler } from '../http/run-operation.ts';
import { referralView } from './referral-view.ts';

/** The bank’s own queue, newest first. */
export const listReferrals: Handler<'referrals.list'> = ({ services, principal }, input) => {
  const { participantId } = principal;
  const { limit, status } = input;
  return services.database.transaction({ participantId }, async (tx) => {
    const rows = await tx.referral.findMany({
      ...pageArguments(input),
      where: { participantId, ...(status === undefined ? {} : { status }) },
      include: { decision: true },
    });
    const items: Referral[] = [];
    for (const row of rows.slice(0, limit)) items.push(await referralView(services, tx, row));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.referralId ?? null) : null };
  });
};
