import { MOST_REASONS } from '../../decision/score.ts';
import type { Policy } from '../../policy/policy.ts';
import { meritSign } from '../../policy/scorecard.ts';
import { type Level, quotient, sumSql } from './expressions.ts';
import type { Loser, ResultLayout } from './result-layout.ts';

/**
 * The steps to `key_1` … `key_4`: each loss of points is one number, its points before its place in the policy, so that
 * the greatest numbers are the heaviest losses in their order. No two are the same; below `span` nothing was lost.
 *
 * @param given By code: whether it is a reason already.
 */
export function lossLevels(
  policy: Policy,
  layout: ResultLayout,
  given: ReadonlyMap<string, string>,
): Level[] {
  const { codes, losers, span } = layout;
  const { characteristics } = policy.scorecard;
  const count = MOST_REASONS < codes.length ? MOST_REASONS : codes.length;
  const order = ({ characteristic }: Loser) => (characteristics.length - 1 - characteristic) * codes.length;
  const parts: Record<string, string> = {};
  const keys: Record<string, string> = {};
  codes.forEach((code, place) => {
    const all = losers[place]!;
    const [only, ...others] = all;
    let key: string;
    if (others.length === 0) {
      key = `CAST(${lossSql(policy, only!)} AS BIGINT) * ${span} + ${order(only!) + place}`;
    } else {
      const names = all.map((loser) => `part_${place}_${loser.characteristic}`);
      all.forEach((loser, index) => {
        parts[names[index]!] = `GREATEST(${lossSql(policy, loser)}, 0)`;
      });
      const first = all
        .map((loser, index) => `WHEN ${names[index]} > 0 THEN ${order(loser) + place}`)
        .join(' ');
      key = `CAST(${sumSql(names)} AS BIGINT) * ${span} + CASE ${first} ELSE 0 END`;
    }
    const already = given.get(code);
    keys[`loss_${place}`] = already === undefined ? key : `CASE WHEN ${already} THEN 0 ELSE ${key} END`;
  });
  const names = Object.keys(keys);
  const rank = (place: number): Level => {
    const before = `key_${place}`;
    const rest =
      place === 0 ? names : names.map((name) => `CASE WHEN ${name} < ${before} THEN ${name} ELSE 0 END`);
    const greatest = rest.length === 1 ? rest[0]! : `GREATEST(${rest.join(', ')})`;
    return {
      [`key_${place + 1}`]: place === 0 ? `CASE WHEN score IS NULL THEN 0 ELSE ${greatest} END` : greatest,
    };
  };
  return [parts, keys, ...Array.from({ length: count }, (_, place) => rank(place))];
}

/** Points lost under a code; 0 or below where none are. */
function lossSql(policy: Policy, { characteristic, losses, alone }: Loser): string {
  const { baselineScore } = policy.scorecard.characteristics[characteristic]!;
  if (alone) {
    const points = `p${characteristic}`;
    return meritSign(policy.scorecard) === 1
      ? `(${baselineScore} - ${points})`
      : `(${points} - ${baselineScore < 0 ? `(${baselineScore})` : baselineScore})`;
  }
  const cases = [...losses].map(([place, points]) => `WHEN ${place} THEN ${points}`);
  return `CASE a${characteristic} ${cases.join(' ')} ELSE 0 END`;
}

/** The columns `reason_1`, `points_1` … of the result: places of codes, and points; NULL where there is none. */
export function reasonColumns({ codes, span }: ResultLayout): Level {
  const columns: Record<string, string> = {};
  for (let place = 1; place <= MOST_REASONS; place++) {
    const key = `key_${place}`;
    const none = place > codes.length;
    columns[`reason_${place}`] = none
      ? 'CAST(NULL AS INTEGER)'
      : `CASE WHEN ${key} >= ${span} THEN CAST(${key} % ${codes.length} AS INTEGER) END`;
    columns[`points_${place}`] = none
      ? 'CAST(NULL AS BIGINT)'
      : `CASE WHEN ${key} >= ${span} THEN ${quotient(`(${key} - ${key} % ${span})`, span)} END`;
  }
  return columns;
}
