import type { Handler } from '../http/run-operation.ts';
import { correctionView, findCorrection } from './correction-view.ts';

/** One objection. Another agency’s and a missing one look the same. */
export const getCorrection: Handler<'corrections.get'> = ({ services, principal }, { correctionId }) =>
  services.database.transaction({ participantId: principal.participantId }, async (tx) =>
    correctionView(services.vault, tx, await findCorrection(tx, correctionId), services.clock.instant()),
  );
