import { cutPage, pageArguments } from '../../http/list-page.ts';
import type { Handler } from '../../http/run-operation.ts';
import { importView } from './import-view.ts';

/** A participant’s own imported files, newest first. */
export const listImports: Handler<'sources.listImports'> = async ({ services, principal }, input) => {
  const { participantId } = principal;
  const { status, contentHash } = input;
  return services.database.transaction({ participantId }, async (tx) => {
    const rows = await tx.sourceImport.findMany({
      ...pageArguments(input),
      where: {
        participantId,
        ...(status === undefined ? {} : { status }),
        ...(contentHash === undefined ? {} : { contentHash }),
      },
    });
    const { items, nextCursor } = cutPage(rows, input.limit, (row) => row);
    const views = [];
    for (const row of items) views.push(await importView(tx, row));
    return { items: views, nextCursor };
  });
};
