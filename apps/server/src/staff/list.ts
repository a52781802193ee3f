import type { Handler } from '../http/run-operation.ts';
import { staffView } from './staff-view.ts';

/** Everybody who works or worked for the operator. */
export const listStaff: Handler<'staff.list'> = async ({ services, principal }) => {
  const { participantId } = principal;
  const rows = await services.operatorDatabase.transaction({ participantId }, (tx) =>
    tx.identity.findMany({
      where: { participantId },
      include: { applications: { where: { participantId } } },
      orderBy: { id: 'asc' },
    }),
  );
  return { items: rows.map(staffView) };
};
