import type { Services } from '../../services.ts';

/** SHA-256 of a compact JWS, base64url: what the log keeps of it. */
export const statementHash = ({ sha256 }: Pick<Services, 'sha256'>, jws: string): string =>
  Buffer.from(sha256(new TextEncoder().encode(jws))).toString('base64url');
