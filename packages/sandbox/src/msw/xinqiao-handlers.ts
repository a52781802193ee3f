import type { ErrorCode, OperationName, ReceivedEvent } from '@xinqiao/contracts';
import type { HttpHandler } from 'msw/http';
import type { SandboxClock } from './clock.ts';
import { handlersOf } from './handlers.ts';
import { ownerOf, type SandboxOwner } from './owner.ts';
import { createPlatform, type XinqiaoHandlersOptions } from './platform.ts';
import { officersOf, type SandboxOfficers } from './policies/officers.ts';
import { type SandboxDelivery, webhookDelivery } from './webhook-delivery.ts';

/** The world around the bank: what owners do, what time it is, what fails. */
export interface Sandbox {
  /** @param personaId An owner among `PERSONAS`. @throws {PlatformError} `PERSONA_UNKNOWN` */
  owner(personaId: string): SandboxOwner;
  /** The people of the bank who put its policies in force. */
  readonly officers: SandboxOfficers;
  readonly clock: SandboxClock;
  /**
   * An event as it would come by webhook, signed now, for the test of your receiver: nothing is sent by itself.
   *
   * @param event One that `events.list` answered.
   * @param secret Secret of the endpoint, `whsec_…`, as you configured your receiver.
   * @throws {RangeError} for a secret that is none
   */
  delivery(event: ReceivedEvent, secret: string): SandboxDelivery;
  /**
   * Makes the next call of an operation fail, after it was authenticated and validated.
   *
   * `SOURCE_UNAVAILABLE` of the operations of `data` and of `decisions.create` fails where sources do: access and failure are in the
   * log. `SERVER_UNREACHABLE` carries the call out and loses the answer. The SDK repeats calls after both, and after
   * `RATE_LIMITED` and `DATABASE_UNAVAILABLE`: plan as many failures as it makes attempts, or set its `maxRetries`
   * to 0.
   *
   * @param times How many calls fail. Default 1.
   * @throws {RangeError} for a code that arises on the caller's side only
   */
  failNext(operation: OperationName, code: ErrorCode, times?: number): void;
}

export interface XinqiaoHandlers {
  /** For `setupServer(...handlers)` of msw/node. */
  readonly handlers: HttpHandler[];
  readonly sandbox: Sandbox;
}

/**
 * A Xinqiao platform for tests, at `baseUrl`, with state and keys of its own.
 *
 * Make it together with the client of the test: a client made for an earlier one holds its keys and tokens.
 */
export function xinqiaoHandlers(options: XinqiaoHandlersOptions): XinqiaoHandlers {
  const platform = createPlatform(options);
  return {
    handlers: handlersOf(platform),
    sandbox: {
      owner: (personaId) => ownerOf(platform, personaId),
      officers: officersOf(platform),
      clock: platform.clock,
      delivery: webhookDelivery,
      failNext: (operation, code, times = 1) => platform.faults.plan(operation, code, times),
    },
  };
}
