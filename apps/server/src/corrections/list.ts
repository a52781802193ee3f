import type { Correction } from '@xinqiao/contracts';
import { pageArguments } from '../http/list-page.ts';
import type { Handler } from '../http/run-operation.ts';
import { correctionView } from './correction-view.ts';

/** Objections this agency is asked about, newest first; the operator’s staff sees all (row security says who is who). */
export const listCorrections: Handler<'corrections.list'> = ({ services, principal }, input) => {
  const { database, vault, clock } = services;
  const { limit, status } = input;
  return database.transaction({ participantId: principal.participantId }, async (tx) => {
    const rows = await tx.correction.findMany({
      ...pageArguments(input),
      where: status === undefined ? {} : { status },
    });
    const items: Correction[] = [];
    for (const row of rows.slice(0, limit)) items.push(await correctionView(vault, tx, row, clock.instant()));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.correctionId ?? null) : null };
  });
};
