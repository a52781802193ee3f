import type { Platform } from './platform.ts';

/** Headers of every answer: a new request id, and for a caller with a DPoP token the nonce of her next proof. */
export const replyHeaders = ({ newId, nonces }: Platform, request: Request): Record<string, string> => ({
  'x-request-id': newId('req'),
  ...(request.headers.get('authorization')?.startsWith('DPoP ') ? { 'dpop-nonce': nonces.current() } : {}),
});
