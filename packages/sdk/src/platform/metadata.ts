import { OperatorId } from '@xinqiao/contracts';
import { z } from 'zod';
import { documentFetch } from '../http/document-fetch.ts';
import { readJson } from '../http/response-error.ts';
import { isLoopback, secureUrl } from '../http/secure-url.ts';
import type { Settings } from '../options.ts';
import { parseAnswer } from '../schema.ts';

/** Where a platform's parts are and which keys speak for it: `/.well-known/xinqiao.json`. */
export interface PlatformMetadata {
  readonly operatorId: OperatorId;
  /** Issuer of the authorization server (RFC 8414). */
  readonly issuer: string;
  /** Root of the REST API, without a slash at its end; also its resource indicator (RFC 8707). */
  readonly api: string;
  /** Public keys that sign consents, packages and receipts (RFC 7517). */
  readonly jwksUri: string;
  readonly log: {
    /** Origin line of the log's checkpoints (C2SP tlog-checkpoint). */
    readonly origin: string;
    /** Public key the log signs with at present (C2SP signed-note vkey). */
    readonly verifierKey: string;
    /** Every key the log signed with, that one included: checkpoints kept from before a rotation stay good. */
    readonly verifierKeys: readonly string[];
  };
}

/**
 * Reads the metadata. A platform that was reached over https may not send us to http.
 *
 * @throws {PlatformError} `SERVER_UNREACHABLE`, `RESPONSE_UNEXPECTED`
 */
export async function readMetadata(settings: Settings): Promise<PlatformMetadata> {
  const address = z.string().refine((text) => {
    const url = secureUrl(text);
    return url !== undefined && (settings.insecure || !isLoopback(url));
  });
  const Metadata = z.object({
    operatorId: OperatorId,
    issuer: address,
    api: address,
    jwksUri: address,
    log: z
      .object({
        origin: z.string().min(1),
        verifierKey: z.string().min(1),
        verifierKeys: z.array(z.object({ verifierKey: z.string().min(1) })).default([]),
      })
      .transform(({ origin, verifierKey, verifierKeys }) => ({
        origin,
        verifierKey,
        verifierKeys: [...new Set([verifierKey, ...verifierKeys.map((key) => key.verifierKey)])],
      })),
  });
  const response = await documentFetch(settings)(`${settings.baseUrl}/.well-known/xinqiao.json`);
  return parseAnswer(Metadata, await readJson(response));
}
