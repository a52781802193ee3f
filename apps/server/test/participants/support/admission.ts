import type {
  ApplicationId,
  Environment,
  OperationName,
  ParticipantId,
  ParticipantKind,
  ProposalId,
  StaffRole,
} from '@xinqiao/contracts';
import { PERSONAS } from '@xinqiao/sandbox';
import type { XinqiaoOperator } from '@xinqiao/sdk/operator';
import { callerOf, type KeyPair, keyPair } from '../../applications/support/people.ts';
import { signInTo } from '../../support/owner-visit.ts';
import type { Platform } from '../../support/platform.ts';
import { RawBrowser } from '../../support/raw-browser.ts';

export type Caller = Pick<XinqiaoOperator, 'call'>;

/** Identity of a member of staff with that role; `place` tells several apart. */
export const staffWith = (role: StaffRole, place = 0): string => {
  const person = PERSONAS.filter(({ duties }) => duties?.includes(role))[place];
  if (person === undefined) throw new Error(`nobody holds ${role}`);
  return person.id;
};

/** A person at the tool the sandbox made for her. */
export const toolOf = (platform: Platform, identity: string): Caller =>
  callerOf(platform, platform.credentials(`staff-${identity}`));

/** The same person at the console: her session, over tRPC. */
export async function consoleOf(platform: Platform, identity: string) {
  const browser = new RawBrowser(platform.url);
  await signInTo(browser, 'operator', identity);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  /** @returns The code of the refusal; undefined when it was done. */
  return async (name: OperationName, input: object): Promise<string | undefined> => {
    const response = await fetch(`${platform.url}/trpc/${name}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify(input),
    });
    return ((await response.json()) as { error?: { data: { code: string } } }).error?.data.code;
  };
}

/** Code of a refusal with its particulars; undefined when the call succeeds. */
export const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    ({ code, details, errors }: { code: string; details: object; errors: readonly { path: string }[] }) => ({
      code,
      details,
      paths: errors?.map(({ path }) => path) ?? [],
    }),
  );

export interface Candidate {
  readonly participantId: ParticipantId;
  readonly applicationId: ApplicationId;
  readonly key: KeyPair;
}

const DAY_MS = 86_400_000;
export const dayFromNow = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);

export const apply = async (officer: Caller, kind: Exclude<ParticipantKind, 'OPERATOR'> = 'BANK') =>
  (await officer.call('participants.apply', { kind, name: { zh: '新来银行', en: 'New Bank' } }))
    .participantId;

/** What one person asked for and a second agrees to where it takes two. */
export async function byTwo<Answer extends { readonly proposalId: ProposalId | null }>(
  other: Caller,
  asked: Promise<Answer>,
): Promise<Answer> {
  const answer = await asked;
  if (answer.proposalId !== null) await other.call('proposals.approve', { proposalId: answer.proposalId });
  return answer;
}

export const license = async (
  officer: Caller,
  participantId: ParticipantId,
  validTo: string | null = dayFromNow(400),
) => {
  const { licence } = await officer.call('licences.record', {
    ...{ participantId, type: 'FINANCIAL_LICENCE', number: 'B9999H000000001' },
    ...{ issuer: '国家金融监督管理总局', validFrom: dayFromNow(-1), validTo },
  });
  return licence;
};

/** An application of the participant with a key in force. */
export async function equip(
  officer: Caller,
  participantId: ParticipantId,
  environment: Environment = 'SANDBOX',
) {
  const { applicationId } = await officer.call('applications.register', {
    ...{ participantId, environment, name: { zh: '贷款系统', en: 'Loans' } },
    ...{ redirectUris: ['https://new-bank.example/callback'], templates: ['credit-decision'] },
    ...{ purposes: ['CREDIT_DECISION'], scopes: ['consents:read', 'catalogue:read', 'applications:read'] },
  });
  const key = await keyPair(`new-bank-${crypto.randomUUID().slice(0, 8)}`);
  await officer.call('keys.registerAny', { participantId, applicationId, jwk: key.publicKey });
  return { applicationId, key };
}

/** Applied, licensed, equipped and certified: all but active. */
export async function certified(officer: Caller, validTo?: string | null): Promise<Candidate> {
  const participantId = await apply(officer);
  await license(officer, participantId, validTo);
  await officer.call('participants.changeStatus', { participantId, to: 'SANDBOX', reason: 'ADMITTED' });
  const equipment = await equip(officer, participantId);
  await officer.call('participants.changeStatus', { participantId, to: 'CERTIFIED', reason: 'TESTS_PASSED' });
  return { participantId, ...equipment };
}

/** Proposes to activate. @returns Id of the proposal */
export async function proposeActive(officer: Caller, participantId: ParticipantId) {
  const { proposalId } = await officer.call('participants.changeStatus', {
    ...{ participantId, to: 'ACTIVE', reason: 'CONTRACT_SIGNED' },
  });
  if (proposalId === null) throw new Error('nothing was proposed');
  return proposalId;
}

/** Certified, proposed by one officer, approved by another. */
export async function active(officer: Caller, other: Caller, validTo?: string | null): Promise<Candidate> {
  const candidate = await certified(officer, validTo);
  await other.call('proposals.approve', {
    proposalId: await proposeActive(officer, candidate.participantId),
  });
  return candidate;
}
