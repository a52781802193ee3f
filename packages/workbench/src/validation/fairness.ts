import { area } from '../statistics/area.ts';

export interface GroupFairness {
  readonly group: string;
  readonly rows: number;
  readonly badRate: number;
  readonly meanRisk: number;
  /** Share that the cut-off would approve. */
  readonly approved: number;
  /** Share of good rows that it would approve. */
  readonly approvedOfGood: number;
  /** Approved share over that of the group with the highest one; below 0.8 is the four-fifths warning. */
  readonly impactRatio: number;
  readonly belowFourFifths: boolean;
  /** Null where the group lacks good or bad rows. */
  readonly auc: number | null;
}

/** The four-fifths rule. */
const FOUR_FIFTHS = 0.8;

/**
 * What a cut-off would do to groups such as women and men: shares approved (demographic parity, impact ratio), shares
 * of the good approved (equal opportunity), and how well risk is told in each.
 *
 * @param groups Group of each row, as written.
 * @param mostRisk Highest probability that is approved.
 * @see US 29 CFR §1607.4 D (four fifths); Hardt, Price & Srebro, NeurIPS (2016), equal opportunity
 */
export function fairnessByGroup(
  risk: Float64Array,
  bad: ArrayLike<number>,
  groups: readonly string[],
  mostRisk: number,
): GroupFairness[] {
  const found = [...new Set(groups)].sort().map((group) => {
    const rows = groups.flatMap((one, at) => (one === group ? [at] : []));
    const goods = rows.filter((at) => bad[at] === 0);
    const share = (part: readonly number[]) =>
      part.length === 0 ? 0 : part.filter((at) => risk[at]! <= mostRisk).length / part.length;
    const own = area({ risk: rows.map((at) => risk[at]!), bad: rows.map((at) => bad[at]!) });
    return {
      group,
      rows: rows.length,
      badRate: 1 - goods.length / rows.length,
      meanRisk: rows.reduce((sum, at) => sum + risk[at]!, 0) / rows.length,
      approved: share(rows),
      approvedOfGood: share(goods),
      auc: Number.isFinite(own) ? own : null,
    };
  });
  const most = Math.max(...found.map(({ approved }) => approved));
  return found.map((group) => {
    const impactRatio = most > 0 ? group.approved / most : 1;
    return { ...group, impactRatio, belowFourFifths: impactRatio < FOUR_FIFTHS };
  });
}
