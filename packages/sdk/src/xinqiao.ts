import { Api } from './api.ts';
import { Audit } from './audit/audit.ts';
import { Catalogue } from './catalogue/catalogue.ts';
import { Consents } from './consents/consents.ts';
import { Data } from './data/data.ts';
import { Decisions } from './decisions/decisions.ts';
import { Events } from './events/events.ts';
import { lazy } from './lazy.ts';
import { AuthorizationServer } from './oauth/authorization-server.ts';
import { BankToken } from './oauth/bank-token.ts';
import { settingsOf, type XinqiaoOptions } from './options.ts';
import { readMetadata } from './platform/metadata.ts';
import { Receipts } from './platform/receipts.ts';
import { Statements } from './platform/statements.ts';
import { Policies } from './policies/policies.ts';
import { Referrals } from './referrals/referrals.ts';
import { Stops } from './stops/stops.ts';

/**
 * A bank's client of one Xinqiao platform.
 *
 * Make one per process and keep it: it holds the token, the keys and the last checkpoint. Nothing is sent before
 * the first call. Reads, and writes by their Idempotency-Key, are retried when the network or the platform falters.
 *
 * Errors are {@link PlatformError}s with a `code` of a closed list; a call that was aborted by its own `signal`
 * rejects with the signal's reason instead.
 */
export class Xinqiao {
  /** Asking for consent, reading and ending consents. */
  readonly consents: Consents;
  /** Consents that stopped: acknowledging, and attesting deletion. */
  readonly stops: Stops;
  /** Fetching data packages. */
  readonly data: Data;
  /** Credit-limit decisions. */
  readonly decisions: Decisions;
  /** Lending policies: reading and drafting them. */
  readonly policies: Policies;
  /** What policies referred to people. */
  readonly referrals: Referrals;
  /** Access log and proofs. */
  readonly audit: Audit;
  /** What happened: revoked consents, expiring keys and the like. */
  readonly events: Events;
  /** Data items and consent templates on offer. */
  readonly catalogue: Catalogue;

  /** @throws {PlatformError} `CONFIGURATION_INVALID`, naming the option in `details.setting` */
  constructor(options: XinqiaoOptions) {
    const settings = settingsOf(options);
    const metadata = lazy(() => readMetadata(settings));
    const server = new AuthorizationServer(settings, metadata);
    const api = new Api(settings, metadata, new BankToken(server));
    const statements = new Statements(settings, metadata);
    const receipts = new Receipts(statements, metadata);

    this.stops = new Stops(api, settings, metadata);
    this.consents = new Consents(api, server, statements);
    this.data = new Data({
      api,
      statements,
      receipts,
      metadata,
      participantId: this.#participantId(settings),
      decryptionKeys: settings.decryptionKeys,
    });
    this.decisions = new Decisions(api, receipts);
    this.policies = new Policies(api);
    this.referrals = new Referrals(api);
    this.audit = new Audit({ api, receipts, settings, readMetadata: () => readMetadata(settings) });
    this.events = new Events(api, settings);
    this.catalogue = new Catalogue(api);
  }

  /** An application belongs to one participant for good, so one consent tells for all. */
  #participantId({
    participantId,
  }: {
    participantId: string | undefined;
  }): (consentId: string) => Promise<string> {
    let known = participantId;
    return async (consentId) => {
      known ??= (await this.consents.get(consentId)).participantId;
      return known;
    };
  }
}
