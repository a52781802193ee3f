import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@xinqiao/audit-log';
import { Decision, PlatformError } from '@xinqiao/contracts';
import {
  type Applicant,
  EXAMPLE_POLICIES,
  FeatureInvalid,
  POLICIES,
  type Policy,
  PolicyNotInForce,
  type Replay,
  replay,
} from '@xinqiao/scoring';
import { z } from 'zod';
import { readBytes, readPolicy } from '../policy/files.ts';

/** As the platform answers it; a bank’s own record may have features of its own among the indicators. */
const Recorded = Decision.extend({
  indicators: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional(),
});
export type RecordedDecision = Omit<Decision, 'indicators'> & { readonly indicators?: Applicant | undefined };

/**
 * A decision as `decisions.get` answers it, or `decisions.create`, in a file.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID`
 */
export function readDecision(path: string, setting: string): RecordedDecision {
  const text = new TextDecoder().decode(readBytes(path, setting));
  const read = jsonOf(text, setting) as { decision?: unknown } | null;
  const record = read?.decision ?? read;
  const parsed = Recorded.safeParse({ ...LATER_KEYS, ...(record as object) });
  if (!parsed.success) throw wrong(setting, 'is no decision as the platform answers it', parsed.error);
  return parsed.data;
}

/** What records of before newer keys were added have there. */
const LATER_KEYS: Partial<Record<string, null>> = {
  ...{ limitBoundBy: null, defaultProbability: null },
  ...{ documentHash: null, alternatives: null, inputs: null },
};

/** Whether a record is of before a key was added: it has none to compare. */
const isOfBefore = (decision: RecordedDecision, key: string): boolean =>
  decision.documentHash === null && key in LATER_KEYS && decision[key as keyof RecordedDecision] === null;

/** A policy that comes with this program, by `policyId@version`. */
export const deliveredPolicy = (name: string): Policy | undefined =>
  POLICIES.get(name) ?? EXAMPLE_POLICIES.get(name);

/**
 * The policy that a decision names: what comes with this program by its name, else a file of that very version.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID` for another policy
 */
export function policyGivenFor({ policyId, policyVersion }: RecordedDecision, given: string): Policy {
  const name = `${policyId}@${policyVersion}`;
  const policy = deliveredPolicy(given) ?? readPolicy(given, '--policy');
  if (`${policy.policyId}@${policy.version}` !== name) throw wrong('--policy', `is not ${name}`);
  return policy;
}

/** A decision made again. `differences` are the keys that are others, `documentHash` among them. */
export interface Repeated extends Replay {
  /** Of the policy it was repeated by. */
  readonly documentHash: string;
}

/**
 * Makes a recorded decision again, on its own day, and compares what it says and the bytes of the policy.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID` where there is nothing to repeat it from
 */
export function repeatDecision(decision: RecordedDecision, policy: Policy, setting: string): Repeated {
  if (decision.indicators === undefined)
    throw wrong(setting, 'has no indicators: there is nothing to repeat it from');
  const { result, differences: all } = replayed(decision, policy, setting);
  const differences = all.filter((key) => !isOfBefore(decision, key));
  const documentHash = hashOf(policy);
  const same = decision.documentHash === null || decision.documentHash === documentHash;
  return { result, documentHash, differences: same ? differences : [...differences, 'documentHash'] };
}

function replayed(decision: RecordedDecision, policy: Policy, setting: string): Replay {
  try {
    return replay(decision as Parameters<typeof replay>[0], policy);
  } catch (error) {
    if (error instanceof PolicyNotInForce)
      throw wrong(setting, 'names a policy that did not decide that day', error);
    if (error instanceof FeatureInvalid) throw wrong(setting, 'has inputs its policy cannot read', error);
    throw error;
  }
}

const hashOf = (policy: Policy): string =>
  createHash('sha256')
    .update(canonicalJson(policy as unknown as JsonValue) ?? '')
    .digest('base64url');

function jsonOf(text: string, setting: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw wrong(setting, 'is no JSON', cause);
  }
}

const wrong = (setting: string, problem: string, cause?: unknown): PlatformError =>
  new PlatformError('CONFIGURATION_INVALID', { details: { setting, problem }, cause });
