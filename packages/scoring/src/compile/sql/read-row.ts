import type { DecisionReason, PolicyResult } from '@xinqiao/contracts';
import { Dec } from '../../decimal.ts';
import { MOST_REASONS } from '../../decision/score.ts';
import { writeProbability } from '../../policy/default-probability.ts';
import type { Policy } from '../../policy/policy.ts';
import { textOfReason } from '../../policy/reason.ts';
import { MASK_BITS, type ResultLayout, VERDICT } from './result-layout.ts';

/** A row by column, whole numbers as the driver gives them: number, bigint or text. */
export type ResultRow = Readonly<Record<string, unknown>>;

/** The codes that a verdict is itself a reason for. */
const REFUSALS = new Map<number, string>([
  [VERDICT.RATING_NOT_ADMITTED, 'RATING_NOT_ADMITTED'],
  [VERDICT.LIMIT_TOO_SMALL, 'LIMIT_TOO_SMALL'],
  [VERDICT.RATE_ABOVE_CEILING, 'RATE_ABOVE_CEILING'],
]);

export function rowReader(policy: Policy, layout: ResultLayout): (row: ResultRow) => PolicyResult {
  const { policyId, version, admission, limit, price, rating, referrals = [], reasons: own = [] } = policy;
  const blocking = new Set(
    policy.features.flatMap(({ name, missing }) => (missing === 'SCORE' ? [] : [name])),
  );
  const reason = (code: string, pointsLost: number): DecisionReason => ({
    code,
    text: { ...textOfReason(own, code) },
    pointsLost,
  });

  return (row) => {
    const number = (name: string): number | null => (row[name] == null ? null : Number(row[name]));
    const bits = <T>(name: string, all: readonly T[]): T[] =>
      all.filter((_, index) => {
        const mask = BigInt(String(row[`${name}_${Math.floor(index / MASK_BITS)}`] ?? 0));
        return (mask >> BigInt(index % MASK_BITS)) & 1n;
      });
    const verdict = number('verdict')!;
    const missing = bits('missing', layout.features);
    const codes = new Set(bits('broken', admission).map(({ reasonCode }) => reasonCode));
    if (missing.some((name) => blocking.has(name))) codes.add('DATA_MISSING');
    const refusal = REFUSALS.get(verdict);
    if (refusal !== undefined) codes.add(refusal);
    for (const { reasonCode } of bits('sent', referrals)) codes.add(reasonCode);
    const losses = Array.from({ length: MOST_REASONS }, (_, place) => ({
      code: number(`reason_${place + 1}`),
      pointsLost: number(`points_${place + 1}`),
    })).flatMap(({ code, pointsLost }) => (code === null ? [] : [reason(layout.codes[code]!, pointsLost!)]));

    const [band, boundBy, rate, millionths] = [
      number('band'),
      number('bound_by'),
      number('rate'),
      number('millionths'),
    ];
    const name = band === null ? null : rating[band]!.rating;
    const approved = verdict === VERDICT.APPROVED;
    const annualRate =
      'byRisk' in price ? new Dec(rate ?? 0).div(1_000_000).toFixed() : price.annualRateByRating[name!]!;
    return {
      policyId,
      policyVersion: version,
      outcome: approved ? 'APPROVED' : verdict === VERDICT.REFERRED ? 'REFERRED' : 'DECLINED',
      limit: `${String(row.yuan)}.00`,
      limitBoundBy: boundBy === null ? null : limit.leastOf[boundBy]!.name,
      annualRate: approved ? annualRate : null,
      rating: name,
      score: number('score'),
      defaultProbability: millionths === null ? null : writeProbability(millionths),
      reasons: [...[...codes].map((code) => reason(code, 0)), ...losses],
      missing,
    };
  };
}
