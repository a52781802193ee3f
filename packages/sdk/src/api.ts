import { OPERATIONS, type Operation, PlatformError } from '@xinqiao/contracts';
import * as oauth from 'openid-client';
import type { z } from 'zod';
import { attempt } from './http/attempt.ts';
import { readJson, responseError } from './http/response-error.ts';
import { withRetries } from './http/retry.ts';
import { lazy } from './lazy.ts';
import { useFetch } from './oauth/authorization-server.ts';
import type { BankToken } from './oauth/bank-token.ts';
import { oauthStep } from './oauth/oauth-step.ts';
import type { RequestOptions, Settings, WriteOptions } from './options.ts';
import type { PlatformMetadata } from './platform/metadata.ts';
import { parseAnswer, parseInput } from './schema.ts';

interface ApiRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | ReadableStream<Uint8Array> | null;
}

/** Calls operations of the contract over REST, under the bank's own DPoP-bound token. */
export class Api {
  readonly #settings: Settings;
  readonly #metadata: () => Promise<PlatformMetadata>;
  readonly #token: BankToken;
  /** Apart from the token endpoint's: the library keeps one nonce per origin, and both may share an origin. */
  readonly #dpop = lazy(async () =>
    oauth.getDPoPHandle(await this.#configuration({}), await this.#token.keyPair()),
  );

  constructor(settings: Settings, metadata: () => Promise<PlatformMetadata>, token: BankToken) {
    this.#settings = settings;
    this.#metadata = metadata;
    this.#token = token;
  }

  /**
   * Checks the input, sends it, retries what may be repeated, checks the answer against the contract.
   *
   * @throws {PlatformError} `VALIDATION_FAILED` before the request is sent; codes of the operation;
   * `SERVER_UNREACHABLE`, `RESPONSE_UNEXPECTED`
   */
  async call<O extends Operation>(
    operation: O,
    input: z.input<O['input']>,
    options: WriteOptions = {},
  ): Promise<z.output<O['output']>> {
    const parsed: Record<string, unknown> = parseInput(operation.input, input);
    const { api } = await this.#metadata();
    const request = requestOf(operation, api, parsed, options.idempotencyKey);
    const accessToken = await this.#token.get();
    const response = await withRetries(this.#settings, options, () =>
      this.#send(accessToken, request, options),
    );
    const requestId = response.headers.get('x-request-id') ?? undefined;
    return parseAnswer<O['output']>(operation.output, await readJson(response), requestId);
  }

  /**
   * Sends a stream as the body of a POST, once: what was sent cannot be sent again.
   *
   * A small read goes first, so that token and DPoP nonce are current before the stream begins.
   *
   * @param path Path below the API, with its query.
   * @throws {PlatformError} codes of the operation; `SERVER_UNREACHABLE`, `RESPONSE_UNEXPECTED`
   */
  async upload<Output extends z.ZodType>(
    path: string,
    headers: Readonly<Record<string, string>>,
    body: ReadableStream<Uint8Array>,
    output: Output,
    options: RequestOptions,
  ): Promise<z.output<Output>> {
    await this.call(OPERATIONS['catalogue.listTemplates'], {});
    const { api } = await this.#metadata();
    const url = new URL(api.replace(/\/$/, '') + path);
    const response = await this.#sendWith(
      await this.#token.get(),
      { method: 'POST', url, headers, body },
      options,
    );
    return parseAnswer<Output>(
      output,
      await readJson(response),
      response.headers.get('x-request-id') ?? undefined,
    );
  }

  async #send(accessToken: string, request: ApiRequest, options: RequestOptions): Promise<Response> {
    try {
      return await this.#sendWith(accessToken, request, options);
    } catch (error) {
      // A token can die early, when the server's keys change: one fresh token, one more attempt.
      const dead =
        error instanceof PlatformError && (error.code === 'TOKEN_EXPIRED' || error.code === 'TOKEN_INVALID');
      if (!dead) throw error;
      this.#token.forget(accessToken);
      return this.#sendWith(await this.#token.get(), request, options);
    }
  }

  /** One attempt; the library repeats it once when the server asks for another DPoP nonce (RFC 9449 §9). */
  async #sendWith(accessToken: string, request: ApiRequest, options: RequestOptions): Promise<Response> {
    const { method, url, headers, body } = request;
    const configuration = await this.#configuration(options);
    const DPoP = await this.#dpop();
    const response = await oauthStep(this.#settings, options, 'RESPONSE_UNEXPECTED', () =>
      oauth.fetchProtectedResource(configuration, accessToken, url, method, body, new Headers(headers), {
        DPoP,
      }),
    );
    if (!response.ok) throw await responseError(response, this.#settings.now);
    return response;
  }

  async #configuration(options: RequestOptions): Promise<oauth.Configuration> {
    const { issuer } = await this.#metadata();
    const configuration = new oauth.Configuration(
      { issuer },
      this.#settings.applicationId,
      undefined,
      oauth.None(),
    );
    useFetch(this.#settings, configuration, attempt(this.#settings, options));
    return configuration;
  }
}

/** Members named in the path go there; the others into the query of a GET or the body of a POST. */
function requestOf(
  operation: Operation,
  api: string,
  input: Readonly<Record<string, unknown>>,
  idempotencyKey: string = crypto.randomUUID(),
): ApiRequest {
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest.get(name));
    rest.delete(name);
    return encodeURIComponent(value);
  });
  const url = new URL(api.replace(/\/$/, '') + path);
  const accept = 'application/json, application/problem+json';
  if (operation.method === 'GET') {
    for (const [name, value] of rest) url.searchParams.set(name, String(value));
    return { method: operation.method, url, headers: { accept }, body: null };
  }
  if (!/^[\x21-\x7e]{8,128}$/.test(idempotencyKey))
    throw new PlatformError('VALIDATION_FAILED', {
      errors: [{ path: 'idempotencyKey', problem: 'Use 8 to 128 visible ASCII characters.' }],
    });
  return {
    method: operation.method,
    url,
    headers: {
      accept,
      'content-type': 'application/json',
      ...(operation.write ? { 'idempotency-key': idempotencyKey } : {}),
    },
    body: JSON.stringify(Object.fromEntries(rest)),
  };
}
