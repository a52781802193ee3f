import type { ConsentRequest, Decision, Referral, ReferralId } from '@xinqiao/contracts';
import type { Caller } from '../applications/support/people.ts';
import { agreedConsent, type Platform } from '../support/platform.ts';

/** A decision that is left to people, because the consent lacks what the policy needs, and its referral. */
export async function referred(
  platform: Platform,
  terms: Partial<ConsentRequest> = {},
  by: { readonly policyId?: string } = {},
): Promise<{ readonly decision: Decision; readonly referral: Referral }> {
  const bank = platform.bank();
  const fact: Partial<ConsentRequest> = { items: ['registration.profile', 'tax.vat-returns'], ...terms };
  const { consentId } = await agreedConsent(platform, { bank, fact });
  const { decision } = await bank.decisions.create({ consentId, ...by });
  const { items } = await bank.referrals.list({ limit: 1 });
  return { decision, referral: items[0] as Referral };
}

/** A proposal that can be made of any referral; a test names only what it is about. */
export const approval = (fact: object = {}) => ({
  ...{ outcome: 'APPROVED', limit: '200000.00', annualRate: '0.05', reasons: ['DOCUMENTS_SEEN'] },
  ...fact,
});
export const refusal = (fact: object = {}) => ({
  ...{ outcome: 'DECLINED', limit: null, annualRate: null, reasons: ['RISK_CONFIRMED'] },
  ...fact,
});

/** The steps of a person on one referral. */
export const hands = (caller: Caller, referralId: ReferralId) => {
  const step =
    (name: 'referrals.propose' | 'referrals.sendBack' | 'referrals.confirm') =>
    (revision: number, fact: object = {}, options: { idempotencyKey?: string } = {}): Promise<Referral> =>
      caller.call(name, { referralId, revision, ...fact } as never, options);
  return {
    propose: step('referrals.propose'),
    sendBack: step('referrals.sendBack'),
    confirm: step('referrals.confirm'),
  };
};
