import { OPERATIONS, type Referral } from '@xinqiao/contracts';
import type { z } from 'zod';
import type { Api } from '../api.ts';
import type { RequestOptions } from '../options.ts';

const { 'referrals.list': listReferrals, 'referrals.get': getReferral } = OPERATIONS;

export type ReferralListInput = z.input<(typeof listReferrals)['input']>;
export type ReferralPage = z.output<(typeof listReferrals)['output']>;

/** The queue of what policies referred to people. A program reads it; two people decide, in the portal. */
export class Referrals {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /**
   * Lists the bank's referrals, newest first.
   *
   * @param input `status`: WAITING, PROPOSED or SETTLED; `limit` default 20, at most 100; `cursor` of the page before.
   */
  async list(input: ReferralListInput = {}, options: RequestOptions = {}): Promise<ReferralPage> {
    return this.#api.call(listReferrals, input, options);
  }

  /** Reads a referral. @throws {PlatformError} `REFERRAL_NOT_FOUND`: there is none with this id, or it is not yours */
  async get(referralId: string, options: RequestOptions = {}): Promise<Referral> {
    return this.#api.call(getReferral, { referralId } as never, options);
  }
}
