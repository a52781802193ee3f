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
 * - `error_description` of an OAuth error says more. A code's access token says less; it has no scope on either.
 * - Packages and artefacts are signed as JSON, not as RFC 8785 canonical JSON. Hashes are the same.
 * - Lists are in order of creation also within one millisecond, and a call that never ended does not block its
 *   Idempotency-Key, because nothing crashes here.
 * - Only what banks call: no console, supervision, imports, tRPC, rate limits, JARM or request objects. One item
 *   that fails in a package (TIMEOUT, UNAVAILABLE, PARTIAL) cannot be planned yet, only the failure of all.
 *
 * As on the server, consents, links and codes live by the platform's clock (`sandbox.clock`), and tokens, proofs and
 * assertions by the system clock, which is the one the caller's library signs by.
 */
export type { SandboxClock } from './clock.ts';
export type { SandboxOwner } from './owner.ts';
export type { XinqiaoHandlersOptions } from './platform.ts';
export { type Sandbox, type XinqiaoHandlers, xinqiaoHandlers } from './xinqiao-handlers.ts';
