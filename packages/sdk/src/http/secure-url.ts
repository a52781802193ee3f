const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** True for http addresses of this very machine: the only ones where TLS protects nothing. */
export const isLoopback = (url: URL): boolean => url.protocol === 'http:' && LOOPBACK.has(url.hostname);

/** Reads an address that data may be sent to: https, or http to this machine. Undefined for any other. */
export function secureUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return undefined;
  return url.protocol === 'https:' || isLoopback(url) ? url : undefined;
}
