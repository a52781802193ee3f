import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { canonicalJson, type JsonValue } from '@xinqiao/audit-log';
import { Decision, DecisionId, PlatformError } from '@xinqiao/contracts';
import {
  EXAMPLE_POLICIES,
  FeatureInvalid,
  POLICIES,
  type Policy,
  PolicyInvalid,
  PolicyNotInForce,
  parsePolicy,
  replay,
} from '@xinqiao/scoring';
import { printJson, readBytes, readPolicy } from '../policy/files.ts';
import { type Caller, clientOf } from '../run/credentials.ts';

export interface ReplayOptions extends Omit<Caller, 'as'> {
  /** Credentials to read a decision, or a policy of the bank’s own, from the platform with. */
  readonly as?: string;
  /** File with the policy document. Default: the version delivered with this program, else the platform’s. */
  readonly policy?: string;
  readonly json: boolean;
}

/**
 * Makes a recorded decision again and compares: what it says, and the bytes of the policy. Offline for a file and a
 * policy that is delivered or given. Ends with 1 where anything differs.
 *
 * @param from A file with the decision as the platform answers it, or the id of one.
 */
export async function replayDecision(from: string, options: ReplayOptions): Promise<void> {
  const decision = await decisionFrom(from, options);
  const policy = await policyOf(decision, options);
  const { result, differences } = repeated(decision, policy);
  const documentHash = hashOf(policy);
  const all = [
    ...differences,
    ...(decision.documentHash === null || decision.documentHash === documentHash ? [] : ['documentHash']),
  ];
  const { decisionId, policyId, policyVersion, decidedAt, outcome } = decision;
  process.stderr.write(
    `${decisionId} · ${policyId}@${policyVersion} · ${decidedAt}\n` +
      `${all.length === 0 ? `the same, to the byte: ${outcome}` : `differs in ${all.join(', ')}`}\n` +
      (decision.documentHash === null ? 'recorded before documents were named by their hash\n' : ''),
  );
  const same = all.length === 0;
  if (options.json)
    printJson({
      ok: same,
      decisionId,
      policy: `${policyId}@${policyVersion}`,
      documentHash,
      differences: all,
      result,
    });
  if (!same) process.exitCode = 1;
}

async function decisionFrom(from: string, options: ReplayOptions): Promise<Decision> {
  if (!existsSync(from) && DecisionId.safeParse(from).success)
    return clientWith(options, 'DECISION').call('decisions.get', { decisionId: from as DecisionId });
  const text = new TextDecoder().decode(readBytes(from, 'DECISION'));
  const read = jsonOf(text) as { decision?: unknown } | null;
  // As `decisions.get` answers it, or `decisions.create`; of before newer keys were added they are absent.
  const record = read?.decision ?? read;
  const parsed = Decision.safeParse({ ...LATER_KEYS, ...(record as object) });
  if (!parsed.success) throw wrong('DECISION', 'is no decision as the platform answers it', parsed.error);
  return parsed.data;
}

const LATER_KEYS = {
  ...{ limitBoundBy: null, defaultProbability: null },
  ...{ documentHash: null, alternatives: null, inputs: null },
};

async function policyOf({ policyId, policyVersion }: Decision, options: ReplayOptions): Promise<Policy> {
  const name = `${policyId}@${policyVersion}`;
  if (options.policy !== undefined) {
    const policy = readPolicy(options.policy, '--policy');
    if (`${policy.policyId}@${policy.version}` !== name) throw wrong('--policy', `is not ${name}`);
    return policy;
  }
  const delivered = POLICIES.get(name) ?? EXAMPLE_POLICIES.get(name);
  if (delivered !== undefined) return delivered;
  const client = clientWith(options, '--policy');
  const { document } = await client.call('policies.get', { policyId, version: policyVersion });
  try {
    return parsePolicy(document);
  } catch (error) {
    if (error instanceof PolicyInvalid) throw wrong('--policy', 'is no policy this program knows', error);
    throw error;
  }
}

function repeated(decision: Decision, policy: Policy) {
  try {
    return replay(decision as Parameters<typeof replay>[0], policy);
  } catch (error) {
    if (error instanceof PolicyNotInForce)
      throw wrong('DECISION', 'names a policy that did not decide that day', error);
    if (error instanceof FeatureInvalid) throw wrong('DECISION', 'has inputs its policy cannot read', error);
    throw error;
  }
}

const hashOf = (policy: Policy): string =>
  createHash('sha256')
    .update(canonicalJson(policy as unknown as JsonValue) ?? '')
    .digest('base64url');

function clientWith({ as, ...caller }: ReplayOptions, setting: string) {
  if (as === undefined) throw wrong(setting, 'has to be read from the platform: give credentials by --as');
  return clientOf({ ...caller, as });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw wrong('DECISION', 'is no JSON', cause);
  }
}

const wrong = (setting: string, problem: string, cause?: unknown): PlatformError =>
  new PlatformError('CONFIGURATION_INVALID', { details: { setting, problem }, cause });
