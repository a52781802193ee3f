import { CalendarDate, dateOf, PlatformError, PolicyResult } from '@xinqiao/contracts';
import { type Applicant, FeatureInvalid, POLICIES, type Policy, PolicyNotInForce } from '@xinqiao/scoring';
import type { ReportLanguage } from '@xinqiao/workbench';
import { z } from 'zod';
import { printJson, readBytes, readPolicy } from '../files.ts';
import { explain } from './explanation.ts';
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
/** What of a recorded decision is needed to repeat it. */
const Recorded = z.object({ ...PolicyResult.shape, asOf: CalendarDate, indicators: Values });

/**
 * Prints what a policy decides about one applicant, and why: of values in a file, or of a recorded decision, which is
 * repeated and compared.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID`
 */
export function explainPolicy(options: ExplainOptions): void {
  const { policy, applicant, asOf, recorded } = askedFor(options);
  const explanation = explained(policy, applicant, asOf);
  const repeats =
    recorded === undefined ? undefined : JSON.stringify(recorded) === JSON.stringify(explanation.result);
  if (options.json) printJson({ ...explanation, ...(repeats === undefined ? {} : { repeats }) });
  else process.stdout.write(explanationText(explanation, options.language));
  if (repeats === false)
    process.stderr.write(
      `! ${{ zh: '与记录的决定不同：策略或输入并非当时所用。', en: 'This is not what was recorded: policy or inputs are not those of the decision.' }[options.language]}\n`,
    );
}

function explained(policy: Policy, applicant: Applicant, asOf: CalendarDate) {
  try {
    return explain(policy, applicant, asOf);
  } catch (error) {
    if (!(error instanceof FeatureInvalid || error instanceof PolicyNotInForce)) throw error;
    throw wrong(error instanceof FeatureInvalid ? '--applicant' : '--as-of', error.message, error);
  }
}

function askedFor({ policy, applicant, decision, asOf }: ExplainOptions) {
  if ((applicant === undefined) === (decision === undefined))
    throw wrong('--applicant', 'name a file of values, or a recorded decision with --decision');
  if (decision !== undefined) {
    const read = Recorded.safeParse(jsonOf(decision, '--decision'));
    if (!read.success)
      throw wrong('--decision', `is no decision with its indicators: ${z.prettifyError(read.error)}`);
    const { asOf: day, indicators, ...result } = read.data;
    return {
      policy: policyOf(policy ?? `${result.policyId}@${result.policyVersion}`),
      applicant: indicators,
      asOf: asOf === undefined ? day : dayOf(asOf),
      recorded: result,
    };
  }
  const values = Values.safeParse(jsonOf(applicant!, '--applicant'));
  if (!values.success)
    throw wrong(
      '--applicant',
      `is no object of texts and numbers by feature: ${z.prettifyError(values.error)}`,
    );
  if (policy === undefined) throw wrong('--policy', 'is needed with --applicant');
  return {
    policy: policyOf(policy),
    applicant: values.data,
    asOf: asOf === undefined ? today() : dayOf(asOf),
    recorded: undefined,
  };
}

/** A policy of the platform by `policyId@version`, else a file. */
const policyOf = (name: string): Policy => POLICIES.get(name) ?? readPolicy(name, '--policy');

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
