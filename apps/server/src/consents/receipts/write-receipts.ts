import { CONSENT_RECEIPT_TYPE, ConsentArtefact } from '@xinqiao/contracts';
import { type Database, type MissingReceipt, missingReceipts, type Tx } from '@xinqiao/db';
import canonicalize from 'canonicalize';
import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { isGenuine } from '../../keys/genuine.ts';
import type { PlatformSigner } from '../../keys/statement.ts';
import type { Services } from '../../services.ts';
import type { Round } from '../../worker/worker.ts';
import { buildReceipt } from './build-receipt.ts';

/** Most receipts written in one transaction. */
const BATCH = 50;

type ReceiptServices = Pick<Services, 'clock' | 'logger' | 'vault'> & {
  readonly signer: Pick<PlatformSigner, 'sign'>;
  /** Scheme, host and port of the platform. */
  readonly origin: string;
};

/**
 * Writes and signs the receipt of every change of a consent that was ever agreed to, once, on however many workers. A
 * change that no receipt can be made of is logged and passed over; it holds up nobody else.
 *
 * @param database Connections as `xinqiao_worker`.
 */
export function receiptRound(services: ReceiptServices, database: Database): Round {
  const broken = new Set<string>();
  return {
    name: 'receipts',
    pauseMs: 500,
    run: () =>
      database.transaction({}, async (tx) => {
        const missing = await missingReceipts(tx, BATCH, [...broken]);
        for (const change of missing) {
          const { consentId, revision } = change;
          const payload = await receiptOf(services, tx, change);
          if (payload instanceof Error) {
            services.logger.error({ err: payload, consentId, revision }, 'receipt cannot be written');
            broken.add(`${consentId}/${revision}`);
            continue;
          }
          const receipt = await services.signer.sign(CONSENT_RECEIPT_TYPE, payload);
          await tx.consentRevision.update({
            where: { consentId_revision: { consentId, revision } },
            data: { receipt },
          });
        }
        return missing.length;
      }),
  };
}

/** The text to sign, or why there is none. */
async function receiptOf(
  { clock, vault, origin }: ReceiptServices,
  tx: Tx,
  change: MissingReceipt,
): Promise<string | Error> {
  const { consentId, revision } = change;
  const agreed = await tx.consentRevision.findFirst({
    where: { consentId, revision: { lte: revision }, artefact: { not: null } },
    orderBy: { revision: 'desc' },
    select: { artefact: true },
  });
  const artefactJws = agreed?.artefact;
  if (artefactJws == null) return new Error('nothing was agreed to');
  const artefact = await openArtefact(vault, tx, artefactJws, consentId);
  if (artefact instanceof Error) return artefact;
  const bank = await tx.participant.findUnique({ where: { id: artefact.DataConsumer.participantId } });
  if (bank === null) return new Error('no such participant');
  const facts = { change, artefact, artefactJws, origin, issuedAt: clock.now() };
  try {
    return canonicalize(buildReceipt({ ...facts, bank: { zh: bank.nameZh, en: bank.nameEn } })) as string;
  } catch (error) {
    return error as Error;
  }
}

/**
 * What was signed when it was agreed to. The signature is verified, by a key that was made with the installation's
 * secret: whoever could write rows, and no more, must not get a receipt for what nobody agreed to.
 */
async function openArtefact(
  vault: ReceiptServices['vault'],
  tx: Tx,
  jws: string,
  consentId: string,
): Promise<ConsentArtefact | Error> {
  try {
    const { kid = '', typ } = decodeProtectedHeader(jws);
    const key = await tx.signingKey.findUnique({ where: { kid } });
    const ours = key !== null && key.purpose === 'CONSENT' && isGenuine(vault, key);
    if (typ !== 'xinqiao-consent+jwt' || !ours) return new Error('not an artefact of ours');
    const publicKey = await importJWK(key.publicJwk as JWK, 'ES256');
    const { payload } = await compactVerify(jws, publicKey, { algorithms: ['ES256'] });
    const artefact = ConsentArtefact.parse(JSON.parse(new TextDecoder().decode(payload)));
    return artefact.consentId === consentId ? artefact : new Error('an artefact of another consent');
  } catch (error) {
    return error as Error;
  }
}
