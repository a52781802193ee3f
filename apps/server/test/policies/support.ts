import type { PolicyVersion } from '@xinqiao/contracts';
import { databaseUrls, openDatabase, type Tx } from '@xinqiao/db';
import { PERSONAS } from '@xinqiao/sandbox';
import type { PolicyDocument } from '@xinqiao/scoring';
import { type Caller, callerOf, sessionOf } from '../applications/support/people.ts';
import type { Platform } from '../support/platform.ts';
import { ownDocument } from './own-document.ts';

const [FIRST, SECOND] = PERSONAS.filter(({ role }) => role === 'RISK_OFFICER').map(({ id }) => id);
const KEEPERS = PERSONAS.filter(({ duties }) => duties?.includes('POLICY')).map(({ id }) => id);

export interface Officers {
  /** Two risk officers of the sandbox’s bank, at the portal. */
  readonly ye: Caller;
  readonly luo: Caller;
  readonly names: readonly string[];
  /** Programs of that bank and of another. */
  readonly program: Caller;
  readonly otherBank: Caller;
  /** Two of the operator’s staff who keep policies, at their tools. */
  readonly keepers: readonly [Caller, Caller];
}

export async function officers(platform: Platform): Promise<Officers> {
  const [first, second] = KEEPERS.map((id) => callerOf(platform, platform.credentials(`staff-${id}`)));
  return {
    ye: await sessionOf(platform, FIRST!),
    luo: await sessionOf(platform, SECOND!),
    names: [FIRST!, SECOND!],
    program: callerOf(platform, platform.credentials('bank')),
    otherBank: callerOf(platform, platform.credentials('other-bank')),
    keepers: [first!, second!],
  };
}

export const nameOf = ({ policyId, version, documentHash, baselineHash }: PolicyVersion) => ({
  policyId,
  version,
  documentHash,
  baselineHash,
});

/** The name alone, for steps that rest on nothing she saw. */
export const onlyName = ({ policyId, version }: PolicyVersion) => ({ policyId, version });

export const draft = (caller: Caller, part: Partial<PolicyDocument> = {}): Promise<PolicyVersion> =>
  caller.call('policies.draft', { document: ownDocument(part) });

/** Drafted and proposed by the one, put in force by the other. */
export async function activated(
  [one, other]: readonly [Caller, Caller],
  part: Partial<PolicyDocument> = {},
): Promise<PolicyVersion> {
  const drafted = await draft(one, part);
  await one.call('policies.propose', nameOf(drafted));
  return other.call('policies.activate', nameOf(drafted));
}

/** What the application’s login can do in SQL with the scope of a bank, the triggers and row security in force. */
export async function byLogin<T>(
  { adminUrl, secret }: Pick<Platform, 'adminUrl' | 'secret'>,
  participantId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { application } = databaseUrls(adminUrl, secret, new URL(adminUrl).pathname.slice(1));
  const login = openDatabase(application, { poolSize: 1 });
  return login.transaction({ participantId }, work).finally(() => login.close());
}

/** By that login every change raises the revision, as the trigger demands. */
export const raised = { revision: { increment: 1 } };
