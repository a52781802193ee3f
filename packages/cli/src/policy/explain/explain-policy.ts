import { CalendarDate, dateOf, PlatformError } from '@xinqiao/contracts';
import { type Applicant, FeatureInvalid, type Policy, PolicyNotInForce } from '@xinqiao/scoring';
import type { ReportLanguage } from '@xinqiao/workbench';
import { z } from 'zod';
import {
  deliveredPolicy,
  policyGivenFor,
  readDecision,
  repeatDecision,
} from '../../decisions/recorded-decision.ts';
import { printJson, readBytes, readPolicy } from '../files.ts';
import { type Explanation, explain } from './explanation.ts';
import { explanationText } from './explanation-text.ts';

export interface ExplainOptions {
  readonly policy?: string;
  readonly applicant?: string;
  readonly decision?: string;
  readonly asOf?: string;
  readonly language: ReportLanguage;
  readonly json: boolean;
}

const Values = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/**
 * Prints what a policy decides about one applicant, and why: of values in a file, or of a recorded decision, which is
 * made again as `xinqiao decisions replay` does and compared.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID`
 */
export function explainPolicy(options: ExplainOptions): void {
  const { differences, ...explanation } = asked(options);
  const repeats = differences === undefined ? {} : { repeats: differences.length === 0, differences };
  if (options.json) printJson({ ...explanation, ...repeats });
  else process.stdout.write(explanationText(explanation, options.language));
  if (differences !== undefined && differences.length > 0)
    process.stderr.write(
      `! ${{ zh: '与记录的决定不同之处', en: 'This is not what was recorded. It differs in' }[options.language]}: ${differences.join(', ')}\n`,
    );
}

/** With `differences` where a recorded decision is explained. */
type Answer = Explanation & { readonly differences?: readonly string[] };

function asked({ policy, applicant, decision, asOf }: ExplainOptions): Answer {
  if ((applicant === undefined) === (decision === undefined))
    throw wrong('--applicant', 'name a file of values, or a recorded decision with --decision');
  if (decision !== undefined) {
    if (asOf !== undefined) throw wrong('--as-of', 'is that of the decision where --decision is given');
    return ofDecision(decision, policy);
  }
  const values = Values.safeParse(jsonOf(applicant!, '--applicant'));
  if (!values.success)
    throw wrong(
      '--applicant',
      `is no object of texts and numbers by feature: ${z.prettifyError(values.error)}`,
    );
  if (policy === undefined) throw wrong('--policy', 'is needed with --applicant');
  return explained(policyOf(policy), values.data, asOf === undefined ? today() : dayOf(asOf));
}

function ofDecision(file: string, given: string | undefined): Answer {
  const decision = readDecision(file, '--decision');
  const policy = policyGivenFor(decision, given ?? `${decision.policyId}@${decision.policyVersion}`);
  const { result, differences } = repeatDecision(decision, policy, '--decision');
  const { alternatives: _, ...said } = result;
  const explanation = explain(policy, decision.indicators!, dateOf(decision.decidedAt));
  return { ...explanation, result: said, differences };
}

function explained(policy: Policy, applicant: Applicant, asOf: CalendarDate) {
  try {
    return explain(policy, applicant, asOf);
  } catch (error) {
    if (!(error instanceof FeatureInvalid || error instanceof PolicyNotInForce)) throw error;
    throw wrong(error instanceof FeatureInvalid ? '--applicant' : '--as-of', error.message, error);
  }
}

/** A policy that comes with this program, by `policyId@version`, else a file. */
const policyOf = (name: string): Policy => deliveredPolicy(name) ?? readPolicy(name, '--policy');

function jsonOf(path: string, setting: string): unknown {
  const text = new TextDecoder().decode(readBytes(path, setting));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw wrong(setting, 'is no JSON', cause);
  }
}

function dayOf(text: string): CalendarDate {
  const day = CalendarDate.safeParse(text);
  if (!day.success) throw wrong('--as-of', 'is no day, YYYY-MM-DD');
  return day.data;
}

/** In Shanghai. */
const today = (): CalendarDate => dateOf(new Date().toISOString());

const wrong = (setting: string, problem: string, cause?: unknown): PlatformError =>
  new PlatformError('CONFIGURATION_INVALID', { details: { setting, problem }, cause });
