import type { Consent, ConsentRequest } from '@xinqiao/contracts';
import { Xinqiao, type XinqiaoOptions } from '@xinqiao/sdk';
import { generateKeyPair } from 'jose';
import { setupServer } from 'msw/node';
import { type Sandbox, type XinqiaoHandlersOptions, xinqiaoHandlers } from '../../../src/msw/index.ts';
import { rawBank } from './raw-bank.ts';

export const BASE_URL = 'https://xinqiao.test';
export const REDIRECT_URI = 'https://bank.test/callback';
export const APPLICATION_ID = 'app_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d01';
export const OTHER_APPLICATION_ID = 'app_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d02';
/** A healthy business. */
export const SHEN = 'persona-shen-yulan';
/** Three months of VAT unpaid. */
export const MA = 'persona-ma-jianguo';

export interface BankTest {
  readonly sandbox: Sandbox;
  /** A new client of the unmodified SDK, which does not wait between attempts. */
  bank(options?: Partial<XinqiaoOptions>): Xinqiao;
  /** The same bank without the SDK, or another one. */
  raw(applicationId?: string): ReturnType<typeof rawBank>;
  /** Asks, lets the owner agree, and redeems. */
  agreed(bank: Xinqiao, fact?: Partial<ConsentRequest>, personaId?: string): Promise<Consent>;
  close(): void;
}

/** A platform of handlers behind a listening msw server. */
export async function bankTest(options: Partial<XinqiaoHandlersOptions> = {}): Promise<BankTest> {
  const { handlers, sandbox } = xinqiaoHandlers({ baseUrl: BASE_URL, ...options });
  const server = setupServer(...handlers);
  server.listen({ onUnhandledFrame: 'error' });
  const { privateKey } = await generateKeyPair('ES256');
  const identity = { baseUrl: BASE_URL, applicationId: APPLICATION_ID, redirectUri: REDIRECT_URI };
  return {
    sandbox,
    bank: (more = {}) =>
      new Xinqiao({ ...identity, key: { privateKey, keyId: 'bank-1' }, random: () => 0, ...more }),
    raw: (applicationId = APPLICATION_ID) =>
      rawBank({ ...identity, applicationId, key: privateKey, keyId: 'bank-1' }),
    async agreed(bank, fact = {}, personaId = SHEN) {
      const { url, pending } = await bank.consents.request(consentRequest(sandbox, fact));
      return bank.consents.complete(await sandbox.owner(personaId).agree(url), pending);
    },
    close: () => server.close(),
  };
}

/** A request that fits its template; each test names only what it is about. */
export function consentRequest(
  { clock }: Pick<Sandbox, 'clock'>,
  fact: Partial<ConsentRequest> = {},
): ConsentRequest {
  const today = new Date(clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  return {
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
    disclosure: 'RECORDS',
    range: { from: `${Number(today.slice(0, 4)) - 2}-${today.slice(5, 7)}-01`, to: today },
    validity: 'P6M',
    ...fact,
  };
}
