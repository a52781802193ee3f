import { OPERATIONS, type OperationName, PlatformError, textProblems } from '@xinqiao/contracts';
import { HttpResponse } from 'msw/http';
import { expireConsents } from '../consents/expire.ts';
import { plannedError } from '../faults.ts';
import { fieldProblems } from '../field-problems.ts';
import { jsonReply } from '../json-reply.ts';
import type { Platform } from '../platform.ts';
import { replyHeaders } from '../reply-headers.ts';
import { acknowledgeStop } from './acknowledge-stop.ts';
import { attestDeletion } from './attest-deletion.ts';
import { authenticate } from './authenticate.ts';
import { checkPackage } from './check-package.ts';
import { getRequest, listRequests, listRevisions, withdrawRequest } from './consent-requests.ts';
import { createDecision } from './create-decision.ts';
import { draftPolicy } from './draft-policy.ts';
import { explainConsent } from './explain-consent.ts';
import { exportCatalogue } from './export-catalogue.ts';
import { fetchData } from './fetch-data.ts';
import { fetchPage } from './fetch-page.ts';
import { getConsent } from './get-consent.ts';
import { getDecision } from './get-decision.ts';
import { getEvent } from './get-event.ts';
import { getPolicy } from './get-policy.ts';
import { getProof } from './get-proof.ts';
import { getReferral } from './get-referral.ts';
import { claimKey } from './idempotency.ts';
import { listConsents } from './list-consents.ts';
import { listEntries } from './list-entries.ts';
import { listEvents } from './list-events.ts';
import { listItems } from './list-items.ts';
import { listPolicies } from './list-policies.ts';
import { listReferrals } from './list-referrals.ts';
import { listStops } from './list-stops.ts';
import { listTemplates } from './list-templates.ts';
import type { Handler, InputOf, WriteContext } from './operation-handler.ts';
import { problemReply } from './problem-reply.ts';
import { readInput } from './read-input.ts';
import { revokeConsent } from './revoke-consent.ts';
import { watchPolicy } from './watch-policy.ts';

/** What a bank may call. The other operations of the contract are refused for want of a scope. */
const HANDLERS: { readonly [N in OperationName]?: Handler<N> } = {
  'consents.list': listConsents,
  'consents.get': getConsent,
  'consents.revoke': revokeConsent,
  'consents.explain': explainConsent,
  'consents.listRevisions': listRevisions,
  'consents.listRequests': listRequests,
  'consents.getRequest': getRequest,
  'consents.withdrawRequest': withdrawRequest,
  'consents.listStops': listStops,
  'consents.acknowledgeStop': acknowledgeStop,
  'consents.attestDeletion': attestDeletion,
  'data.fetch': fetchData,
  'data.fetchPage': fetchPage,
  'data.checkPackage': checkPackage,
  'decisions.create': createDecision,
  'decisions.get': getDecision,
  'policies.list': listPolicies,
  'policies.get': getPolicy,
  'policies.draft': draftPolicy,
  'policies.watch': watchPolicy,
  'referrals.list': listReferrals,
  'referrals.get': getReferral,
  'audit.listEntries': listEntries,
  'audit.getProof': getProof,
  'catalogue.listItems': listItems,
  'catalogue.listTemplates': listTemplates,
  'catalogue.export': exportCatalogue,
  'events.list': listEvents,
  'events.get': getEvent,
};

/** Sources that fail are met within the operation, after its access entry, as in the server. */
const READS: ReadonlySet<OperationName> = new Set([
  ...(['data.fetch', 'data.fetchPage', 'data.checkPackage', 'decisions.create'] as const),
]);

/**
 * The way of every request, as in the server: who, may she, what exactly, only once, do it, answer as promised.
 * A failure planned by the test comes after authentication and validation.
 */
export async function runOperation(
  platform: Platform,
  name: OperationName,
  request: Request,
  pathMembers: object,
): Promise<Response> {
  const operation = OPERATIONS[name];
  const headers = replyHeaders(platform, request);
  try {
    expireConsents(platform);
    const given = await readInput(request, pathMembers, operation.bodyBytes);
    const principal = await authenticate(platform, request);
    if (!principal.scopes.has(operation.scope))
      throw new PlatformError('SCOPE_MISSING', { details: { scope: operation.scope } });
    const parsed = operation.input.safeParse(given);
    const errors = parsed.success ? textProblems(parsed.data) : fieldProblems(parsed.error);
    if (!parsed.success || errors.length > 0) throw new PlatformError('VALIDATION_FAILED', { errors });

    const fault = platform.faults.take(name);
    const sourcesFail = fault === 'SOURCE_UNAVAILABLE' && READS.has(name);
    const answerLost = fault === 'SERVER_UNREACHABLE';
    if (fault !== undefined && !sourcesFail && !answerLost) throw plannedError(fault);

    const context = { platform, principal, sourcesFail, leaving: request.signal };
    const output = operation.write
      ? await runOnce(context, name, request.headers.get('idempotency-key'), parsed.data)
      : await carryOut(name, context, parsed.data);
    // The act was done, and nobody hears of it: the case an Idempotency-Key is for.
    if (answerLost) return HttpResponse.error();
    return jsonReply(operation.output.parse(output), headers, operation.status);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return problemReply(error, request, headers);
  }
}

type Call = Omit<WriteContext, 'earlierResult' | 'complete'> & Partial<WriteContext>;

async function runOnce(
  call: Call,
  name: OperationName,
  key: string | null,
  input: unknown,
): Promise<unknown> {
  const { platform, principal } = call;
  const request = `${name}\n${JSON.stringify(input)}`;
  const { earlierResult, complete, release } = claimKey(platform, principal.participantId, key, request);
  try {
    return await carryOut(name, { ...call, earlierResult, complete }, input);
  } catch (error) {
    release();
    throw error;
  }
}

async function carryOut<N extends OperationName>(name: N, call: Call, input: unknown): Promise<unknown> {
  const handler = HANDLERS[name] as Handler<N> | undefined;
  if (handler === undefined) throw new PlatformError('ROUTE_NOT_FOUND');
  return handler(call as Parameters<Handler<N>>[0], input as InputOf<N>);
}
