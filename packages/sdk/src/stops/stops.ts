import {
  type ConsentStop,
  DeletionAttestation,
  type Instant,
  OPERATIONS,
  type ReceivedEvent,
  STOP_STATEMENT_TYPES,
  StopAcknowledgement,
} from '@xinqiao/contracts';
import type { z } from 'zod';
import type { Api } from '../api.ts';
import type { RequestOptions, Settings, WriteOptions } from '../options.ts';
import type { PlatformMetadata } from '../platform/metadata.ts';
import { parseInput } from '../schema.ts';
import { signStatement } from './sign-statement.ts';
import { type StopToAcknowledge, stopOf } from './stop-event.ts';

const {
  'consents.listStops': listStops,
  'consents.acknowledgeStop': acknowledgeStop,
  'consents.attestDeletion': attestDeletion,
} = OPERATIONS;

export type StopFilter = z.input<(typeof listStops)['input']>;
export interface StopPage {
  readonly items: readonly ConsentStop[];
  /** Cursor of the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** What was deleted, and what a law makes the bank keep. */
export type Deletion = Omit<
  z.input<typeof DeletionAttestation>,
  'operatorId' | 'participantId' | 'consentId' | 'revision'
>;

/** Consents that stopped: saying so to the platform, signed with the key of this application. */
export class Stops {
  readonly #api: Api;
  readonly #settings: Settings;
  readonly #metadata: () => Promise<PlatformMetadata>;

  constructor(api: Api, settings: Settings, metadata: () => Promise<PlatformMetadata>) {
    this.#api = api;
    this.#settings = settings;
    this.#metadata = metadata;
  }

  /**
   * Acknowledges that a consent stopped. Call it once your systems read no longer; it may be called again, and the
   * first word stays.
   *
   * @param stopped The event that told of it, or the stop as {@link list} gives it.
   * @returns The stop; undefined for an event that tells of none, such as the end of a request nobody answered
   * @throws {PlatformError} `STOP_NOT_FOUND`; `STATEMENT_INVALID`, with the reason in `details.reason`
   */
  async acknowledge(
    stopped: ReceivedEvent | ConsentStop,
    options: WriteOptions = {},
  ): Promise<ConsentStop | undefined> {
    const stop: StopToAcknowledge | undefined = 'specversion' in stopped ? stopOf(stopped) : stopped;
    if (stop === undefined) return undefined;
    const { consentId, revision, participantId, kind, stoppedAt, eventId } = stop;
    const acknowledgement = await this.#sign(
      STOP_STATEMENT_TYPES.acknowledgement,
      parseInput(StopAcknowledgement, {
        ...{ operatorId: (await this.#metadata()).operatorId, participantId, consentId, revision },
        ...{ kind, stoppedAt, eventId, acknowledgedAt: this.#settings.now().toISOString() as Instant },
      }),
    );
    return this.#api.call(acknowledgeStop, { consentId, revision, acknowledgement }, options);
  }

  /**
   * Attests that what was read under a consent is deleted.
   *
   * @param stop As {@link list} gives it; `deletionDueAt` says until when the data may be kept.
   * @param deletion `packages`, `deletedAt`, `method`, and `retained` with the basis in law of what is kept.
   * @throws {PlatformError} `STOP_NOT_FOUND`; `STATEMENT_INVALID`, with the reason in `details.reason`:
   * `BEFORE_DELIVERY` and `PACKAGES_MISSING` when what was delivered speaks against it, `ALREADY_ATTESTED` when you
   * attested otherwise before
   */
  async attestDeletion(
    { consentId, revision, participantId }: Pick<ConsentStop, 'consentId' | 'revision' | 'participantId'>,
    deletion: Deletion,
    options: WriteOptions = {},
  ): Promise<ConsentStop> {
    const attestation = await this.#sign(
      STOP_STATEMENT_TYPES.attestation,
      parseInput(DeletionAttestation, {
        ...{ operatorId: (await this.#metadata()).operatorId, participantId, consentId, revision },
        ...deletion,
      }),
    );
    return this.#api.call(attestDeletion, { consentId, revision, attestation }, options);
  }

  /**
   * Reads one page of the stops of your consents, newest first.
   *
   * @param filter `consentId`; `waitingFor`: `ACKNOWLEDGEMENT` or `ATTESTATION`; `limit` 1–100, default 20; `cursor`.
   */
  async list(filter: StopFilter = {}, options: RequestOptions = {}): Promise<StopPage> {
    return this.#api.call(listStops, filter, options);
  }

  #sign(type: string, payload: object): Promise<string> {
    return signStatement(this.#settings, type, payload);
  }
}
