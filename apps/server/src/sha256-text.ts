import { hash } from 'node:crypto';

/** SHA-256 of a text in UTF-8, base64url: what is kept of a notice, a document or a compact JWS. */
export const sha256Text = (text: string): string => hash('sha256', text, 'base64url');
