import { WorkbenchError } from '../error.ts';
import { randomFrom } from '../random/random.ts';
import type { Outcome } from '../statistics/area.ts';
import { countByBounds, quantileBounds } from '../statistics/classes.ts';

export interface RejectInference {
  /** Rows of the table that were refused. */
  readonly rows: Int32Array;
  /** How many times as often refused applicants of a band are held to be bad as accepted ones; ≥ 1. */
  readonly factor: number;
  /** Bands of risk. */
  readonly bands: number;
}

/**
 * Infers outcomes of refused applicants by parcelling: in each band of risk as large a share of them is bad as of the
 * accepted ones, times a factor, drawn by the seed. It is an assumption, not knowledge: what the refused would have
 * done is in no table.
 *
 * @param accepted Risk and outcome of the accepted.
 * @param refused Risk of the refused.
 * @returns By refused applicant, 1 = bad.
 * @see Siddiqi (2nd ed. 2017); Crook & Banasik, Journal of Banking & Finance 28 (2004) 857–874
 */
export function inferRejects(
  accepted: Outcome,
  refused: ArrayLike<number>,
  { factor, bands }: Pick<RejectInference, 'factor' | 'bands'>,
  seed: number,
): Uint8Array {
  if (!(factor >= 1) || !(bands >= 1)) throw new WorkbenchError('OPTION_INVALID', 'parcelling factor, bands');
  const bounds = quantileBounds(accepted.risk, bands);
  const bandOf = (risk: number) => bounds.filter((bound) => risk >= bound).length;
  const rows = countByBounds(accepted.risk, bounds);
  const bads = new Array<number>(rows.length).fill(0);
  for (let at = 0; at < accepted.risk.length; at++) bads[bandOf(accepted.risk[at]!)]! += accepted.bad[at]!;
  const random = randomFrom(seed);
  return Uint8Array.from(refused, (risk) => {
    const band = bandOf(risk);
    const share = rows[band]! > 0 ? bads[band]! / rows[band]! : risk;
    return random() < Math.min(1, factor * share) ? 1 : 0;
  });
}
