import { type KeyHistory, keyCovers, PlatformError } from '@xinqiao/contracts';
import { type VerifiedArtefact, verifyConsentArtefact } from '@xinqiao/sdk';
import { z } from 'zod';
import { type KeyHistoryOptions, keyHistoryOf, statementIn } from '../keys/key-history.ts';
import { verifySm2 } from './sm2.ts';

export interface VerifyConsentOptions extends KeyHistoryOptions {
  /** File with the artefact: the compact JWS alone, or a consent as the platform answers it, JSON. */
  readonly file: string;
  readonly json: boolean;
}

const Saved = z.object({ artefact: z.string(), artefactSm2: z.string().nullable().default(null) });

/**
 * Verifies a consent artefact, offline where a key history is given: signature, purpose of the key, and that it was in
 * force when it signed. An SM2 signature beside it is verified too.
 */
export async function verifyConsent(options: VerifyConsentOptions): Promise<void> {
  const { artefact: jws, artefactSm2 } = saved(await statementIn(options.file));
  const history = await keyHistoryOf(options);
  const verified = await verifyConsentArtefact(jws, history);
  const sm2KeyId = artefactSm2 === null ? null : sm2Key(artefactSm2, verified, history);

  const { artefact, keyId, signedAt } = verified;
  process.stderr.write(
    `${artefact.consentId} · revision ${artefact.revision} · ${history.operatorId}\n` +
      `${artefact.Customer.name} → ${artefact.DataConsumer.name}: ${artefact.Purpose.text}\n` +
      `${artefact.dataItems.join(', ')} · ${artefact.disclosure} · ${artefact.FIDataRange.from} – ${artefact.FIDataRange.to}\n` +
      `${artefact.consentStart} – ${artefact.consentExpiry}\n` +
      `signed ${signedAt.toISOString()} with ${keyId}, in force then\n` +
      (sm2KeyId === null ? '' : `SM2 signature verified, ${sm2KeyId}\n`),
  );
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ ok: true, keyId, signedAt: signedAt.toISOString(), sm2KeyId, artefact })}\n`,
    );
}

function saved(content: string): z.output<typeof Saved> {
  if (!content.startsWith('{')) return { artefact: content, artefactSm2: null };
  try {
    return Saved.parse(JSON.parse(content));
  } catch (cause) {
    throw new PlatformError('CONFIGURATION_INVALID', { details: { setting: 'file' }, cause });
  }
}

/** Verifies the SM2 signature over the same text. @returns id of its key */
function sm2Key(text: string, { text: signed, signedAt }: VerifiedArtefact, { keys }: KeyHistory): string {
  const [, keyId = '', signature = ''] = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/.exec(text) ?? [];
  const refuse = (reason: string) => new PlatformError('SIGNATURE_INVALID', { details: { reason } });
  const key = keys.find(({ kid, alg }) => kid === keyId && alg === 'SM2');
  if (key === undefined) throw refuse('SM2_KEY_UNKNOWN');
  if (key.purpose !== 'CONSENT') throw refuse('SM2_KEY_PURPOSE');
  if (!keyCovers(key, signedAt.getTime() / 1000)) throw refuse('SM2_KEY_NOT_IN_FORCE');
  if (!verifySm2(key, signed, Buffer.from(signature, 'base64url'))) throw refuse('SM2_SIGNATURE');
  return keyId;
}
