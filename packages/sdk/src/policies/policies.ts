import { OPERATIONS, type PolicyVersion, type PolicyWatch } from '@xinqiao/contracts';
import type { z } from 'zod';
import type { Api } from '../api.ts';
import type { RequestOptions, WriteOptions } from '../options.ts';
import { refuseMismatches } from '../schema.ts';

const {
  'policies.list': listPolicies,
  'policies.get': getPolicy,
  'policies.draft': draftPolicy,
  'policies.watch': watchPolicy,
} = OPERATIONS;

export type PolicyListInput = z.input<(typeof listPolicies)['input']>;
export type PolicyPage = z.output<(typeof listPolicies)['output']>;
export type PolicyDraftInput = z.input<(typeof draftPolicy)['input']>;

/** Lending policies. A program reads and drafts them; two people put them in force, in the portal. */
export class Policies {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /**
   * Lists versions of policies, newest first: the bank's own, those of the operator in force, those delivered with the
   * platform.
   *
   * @param input `status`: DRAFT, PROPOSED, ACTIVE or RETIRED; `limit` default 20, at most 100; `cursor` of the page before.
   */
  async list(input: PolicyListInput = {}, options: RequestOptions = {}): Promise<PolicyPage> {
    return this.#api.call(listPolicies, input, options);
  }

  /**
   * Reads one version with its document.
   *
   * @throws {PlatformError} `POLICY_NOT_FOUND`: there is none of that name, or it is not yours; `POLICY_NOT_GENUINE`: what is
   * stored was not written through the platform, tell the operator
   */
  async get(policyId: string, version: string, options: RequestOptions = {}): Promise<PolicyVersion> {
    const answer = await this.#api.call(getPolicy, { policyId, version }, options);
    refuseMismatches([
      ...(answer.policyId === policyId ? [] : ['policyId']),
      ...(answer.version === version ? [] : ['version']),
    ]);
    return answer;
  }

  /**
   * Drafts a version, or writes the same draft anew. It decides nothing until two people have put it in force.
   *
   * Safe to retry: the same `idempotencyKey` returns the draft, as long as nobody has written it anew.
   *
   * @param input The policy document; `baseline`, the census of whom it was made from, as `takeCensus` of `@xinqiao/scoring` writes it.
   * @throws {PlatformError} `POLICY_INVALID`: correct what `errors` lists, each at its path; `POLICY_ID_TAKEN`: choose
   * another `policyId`; `POLICY_FIXED`: draft a new version; `POLICY_CHANGED_MEANWHILE`: somebody has written it anew since
   * you first sent this, read it before you go on
   */
  async draft(input: PolicyDraftInput, options: WriteOptions = {}): Promise<PolicyVersion> {
    const answer = await this.#api.call(draftPolicy, input, options);
    const { policyId, version } = input.document;
    refuseMismatches([
      ...(answer.policyId === policyId ? [] : ['policyId']),
      ...(answer.version === version ? [] : ['version']),
    ]);
    return answer;
  }

  /**
   * Reads what the bank's own decisions by a version came to, by month: approvals, and how far score and characteristics
   * have drifted.
   *
   * @throws {PlatformError} `POLICY_NOT_FOUND`: there is none of that name, or it is not yours; `POLICY_NOT_GENUINE`: what is
   * stored was not written through the platform, tell the operator
   */
  async watch(policyId: string, version: string, options: RequestOptions = {}): Promise<PolicyWatch> {
    const answer = await this.#api.call(watchPolicy, { policyId, version }, options);
    refuseMismatches([
      ...(answer.policyId === policyId ? [] : ['policyId']),
      ...(answer.version === version ? [] : ['version']),
    ]);
    return answer;
  }
}
