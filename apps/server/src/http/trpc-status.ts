import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';

const KEYS: Readonly<Record<number, TRPC_ERROR_CODE_KEY>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
};

/** tRPC’s name for an HTTP status. */
export const getStatusKeyFromCode = (status: number): TRPC_ERROR_CODE_KEY =>
  KEYS[status] ?? 'INTERNAL_SERVER_ERROR';
