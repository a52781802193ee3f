import { DeletionAttestation, STOP_STATEMENT_TYPES } from '@xinqiao/contracts';
import { lastDelivery } from '@xinqiao/db';
import canonicalize from 'canonicalize';
import { decodeJwt } from 'jose';
import type { Handler } from '../../http/run-operation.ts';
import { takeWord } from './bank-word.ts';
import { CLOCK_SKEW_MS, statementFault } from './open-statement.ts';
import { findStop } from './stop-view.ts';

/**
 * The bank's signed word that what it read is deleted, but for what a law makes it keep. It is checked against what was
 * delivered, stored and logged; saying the same again changes nothing, and what was attested is not attested otherwise.
 */
export const attestDeletion: Handler<'consents.attestDeletion'> = (context, { attestation, ...about }) =>
  takeWord(context, {
    ...{ ...about, jws: attestation },
    ...{ type: STOP_STATEMENT_TYPES.attestation, schema: DeletionAttestation },
    async keep(tx, { consentId, revision, kind }, payload, now) {
      const { clock } = context.services;
      if (kind === 'PAUSED') throw statementFault('NOT_ENDED');
      // A sandbox may be ahead of the real time; a bank's clock is one of the two.
      const ahead = Math.max(0, clock.now().getTime() - now.getTime());
      const deletedAt = Date.parse(payload.deletedAt);
      if (deletedAt > now.getTime() + ahead + CLOCK_SKEW_MS) throw statementFault('TIME');
      // What was delivered stands in our own rows, and after a stop nothing more comes.
      const lastRead = (await lastDelivery(tx, consentId))?.getTime() ?? Number.NEGATIVE_INFINITY;
      if (deletedAt < lastRead - ahead - CLOCK_SKEW_MS) throw statementFault('BEFORE_DELIVERY');
      const delivered = await tx.package.count({ where: { consentId } });
      if (payload.packages < delivered && payload.retained.length === 0)
        throw statementFault('PACKAGES_MISSING');

      const { count } = await tx.consentStop.updateMany({
        where: { consentId, revision, attestation: null },
        data: { attestation, attestedAt: clock.now() },
      });
      if (count === 0) {
        const stored = await findStop(tx, payload.participantId, payload);
        if (!saysTheSame(stored.attestation, payload)) throw statementFault('ALREADY_ATTESTED');
        return undefined;
      }
      const { packages, method, retained } = payload;
      return {
        kind: 'DELETION_ATTESTED',
        detail: {
          ...{ packages, method, deletedAt: payload.deletedAt },
          retained: retained.map(({ basis, until }) => ({ basis, until })),
        },
      };
    },
  });

/** Signed anew, the same words are the same attestation. */
const saysTheSame = (stored: string | null, payload: DeletionAttestation): boolean =>
  stored !== null && canonicalize(DeletionAttestation.parse(decodeJwt(stored))) === canonicalize(payload);
