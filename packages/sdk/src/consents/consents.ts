import {
  type Consent,
  ConsentArtefact,
  type ConsentExplanation,
  ConsentRequest,
  type ConsentRequestState,
  type ConsentRevision,
  OPERATIONS,
  PlatformError,
} from '@xinqiao/contracts';
import type { z } from 'zod';
import type { Api } from '../api.ts';
import { sleep, withRetries } from '../http/retry.ts';
import type { AuthorizationServer } from '../oauth/authorization-server.ts';
import { PendingConsent } from '../oauth/pending-consent.ts';
import { PendingDecoupled } from '../oauth/pending-decoupled.ts';
import { pollDecoupled } from '../oauth/poll-decoupled.ts';
import { pushRequest, type RequestedConsent } from '../oauth/push-request.ts';
import { redeemCode } from '../oauth/redeem-code.ts';
import {
  type DecoupledOptions,
  type RequestedDecoupled,
  requestDecoupled,
} from '../oauth/request-decoupled.ts';
import type { RequestOptions, WriteOptions } from '../options.ts';
import type { Statements } from '../platform/statements.ts';
import { parseInput, refuseMismatches } from '../schema.ts';
import { differingFields, fieldsBeyond } from './artefact.ts';

const {
  'consents.get': getConsent,
  'consents.list': listConsents,
  'consents.revoke': revokeConsent,
  'consents.explain': explainConsent,
  'consents.listRevisions': listRevisions,
  'consents.listRequests': listRequests,
  'consents.getRequest': getRequest,
  'consents.withdrawRequest': withdrawRequest,
} = OPERATIONS;

/** How much longer to wait after `slow_down` (CIBA Core §11), in seconds. */
const SLOWER_SECONDS = 5;

export type ConsentFilter = z.input<(typeof listConsents)['input']>;
export interface ConsentPage {
  readonly items: readonly Consent[];
  /** Cursor of the next page; null on the last. */
  readonly nextCursor: string | null;
}
/** The history of a consent, newest change first. */
export interface ConsentHistory {
  readonly items: readonly ConsentRevision[];
  /** Cursor of the next page; null on the last. */
  readonly nextCursor: string | null;
}
export type RequestFilter = z.input<(typeof listRequests)['input']>;
export interface RequestPage {
  readonly items: readonly ConsentRequestState[];
  /** Cursor of the next page; null on the last. */
  readonly nextCursor: string | null;
}
export type RevokeReason = NonNullable<z.input<(typeof revokeConsent)['input']>['reason']>;

/**
 * Asking enterprises for consent, and looking after what they agreed to.
 *
 * Every consent that is returned and was ever agreed to has been compared with the artefact the platform signed
 * when the owner agreed.
 */
export class Consents {
  readonly #api: Api;
  readonly #server: AuthorizationServer;
  readonly #statements: Statements;

  constructor(api: Api, server: AuthorizationServer, statements: Statements) {
    this.#api = api;
    this.#server = server;
    this.#statements = statements;
  }

