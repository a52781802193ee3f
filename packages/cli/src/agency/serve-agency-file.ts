import { AgencyError, documentHoldings, serveAgency } from '@xinqiao/agency';
import { readDocument, readPrivateKey, readPublicKey, wrong } from './agency-files.ts';

export interface ServeOptions {
  /** The agency’s credentials file. */
  readonly key: string;
  /** The platform’s public keys, a file each. */
  readonly platform: readonly string[];
  readonly data: string;
  readonly port: string;
  readonly host: string;
  readonly origin?: string;
}

/**
 * Runs the reference service of an agency on a file of records, until it is told to stop.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID`
 */
export async function serveAgencyFile({
  key,
  platform,
  data,
  port,
  host,
  origin,
}: ServeOptions): Promise<void> {
  const number = Number(port);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) throw wrong('--port', 'is not a port');
  const document = readDocument('--data', data);
  const service = await serveAgency({
    holdings: documentHoldings(document),
    key: readPrivateKey('--key', key),
    platformKeys: platform.map((path) => readPublicKey('--platform', path)),
    port: number,
    host,
    ...(origin === undefined ? {} : { origin }),
    onFailure: (_error, item) => process.stderr.write(`failed: ${item ?? 'a request'}\n`),
  }).catch((error: unknown) => {
    throw unable(error);
  });
  process.stderr.write(`serving ${document.items.length} items at ${service.origin}\n`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await service.close();
}

/** Why it does not serve, by the setting that is to blame. */
function unable(error: unknown): unknown {
  if (error instanceof AgencyError) return wrong('--origin', error.message);
  const { code } = error as { readonly code?: unknown };
  if (code === 'EADDRINUSE' || code === 'EACCES') return wrong('--port', 'is taken, or not for you to use');
  return code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
    ? wrong('--host', 'is no address of this machine')
    : error;
}
