import { decidingFeatures } from '../../decision/decide.ts';
import type { Policy } from '../../policy/policy.ts';
import { meritSign } from '../../policy/scorecard.ts';

/** What each bit and each code place of a row of results stands for. */
export interface ResultLayout {
  /** Codes under which the scorecard can take points, in order of their places. */
  readonly codes: readonly string[];
  /** Who can take points under each code. */
  readonly losers: readonly (readonly Loser[])[];
  /** One loss as one number is points × `span` + its place in the order; below it nothing was lost. */
  readonly span: bigint;
  /** Names of the features, in order of the bits of `missing_…`. */
  readonly features: readonly string[];
  /** Characteristics that can take points under several codes, by place. */
  readonly mixed: ReadonlySet<number>;
}

/** A characteristic that can take points under a code, and the attributes that do. */
export interface Loser {
  /** Place in the scorecard. */
  readonly characteristic: number;
  /** Points lost by place of the attribute, all above 0. */
  readonly losses: ReadonlyMap<number, number>;
  /** Whether no other code takes points of this characteristic. */
  readonly alone: boolean;
}

export function layoutOf(policy: Policy): ResultLayout {
  const { characteristics } = policy.scorecard;
  const sign = meritSign(policy.scorecard);
  const byCode = new Map<string, Map<number, Map<number, number>>>();
  const codesOf: Set<string>[] = characteristics.map(() => new Set());
  characteristics.forEach(({ attributes, baselineScore, reasonCode }, index) => {
    attributes.forEach((attribute, place) => {
      const loss = sign * (baselineScore - attribute.partialScore);
      if (loss <= 0) return;
      const code = attribute.reasonCode ?? reasonCode;
      const users = byCode.get(code) ?? new Map<number, Map<number, number>>();
      byCode.set(code, users.set(index, (users.get(index) ?? new Map()).set(place, loss)));
      codesOf[index]!.add(code);
    });
  });
  return {
    codes: [...byCode.keys()],
    losers: [...byCode.values()].map((users) =>
      [...users].map(([characteristic, losses]) => ({
        characteristic,
        losses,
        alone: codesOf[characteristic]!.size === 1,
      })),
    ),
    span: BigInt(characteristics.length) * BigInt(Math.max(byCode.size, 1)),
    features: decidingFeatures(policy).map(({ name }) => name),
    mixed: new Set(codesOf.flatMap((codes, index) => (codes.size > 1 ? [index] : []))),
  };
}

/** Bits of one BIGINT that is never negative. */
export const MASK_BITS = 60;

/** Bits spread over as many columns as they need; none where there are none. */
export const masksOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / MASK_BITS) }, (_, index) =>
    all.slice(index * MASK_BITS, (index + 1) * MASK_BITS),
  );

/** What came of it, as the column `verdict` writes it. */
export const VERDICT = {
  APPROVED: 0,
  DECLINED: 1,
  REFERRED: 2,
  RATING_NOT_ADMITTED: 3,
  LIMIT_TOO_SMALL: 4,
  RATE_ABOVE_CEILING: 5,
} as const;