  /**
   * Asks an enterprise for consent. Nothing is shown to anyone until the owner opens the link and agrees.
   *
   * Not retried: each call makes a PENDING consent of its own, which ends by itself when nobody opens the link.
   *
   * @param request Template, purpose, data items, disclosure level, `range` (`YYYY-MM-DD`, both days included,
   * Asia/Shanghai) and `validity` (ISO 8601 duration such as `P6M`).
   * @returns The link for the owner, and `pending`: plain JSON to keep server-side for {@link complete}.
   * @throws {PlatformError} `VALIDATION_FAILED` (fields in `errors`); `CONSENT_REQUEST_EXCESSIVE`: reduce the request
   * to what `errors` allows; `CONFIGURATION_INVALID`: application, key or redirect URI is not as registered
   */
  async request(
    request: z.input<typeof ConsentRequest>,
    options: RequestOptions = {},
  ): Promise<RequestedConsent> {
    return pushRequest(this.#server, parseInput(ConsentRequest, request), options);
  }

  /**
   * Tries a request without asking anybody: everything it exceeds at once, each with the rule, and `smallest`, the
   * nearest request that would pass. Nothing is written and no enterprise looked up.
   *
   * @param request As for {@link request}.
   * @throws {PlatformError} `VALIDATION_FAILED`: fields in `errors`
   */
  async explain(
    request: z.input<typeof ConsentRequest>,
    options: RequestOptions = {},
  ): Promise<ConsentExplanation> {
    return this.#api.call(explainConsent, request, options);
  }

  /**
   * Completes a request when the owner comes back to your redirect URI. Call it once per callback.
   *
   * @param callbackUrl Address the owner came back to; path and query suffice, host and scheme are not used.
   * @param pending What {@link request} returned for this owner's session.
   * @returns The consent. Its signed artefact grants nothing beyond what was asked. It is ACTIVE, unless the owner
   * has paused or stopped it meanwhile.
   * @throws {PlatformError} `CONSENT_REFUSED`: the owner said no; `CALLBACK_INVALID`: not the answer to this request,
   * or used before; `SIGNATURE_INVALID`, `RESPONSE_UNEXPECTED`: do not rely on the consent. After
   * `SERVER_UNREACHABLE` the consent may stand: read it with {@link get}.
   */
  async complete(
    callbackUrl: string | URL,
    pending: z.input<typeof PendingConsent>,
    options: RequestOptions = {},
  ): Promise<Consent> {
    const { redirectUri } = this.#server.settings;
    const known = PendingConsent.safeParse(pending);
    if (!known.success || !URL.canParse(callbackUrl, redirectUri))
      throw new PlatformError('CALLBACK_INVALID', { cause: known.error });
    const { searchParams } = new URL(callbackUrl, redirectUri);

    const consentId = await redeemCode(this.#server, searchParams, known.data, options);
    return this.#agreed({ consentId, request: known.data.request }, options);
  }

  /**
   * Asks an enterprise over the back channel: at the counter, by telephone. Whoever may answer for it is told, and
   * answers on her own phone in her own time.
   *
   * Not retried: each call is a request of its own. A firm nobody knows, or that refused lately, answers nothing.
   *
   * @param request As for {@link request}, with `customer`.
   * @returns `pending`: plain JSON to keep server-side for {@link poll} or {@link waitFor}.
   * @throws {PlatformError} as {@link request}
   */
  async requestDecoupled(
    request: z.input<typeof ConsentRequest>,
    options: DecoupledOptions = {},
  ): Promise<RequestedDecoupled> {
    return requestDecoupled(this.#server, parseInput(ConsentRequest, request), options);
  }

  /**
   * Asks once what has become of a decoupled request; after a ping, or at most every `pending.intervalSeconds`.
   *
   * @returns The consent, compared with what was asked as in {@link complete}; undefined while it waits.
   * @throws {PlatformError} `CONSENT_REFUSED`; `CONSENT_REQUEST_NOT_FOUND`: its time is over; `CALLBACK_INVALID`: not
   * yours, or fetched before; `SIGNATURE_INVALID`, `RESPONSE_UNEXPECTED`: do not rely on the consent
   */
  async poll(
    pending: z.input<typeof PendingDecoupled>,
    options: RequestOptions = {},
  ): Promise<Consent | undefined> {
    const known = parseInput(PendingDecoupled, pending);
    const polled = await pollDecoupled(this.#server, known)(options);
    return polled === 'ANSWERED' ? this.#agreed(known, options) : undefined;
  }

  /**
   * Waits until a decoupled request was answered, polling at the pace the platform asks for.
   *
   * @param options `signal` ends the waiting; the request goes on without you.
   * @throws {PlatformError} as {@link poll}
   */
  async waitFor(pending: z.input<typeof PendingDecoupled>, options: RequestOptions = {}): Promise<Consent> {
    const known = parseInput(PendingDecoupled, pending);
    const { settings } = this.#server;
    const poll = pollDecoupled(this.#server, known);
    for (let seconds = known.intervalSeconds; ; ) {
      const polled = await withRetries(settings, options, () => poll(options));
      if (polled === 'ANSWERED') return this.#agreed(known, options);
      if (polled === 'TOO_SOON') seconds += SLOWER_SECONDS;
      await sleep(seconds * 1000, options.signal);
    }
  }

  /**
   * Reads one consent.
   *
   * @throws {PlatformError} `CONSENT_NOT_FOUND`: there is none with this id, or it is another bank's
   */
  async get(consentId: string, options: RequestOptions = {}): Promise<Consent> {
    const consent = await this.#api.call(getConsent, { consentId }, options);
    await this.#verified(consent);
    return consent;
  }

  /**
   * Reads one page of your consents, newest first.
   *
   * @param filter `status`; `limit` 1–100, default 20; `cursor`, the `nextCursor` of the page before.
   */
  async list(filter: ConsentFilter = {}, options: RequestOptions = {}): Promise<ConsentPage> {
    const page = await this.#api.call(listConsents, filter, options);
    await Promise.all(page.items.map((consent) => this.#verified(consent)));
    return page;
  }

  /** All your consents, newest first, read page by page while you iterate. @param filter as in {@link list} */
  async *iterate(
    filter: ConsentFilter = {},
    options: RequestOptions = {},
  ): AsyncGenerator<Consent, void, undefined> {
    let page = await this.list(filter, options);
    yield* page.items;
    while (page.nextCursor !== null) {
      page = await this.list({ ...filter, cursor: page.nextCursor }, options);
      yield* page.items;
    }
  }

  /**
   * Ends a consent from the bank's side. Once this returns nothing more is delivered; repeating it changes nothing.
   *
   * @param input `reason`: `NO_LONGER_NEEDED` (default) or `LOAN_CLOSED`.
   * @throws {PlatformError} `CONSENT_NOT_FOUND`; `CONSENT_TRANSITION_ILLEGAL`: it is not one that can be ended
   */
  async revoke(
    consentId: string,
    input: { readonly reason?: RevokeReason } = {},
    options: WriteOptions = {},
  ): Promise<Consent> {
    const consent = await this.#api.call(revokeConsent, { ...input, consentId }, options);
    await this.#verified(consent);
    return consent;
  }

  /** A consent that was just agreed to: it must grant nothing beyond what was asked, and be this application's. */
  async #agreed(
    { consentId, request }: { readonly consentId: string; readonly request: ConsentRequest },
    options: RequestOptions,
  ): Promise<Consent> {
    const consent = await this.#api.call(getConsent, { consentId }, options);
    const artefact = await this.#verified(consent);
    if (artefact === undefined) refuseMismatches(['artefact']);
    else refuseMismatches(fieldsBeyond(request, artefact));
    refuseMismatches(consent.applicationId === this.#server.settings.applicationId ? [] : ['applicationId']);
    return consent;
  }

  /**
   * Reads one page of a consent's history, newest change first. The artefact of every change is verified.
   *
   * @param page `limit` 1–100, default 20; `cursor`, the `nextCursor` of the page before.
   * @throws {PlatformError} `CONSENT_NOT_FOUND`; `SIGNATURE_INVALID`, `RESPONSE_UNEXPECTED`: do not rely on it
   */
  async listRevisions(
    consentId: string,
    page: { readonly limit?: number; readonly cursor?: string } = {},
    options: RequestOptions = {},
  ): Promise<ConsentHistory> {
    const history = await this.#api.call(listRevisions, { ...page, consentId }, options);
    for (const { artefact, revision } of history.items) {
      if (artefact === null) continue;
      const signed = await this.#statements.open(artefact, 'xinqiao-consent+jwt', ConsentArtefact);
      const same = signed.consentId === consentId && signed.revision === revision;
      refuseMismatches(same ? [] : ['artefact']);
    }
    return history;
  }

  /**
   * Reads one page of what you asked, newest first: new consents, amendments and renewals, and how far the answers are.
   *
   * @param filter `consentId`, `status`; `limit` 1–100, default 20; `cursor`, the `nextCursor` of the page before.
   */
  async listRequests(filter: RequestFilter = {}, options: RequestOptions = {}): Promise<RequestPage> {
    return this.#api.call(listRequests, filter, options);
  }

  /**
   * Reads how far one request is. Where several people decide, it counts who has agreed and names nobody.
   *
   * @throws {PlatformError} `CONSENT_REQUEST_NOT_FOUND`: there is none with this id, or it is another bank's
   */
  async getRequest(requestId: string, options: RequestOptions = {}): Promise<ConsentRequestState> {
    return this.#api.call(getRequest, { requestId }, options);
  }

  /**
   * Withdraws a request that still waits. A consent it would have changed stays as it is; repeating it changes nothing.
   *
   * @throws {PlatformError} `CONSENT_REQUEST_NOT_FOUND`; `CONSENT_TRANSITION_ILLEGAL`: it was answered or has lapsed
   */
  async withdrawRequest(requestId: string, options: WriteOptions = {}): Promise<ConsentRequestState> {
    return this.#api.call(withdrawRequest, { requestId }, options);
  }

  /** The artefact behind a consent, verified and compared with it; undefined before the owner agreed. */
  async #verified(consent: Consent): Promise<ConsentArtefact | undefined> {
    if (consent.artefact === null) {
      const agreed = consent.status === 'ACTIVE' || consent.status === 'PAUSED';
      refuseMismatches(agreed ? ['artefact'] : []);
      return undefined;
    }
    const artefact = await this.#statements.open(consent.artefact, 'xinqiao-consent+jwt', ConsentArtefact);
    refuseMismatches(differingFields(consent, artefact));
    return artefact;
  }
}
