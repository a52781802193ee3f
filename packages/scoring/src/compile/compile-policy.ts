import { type CalendarDate, type DecisionReason, type PolicyResult, toAmountCny } from '@xinqiao/contracts';
import { decidingFeatures } from '../decision/decide.ts';
import type { Applicant, FeatureValue } from '../decision/feature-values.ts';
import { isInForce } from '../decision/in-force.ts';
import { limitOf } from '../decision/limit-terms.ts';
import { PolicyNotInForce } from '../error.ts';
import { millionthsAt, writeProbability } from '../policy/default-probability.ts';
import { allFacts } from '../policy/feature.ts';
import type { Policy } from '../policy/policy.ts';
import { annualRateOf } from '../policy/price.ts';
import { textOfReason } from '../policy/reason.ts';
import { meritSign } from '../policy/scorecard.ts';
import { type FeatureRecord, fromUnits, recordReader } from './feature-record.ts';
import { functionSource } from './function-source.ts';

/** A policy as a function: what `decide` says, many times faster. */
export interface CompiledPolicy {
  /** Values as they are written, checked once, as the function reads them. @throws {FeatureInvalid} */
  read(applicant: Applicant): FeatureRecord;
  /**
   * Decides on a record; the same value as `decide`, with the same keys in the same order. Reasons are shared between
   * results and frozen.
   *
   * @throws {PolicyNotInForce} `ValueError` as `decide`.
   */
  decide(record: FeatureRecord, asOf: CalendarDate): PolicyResult;
}

/** What a score alone decides. */
export interface AtScore {
  readonly rating: string;
  /** Place of the band in the policy. */
  readonly band: number;
  readonly admitted: boolean;
  /** Of default, in millionths; 0 where the policy gives none. */
  readonly millionths: number;
  readonly probability: string | null;
  /** Null where the price goes by risk and would pass the ceiling, and where nothing is lent at the rating. */
  readonly annualRate: string | null;
}

/** Scores kept with what they decide; a policy that can give more is looked up anew beyond them. */
const MOST_KEPT = 100_000;

/**
 * Compiles a policy to a function whose source holds nothing but checked numbers, names of features that passed their
 * pattern, and places in tables: no word of the author’s is ever source.
 */
export function compilePolicy(policy: Policy): CompiledPolicy {
  const features = decidingFeatures(policy);
  const facts = allFacts(features);
  const known = new Map<number, AtScore>();
  const atScore = (score: number): AtScore => {
    const found = known.get(score);
    if (found !== undefined) return found;
    const at = scoreFacts(policy, score);
    if (known.size < MOST_KEPT) known.set(score, at);
    return at;
  };
  /** For figures so large that floats are not exact: the plain meaning. */
  const largeLimit = (record: FeatureRecord, rating: string) => {
    const values = new Map(
      [...facts.values()].flatMap(({ name, places, categories }): [string, FeatureValue][] => {
        const value = record[name] ?? null;
        if (value === null) return [];
        return [[name, categories === null ? fromUnits(value as number | bigint, places) : String(value)]];
      }),
    );
    const limit = limitOf(policy.limit, rating, values);
    if (limit === null) return null;
    const by = policy.limit.leastOf.findIndex(({ name }) => name === limit.boundBy);
    return { yuan: limit.amount.toNumber(), text: toAmountCny(limit.amount), by };
  };
  const reason = (code: string, pointsLost: number): DecisionReason =>
    Object.freeze({ code, text: Object.freeze({ ...textOfReason(policy.reasons ?? [], code) }), pointsLost });

  const { source, table } = functionSource(policy, reason);
  const make = new Function('table', 'atScore', 'largeLimit', 'reason', source) as (
    ...given: unknown[]
  ) => (record: FeatureRecord) => PolicyResult;
  const run = make(table, atScore, largeLimit, reason);

  let lastDay: CalendarDate | undefined;
  return {
    read: recordReader(features),
    decide(record, asOf) {
      if (asOf !== lastDay) {
        if (!isInForce(policy, asOf)) throw new PolicyNotInForce();
        lastDay = asOf;
      }
      return run(record);
    },
  };
}

function scoreFacts(policy: Policy, score: number): AtScore {
  const sign = meritSign(policy.scorecard);
  const band = policy.rating.findIndex(({ from }) => from === null || sign * score >= sign * from);
  const { rating, admitted } = policy.rating[band]!;
  const millionths =
    policy.defaultProbability === undefined ? null : millionthsAt(policy.defaultProbability, score);
  const probability = millionths === null ? null : writeProbability(millionths);
  const annualRate = admitted ? annualRateOf(policy.price, rating, probability) : null;
  return { rating, band, admitted, millionths: millionths ?? 0, probability, annualRate };
}
