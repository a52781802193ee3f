/**
 * MSW 3 handlers for a bank's own tests: the platform in memory, behind its real wire.
 *
 * What is real: consent states, access decisions, fair-use rules, package assembly, policies, the personas' records,
 * the tree and its proofs all come from the packages the server runs. Packages, artefacts and receipts are signed
 * with ES256 keys made at start, checkpoints with Ed25519, so the SDK verifies them unchanged.
 *
 * What differs from the server (`test/msw/parity` plays one story on both and holds them to everything else):
 *
 * - Applications are not registered. Any application id of valid form is an ACTIVE bank of its own, with every
 *   template and redirect URI; the signature of its client assertion is not checked (form, claims and first use are).
 * - There are no pages. `sandbox.owner(...)` answers, and `noticeHash` covers the terms instead of a page's words.
 *   Every bank is called 涡河示范银行 on the artefact. A link must be answered, not only opened, within its 60 seconds.
 * - Log entries are in the tree at once: `ENTRY_NOT_INTEGRATED` comes only from `sandbox.failNext`. There are no tiles
 *   and no `/log/checkpoint`.
 * - Consents expire when the next call is made, not by a worker.
 * - The owner adds no optional item, no request is decoupled, and a code is redeemed without a refresh token.
 * - `error_description` of an OAuth error says more. A code's access token says less; it has no scope on either. No
 *   token names the key the client signed with (`client_key`), because none is registered.
 * - Packages and artefacts are signed as JSON, not as RFC 8785 canonical JSON. Hashes are the same, but for the keyed ones
 *   below RECORDS. Packages are encrypted to the `encryptionKey` given here, because none is registered.
 * - Lists are in order of creation also within one millisecond, and a call that never ended does not block its
 *   Idempotency-Key, because nothing crashes here.
 * - Events are those of consents, and have their place at once; all are kept. A long poll waits in real time. Nothing
 *   is sent by webhook: `sandbox.delivery(event, secret)` signs an event for the test of a receiver. There is no
 *   event stream (SSE).
 * - `sandbox.officers` puts a bank's own policies in force; the operator has none.
 * - Only what banks call for consents, data, decisions, policies, log, catalogue and events; a token has no scope for the rest
 *   (applications, keys, webhooks, usage, cases). Nobody is suspended and no licence ends, except by
 *   `sandbox.failNext(operation, 'PARTICIPANT_SUSPENDED')` and the like. No console, supervision, imports, tRPC, limits,
 *   `RateLimit` headers, JARM or request objects. One item that fails in a package (TIMEOUT, UNAVAILABLE, PARTIAL)
 *   cannot be planned yet, only the failure of all.
 *
 * As on the server, consents live by the platform's clock (`sandbox.clock`), and tokens, proofs and assertions by the
 * system clock, which is the one the caller's library signs by. Links and codes live by the platform's clock here, so
 * that a test can let them run out, and by the system clock on the server.
 */
export type { SandboxClock } from './clock.ts';
export type { SandboxOwner } from './owner.ts';
export type { XinqiaoHandlersOptions } from './platform.ts';
export type { SandboxOfficers } from './policies/officers.ts';
export type { SandboxDelivery } from './webhook-delivery.ts';
export { type Sandbox, type XinqiaoHandlers, xinqiaoHandlers } from './xinqiao-handlers.ts';
