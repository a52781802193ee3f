import { type Decision, OPERATIONS } from '@xinqiao/contracts';
import type { z } from 'zod';
import type { Api } from '../api.ts';
import type { RequestOptions, WriteOptions } from '../options.ts';
import type { Receipt, Receipts } from '../platform/receipts.ts';
import { refuseMismatches } from '../schema.ts';

const { 'decisions.create': createDecision, 'decisions.get': getDecision } = OPERATIONS;

export type DecisionInput = z.input<(typeof createDecision)['input']>;

export interface MadeDecision {
  readonly decision: Decision;
  /** Receipt of the read the decision rests on. */
  readonly receipt: Receipt;
}

/** Credit limits decided beside the data: the limit and its reasons leave the platform, the data does not. */
export class Decisions {
  readonly #api: Api;
  readonly #receipts: Receipts;

  constructor(api: Api, receipts: Receipts) {
    this.#api = api;
    this.#receipts = receipts;
  }

  /**
   * Decides a credit limit under a consent.
   *
   * Safe to retry: the same `idempotencyKey` returns the first decision.
   *
   * @param input Consent; `policyId`, default `shui-rong-tong` (税融通); `range` (`YYYY-MM-DD`, both days included,
   * Asia/Shanghai) to decide by, default all that is covered.
   * @returns The decision: `limit` in yuan, `annualRate` as a fraction per year, reasons; and the receipt to keep
   * in the loan file.
   * @throws {PlatformError} `CONSENT_REVOKED`, `CONSENT_EXPIRED`, `CONSENT_FETCH_USED`: ask the enterprise again;
   * `CONSENT_RANGE_EXCEEDED`: decide by fewer days; `CONSENT_FREQUENCY_EXCEEDED`: come back at `details.retryAt`;
   * `CONSENT_CHANGED_MEANWHILE`: try again; `POLICY_UNKNOWN`: choose another policy; `DATA_NOT_USABLE`: refer the case to a person;
   * `SOURCE_UNAVAILABLE`: try again later with the same key
   */
  async create(input: DecisionInput, options: WriteOptions = {}): Promise<MadeDecision> {
    const answer = await this.#api.call(createDecision, input, options);
    const { decision } = answer;
    refuseMismatches(decision.consentId === input.consentId ? [] : ['decision.consentId']);
    if (input.policyId !== undefined)
      refuseMismatches(decision.policyId === input.policyId ? [] : ['decision.policyId']);
    return { decision, receipt: await this.#receipts.open(answer.receipt) };
  }

  /** Reads a decision. @throws {PlatformError} `DECISION_NOT_FOUND`: there is none with this id, or it is not yours */
  async get(decisionId: string, options: RequestOptions = {}): Promise<Decision> {
    return this.#api.call(getDecision, { decisionId }, options);
  }
}
