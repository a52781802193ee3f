import type { Vault } from '../keys/vault.ts';
import { newWebhookSecret } from './webhook-key.ts';

/** What a sealed secret is bound to: moved to another endpoint it does not open. */
const labelOf = (endpointId: string): string => `webhook secret of ${endpointId}`;

/** A new secret of an endpoint, sealed. */
export const sealNewSecret = (vault: Vault, endpointId: string): string =>
  vault.seal(labelOf(endpointId), Buffer.from(newWebhookSecret()).toString('base64'));

/** The secret's bytes. @throws when it was sealed for another endpoint */
export const unsealSecret = (vault: Vault, endpointId: string, sealed: string): Uint8Array =>
  new Uint8Array(Buffer.from(vault.unseal(labelOf(endpointId), sealed), 'base64'));
