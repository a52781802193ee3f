import * as oauth from 'openid-client';
import { type Attempt, attempt } from '../http/attempt.ts';
import { documentFetch } from '../http/document-fetch.ts';
import { lazy } from '../lazy.ts';
import type { RequestOptions, Settings } from '../options.ts';
import type { PlatformMetadata } from '../platform/metadata.ts';
import { oauthStep } from './oauth-step.ts';

/** The platform's authorization server, as this application deals with it under FAPI 2.0. */
export class AuthorizationServer {
  readonly settings: Settings;
  readonly metadata: () => Promise<PlatformMetadata>;
  readonly #discovered: () => Promise<oauth.ServerMetadata>;

  constructor(settings: Settings, metadata: () => Promise<PlatformMetadata>) {
    this.settings = settings;
    this.metadata = metadata;
    this.#discovered = lazy(() => oauthStep(settings, {}, 'RESPONSE_UNEXPECTED', () => this.#discover()));
  }

  /**
   * What the protocol library needs for one call. Each call has its own, because deadlines and what is heard
   * on the wire are the call's.
   *
   * @param observe Sees every response of the call, before the library does.
   */
  async configuration(options: RequestOptions, observe?: (response: Response) => Promise<void>) {
    const { applicationId, keyId, privateKey } = this.settings;
    const authentication = oauth.PrivateKeyJwt({ key: await privateKey(), kid: keyId });
    const server = await this.#discovered();
    const configuration = new oauth.Configuration(server, applicationId, undefined, authentication);
    const once = attempt(this.settings, options);
    useFetch(this.settings, configuration, async (url, init) => {
      const response = await once(url, init);
      await observe?.(response.clone());
      return response;
    });
    return configuration;
  }

  async #discover(): Promise<oauth.ServerMetadata> {
    const { issuer } = await this.metadata();
    const { applicationId, insecure } = this.settings;
    const configuration = await oauth.discovery(new URL(issuer), applicationId, undefined, oauth.None(), {
      [oauth.customFetch]: documentFetch(this.settings) as oauth.CustomFetch,
      execute: insecure ? [oauth.allowInsecureRequests] : [],
    });
    return configuration.serverMetadata();
  }
}

/** Makes the library send through our own fetch, which keeps the deadlines. */
export function useFetch(settings: Settings, configuration: oauth.Configuration, fetch: Attempt): void {
  configuration[oauth.customFetch] = fetch as oauth.CustomFetch;
  if (settings.insecure) oauth.allowInsecureRequests(configuration);
}
