import { PlatformError, type RequestedConsent, type Xinqiao } from '@xinqiao/sdk';

/** What the desk tells the applicant. */
export type Offer =
  | { readonly kind: 'OFFER'; readonly limit: string; readonly annualRate: string }
  | { readonly kind: 'DECLINED'; readonly reasons: readonly string[] }
  /** A person decides. */
  | { readonly kind: 'BY_HAND'; readonly reasons: readonly string[] };

interface Loan {
  readonly pending?: RequestedConsent['pending'];
  readonly consentId?: string;
  /** Signed receipt of the read that the decision rests on. */
  readonly receipt?: string;
}

/** A bank's desk for loans without collateral: asks for consent, decides, keeps the evidence. */
export class LendingDesk {
  readonly #xinqiao: Xinqiao;
  readonly #loans = new Map<string, Loan>();

  constructor(xinqiao: Xinqiao) {
    this.#xinqiao = xinqiao;
  }

  /** @param today `YYYY-MM-DD`, Asia/Shanghai. @returns The link to send to the owner. */
  async apply(loanId: string, uscc: string, today: string): Promise<string> {
    const { url, pending } = await this.#xinqiao.consents.request({
      templateId: 'credit-decision',
      purpose: 'CREDIT_DECISION',
      items: [
        'registration.profile',
        'tax.vat-returns',
        'tax.credit-grades',
        'tax.arrears',
        'invoice.summary',
        'enforcement.records',
      ],
      // The decision is made beside the data: the desk needs no single records.
      disclosure: 'INDICATORS',
      range: { from: `${Number(today.slice(0, 4)) - 2}-${today.slice(5, 7)}-01`, to: today },
      validity: 'P6M',
      customer: { uscc },
    });
    this.#loans.set(loanId, { pending });
    return url;
  }

  /** The owner came back. @returns Whether she agreed. */
  async returned(loanId: string, callbackUrl: string): Promise<boolean> {
    const { pending } = this.#loan(loanId);
    if (pending === undefined) throw new Error('the applicant is not expected');
    try {
      const { consentId } = await this.#xinqiao.consents.complete(callbackUrl, pending);
      this.#loans.set(loanId, { consentId });
      return true;
    } catch (error) {
      if (!(error instanceof PlatformError) || error.code !== 'CONSENT_REFUSED') throw error;
      this.#loans.delete(loanId);
      return false;
    }
  }

  /** Decides once per loan: the same loan gets the same decision, however often it is asked for. */
  async decide(loanId: string): Promise<Offer> {
    const { consentId = '' } = this.#loan(loanId);
    const { decision, receipt } = await this.#xinqiao.decisions.create(
      { consentId },
      { idempotencyKey: `loan-${loanId}` },
    );
    this.#loans.set(loanId, { consentId, receipt: receipt.jws });
    const { outcome, limit, annualRate } = decision;
    const reasons = decision.reasons.map(({ code }) => code);
    if (outcome === 'APPROVED' && annualRate !== null) return { kind: 'OFFER', limit, annualRate };
    return { kind: outcome === 'DECLINED' ? 'DECLINED' : 'BY_HAND', reasons };
  }

  /** Proof, for the loan file, that the access log holds the read. */
  async evidence(loanId: string) {
    const { receipt = '' } = this.#loan(loanId);
    return this.#xinqiao.audit.prove(receipt);
  }

  #loan(loanId: string): Loan {
    const loan = this.#loans.get(loanId);
    if (loan === undefined) throw new Error('there is no such loan');
    return loan;
  }
}
