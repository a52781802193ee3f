import { readFile, writeFile } from 'node:fs/promises';
import { type KeyHistory, keyCovers, PlatformError } from '@xinqiao/contracts';
import {
  type FetchedKeyHistory,
  fetchKeyHistory,
  openKeyHistory,
  type VerifiedArtefact,
  verifyConsentArtefact,
} from '@xinqiao/sdk';
import { z } from 'zod';
import { verifySm2 } from './sm2.ts';

export interface VerifyConsentOptions {
  /** File with the artefact: the compact JWS alone, or a consent as the platform answers it, JSON. */
  readonly file: string;
  /** File with the key history, kept from before. Default: the one the platform publishes at this moment. */
  readonly keys?: string;
  /** Address of the platform, where no key history is given. */
  readonly url: string;
  /** File to write the key history to that was used, so that it can be kept beside the artefact. */
  readonly saveKeys?: string;
  readonly json: boolean;
}

const Saved = z.object({ artefact: z.string(), artefactSm2: z.string().nullable().default(null) });

/**
 * Verifies a consent artefact, offline where a key history is given: signature, purpose of the key, and that it was in
 * force when it signed. An SM2 signature beside it is verified too.
 */
export async function verifyConsent(options: VerifyConsentOptions): Promise<void> {
  const { artefact: jws, artefactSm2 } = saved((await text(options.file)).trim());
  const { jws: list, history } =
    options.keys === undefined ? await fetchKeyHistory({ baseUrl: options.url }) : await kept(options.keys);
  if (options.saveKeys !== undefined) await writeFile(options.saveKeys, `${list}\n`);
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

async function kept(path: string): Promise<FetchedKeyHistory> {
  const jws = (await text(path)).trim();
  return { jws, history: await openKeyHistory(jws) };
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

async function text(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new PlatformError('CONFIGURATION_INVALID', { details: { setting: path }, cause });
  }
}
