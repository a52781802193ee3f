import { type ConsentRequest, PlatformError } from '@xinqiao/contracts';
import { OwnerBrowser, PERSONAS } from '@xinqiao/sandbox';
import { Xinqiao } from '@xinqiao/sdk';
import { compactVerify, createRemoteJWKSet, errors } from 'jose';
import type { Narrator } from './narrator.ts';

import { type Credentials, startServerProcess } from './server-process.ts';

/** What the sandbox demo saw, value by value. */
export interface MainJobResult {
  readonly ok: boolean;
  readonly consent: { readonly status: string };
  readonly package: { readonly signatureValid: boolean };
  readonly decision: {
    readonly outcome: string;
    readonly limit: string;
    readonly reasons: readonly string[];
  };
  readonly receipt: { readonly included: boolean; readonly consistent: boolean };
  readonly afterRevoke: { readonly code: string };
}

/** A bank’s client, as its developer would make it. */
export const bankClient = (
  url: string,
  { applicationId, keyId, privateKey, redirectUri }: Credentials,
): Xinqiao =>
  new Xinqiao({ baseUrl: url, applicationId, key: { privateKey, keyId }, redirectUri: redirectUri ?? '' });

/** Ask, agree, fetch, decide, prove, stop: one persona, one bank. */
export async function mainJob(narrator: Narrator): Promise<MainJobResult> {
  const server = await narrator.step(
    'Start PostgreSQL, the three server roles and the seeded city',
    () => startServerProcess(0),
    ({ url }) => `ready at ${url}`,
  );
  try {
    return await play(narrator, server.url, server.credentials('bank'));
  } finally {
    await server.stop();
  }
}

async function play(narrator: Narrator, url: string, credentials: Credentials): Promise<MainJobResult> {
  const bank = bankClient(url, credentials);
  const [persona] = PERSONAS;
  if (!persona?.enterprise) throw new PlatformError('PERSONA_UNKNOWN');
  const { enterprise } = persona;
  const owner = new OwnerBrowser(url);

  const asked = await narrator.step(
    'The bank asks the enterprise for consent (pushed request, RFC 9126 and 9396)',
    () => bank.consents.request(requestFor(enterprise.uscc, new Date())),
    ({ consentId }) => `consent ${consentId} is waiting for an answer`,
  );
  const callback = await narrator.step(
    `${persona.name.en} opens the link, signs in, reads one page and agrees`,
    () => owner.answer(asked.url, persona.id, 'agree'),
    () => 'the browser is sent back to the bank with a code',
  );
  const consent = await narrator.step(
    'The bank redeems the code and checks the signed consent',
    () => bank.consents.complete(callback, asked.pending),
    ({ status, expiresAt }) => `${status} until ${expiresAt}`,
  );
  const fetched = await narrator.step(
    'The bank fetches what the consent covers; the access is logged first',
    () => bank.data.fetch(consent.consentId),
    ({ data }) => data.items.map(({ item, status }) => `${item} ${status}`).join(', '),
  );
  const signatureValid = await narrator.step(
    'Anybody can check the package’s signature with the published keys, without the SDK',
    () => packageVerifies(url, fetched.jws),
    (valid) => (valid ? 'the signature is valid' : 'the signature is NOT valid'),
  );
  const first = await narrator.step(
    'The bank turns the receipt into a proof that the reading is in the log',
    () => bank.audit.prove(fetched.receipt),
    ({ index, size }) => `entry ${index} of ${size}, under a signed checkpoint`,
  );
  const { decision, receipt } = await narrator.step(
    'The platform decides a limit beside the data (policy 税融通)',
    () => bank.decisions.create({ consentId: consent.consentId }),
    (made) =>
      `${made.decision.outcome}, limit ${made.decision.limit} yuan at ${made.decision.annualRate} a year, rating ${made.decision.rating}`,
  );
  for (const { text, pointsLost } of decision.reasons)
    narrator.say(`− ${text.en} (${text.zh}; ${pointsLost} points)`);
  const second = await narrator.step(
    'The bank proves this reading too, and that the log only grew in between',
    () => bank.audit.prove(receipt),
    ({ index, size, consistent }) =>
      `entry ${index} of ${size}, ${consistent === true ? `consistent with size ${first.size}` : 'nothing to compare'}`,
  );
  await narrator.step(
    `${persona.name.en} stops the consent on “My consents”`,
    async () => {
      await owner.signIn(persona.id);
      return owner.press(consent.consentId, 'stop');
    },
    () => 'stopped',
  );
  const after = await narrator.step(
    'The bank tries once more',
    () => codeOf(bank.data.fetch(consent.consentId)),
    (code) => `refused: ${code}`,
  );
  const entries = await bank.audit.entries({ consentId: consent.consentId });
  for (const { recordedAt, kind, actor } of entries.items.toReversed())
    narrator.say(`${recordedAt}  ${kind.padEnd(18)} ${actor}`);
  const status = (await bank.consents.get(consent.consentId)).status;

  const result: MainJobResult = {
    ok:
      consent.status === 'ACTIVE' &&
      signatureValid &&
      second.included &&
      second.consistent === true &&
      after === 'CONSENT_REVOKED' &&
      status === 'REVOKED',
    consent: { status: consent.status },
    package: { signatureValid },
    decision: {
      outcome: decision.outcome,
      limit: decision.limit,
      reasons: decision.reasons.map(({ code }) => code),
    },
    receipt: { included: second.included, consistent: second.consistent === true },
    afterRevoke: { code: after },
  };
  narrator.end(
    result.ok
      ? 'Everything that was asked was shown, and nothing after the stop.'
      : 'Something is wrong: see above.',
  );
  return result;
}

/** Two years of tax, invoices and registration, for six months. */
export function requestFor(uscc: string, now: Date): ConsentRequest {
  const today = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const from = `${Number(today.slice(0, 4)) - 2}-${today.slice(5, 7)}-01`;
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
    range: { from, to: today },
    validity: 'P6M',
    customer: { uscc },
  };
}

/** Code of the error a call ends with; `NONE` when it succeeds. */
async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'NONE';
  } catch (error) {
    if (error instanceof PlatformError) return error.code;
    throw error;
  }
}

/** Verifies a package with nothing but its text and the platform’s published keys. */
async function packageVerifies(url: string, jws: string): Promise<boolean> {
  const keys = createRemoteJWKSet(new URL('/.well-known/xinqiao-keys.json', url));
  try {
    const { protectedHeader } = await compactVerify(jws, keys, { algorithms: ['ES256'] });
    return protectedHeader.typ === 'xinqiao-package+jwt';
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}
