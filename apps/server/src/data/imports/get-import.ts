import { PlatformError } from '@xinqiao/contracts';
import type { Handler } from '../../http/run-operation.ts';
import { importView } from './import-view.ts';

/** One own import: how far it is, or what became of it. */
export const getImport: Handler<'sources.getImport'> = async ({ services, principal }, { importId }) => {
  const { participantId } = principal;
  return services.database.transaction({ participantId }, async (tx) => {
    const row = await tx.sourceImport.findUnique({ where: { id: importId, participantId } });
    if (row === null) throw new PlatformError('IMPORT_NOT_FOUND');
    return importView(tx, row);
  });
};
