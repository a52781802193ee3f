import { existsSync } from 'node:fs';
import { DecisionId, PlatformError } from '@xinqiao/contracts';
import { type Policy, PolicyInvalid, parsePolicy } from '@xinqiao/scoring';
import { printJson } from '../policy/files.ts';
import { type Caller, clientOf } from '../run/credentials.ts';
import {
  deliveredPolicy,
  policyGivenFor,
  type RecordedDecision,
  readDecision,
  repeatDecision,
} from './recorded-decision.ts';

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
  const { result, documentHash, differences } = repeatDecision(decision, policy, 'DECISION');
  const { decisionId, policyId, policyVersion, decidedAt, outcome } = decision;
  const same = differences.length === 0;
  process.stderr.write(
    `${decisionId} · ${policyId}@${policyVersion} · ${decidedAt}\n` +
      `${same ? `the same, to the byte: ${outcome}` : `differs in ${differences.join(', ')}`}\n` +
      (decision.documentHash === null ? 'recorded before documents were named by their hash\n' : ''),
  );
  if (options.json)
    printJson({
      ok: same,
      decisionId,
      policy: `${policyId}@${policyVersion}`,
      documentHash,
      differences,
      result,
    });
  if (!same) process.exitCode = 1;
}

async function decisionFrom(from: string, options: ReplayOptions): Promise<RecordedDecision> {
  if (!existsSync(from) && DecisionId.safeParse(from).success)
    return clientWith(options, 'DECISION').call('decisions.get', { decisionId: from as DecisionId });
  return readDecision(from, 'DECISION');
}

async function policyOf(decision: RecordedDecision, options: ReplayOptions): Promise<Policy> {
  const { policyId, policyVersion } = decision;
  if (options.policy !== undefined) return policyGivenFor(decision, options.policy);
  const delivered = deliveredPolicy(`${policyId}@${policyVersion}`);
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

function clientWith({ as, ...caller }: ReplayOptions, setting: string) {
  if (as === undefined) throw wrong(setting, 'has to be read from the platform: give credentials by --as');
  return clientOf({ ...caller, as });
}

const wrong = (setting: string, problem: string, cause?: unknown): PlatformError =>
  new PlatformError('CONFIGURATION_INVALID', { details: { setting, problem }, cause });
