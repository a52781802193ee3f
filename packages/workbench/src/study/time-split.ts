import { stabilityIndex } from '@xinqiao/scoring';
import { WorkbenchError } from '../error.ts';
import type { Feature } from '../model/feature.ts';
import { type FitOptions, fitScorecard, riskOf } from '../model/fit-scorecard.ts';
import { type Scaling, scale, scoreOf } from '../model/points.ts';
import { area, areaInterval } from '../statistics/area.ts';
import { countByBounds, quantileBounds } from '../statistics/classes.ts';
import { readerOf } from '../table/number-reader.ts';
import type { Table } from '../table/read-table.ts';

export interface TimeSplit {
  /** Column that rows are ordered by; null = the order of the file. */
  readonly by: string | null;
  readonly earlier: number;
  readonly later: number;
  /** Area on the later rows of a scorecard fitted on the earlier ones; null where either lacks an outcome. */
  readonly auc: number | null;
  readonly aucCi: readonly [number, number] | null;
  /** Population stability index of that score, earlier to later. */
  readonly psi: number | null;
  /** What that index passes by chance once in twenty times, with so many rows. */
  readonly psiByChance: number | null;
  /** The same of each characteristic’s cells (CSI). */
  readonly csi: readonly { readonly name: string; readonly index: number }[];
  /** Shares of the score classes. */
  readonly classes: readonly {
    readonly from: number | null;
    readonly earlier: number;
    readonly later: number;
  }[];
}

/** Fits on the earlier rows and looks at the later ones, as one who had to decide then. */
export function compareInTime(
  table: Table,
  features: readonly Feature[],
  rows: Int32Array,
  { time, latestShare }: { readonly time?: string; readonly latestShare: number },
  fit: FitOptions,
  scaling: Scaling,
): TimeSplit {
  if (!(latestShare > 0 && latestShare < 1))
    throw new WorkbenchError('OPTION_INVALID', 'share of the latest rows');
  const ordered = time === undefined ? rows : inTime(rows, table.cells(time));
  const cut = Math.round(ordered.length * (1 - latestShare));
  const [early, late] = [ordered.slice(0, cut), ordered.slice(cut)];
  const outcome = (part: Int32Array) => Uint8Array.from(part, (row) => table.bad[row]!);
  const nothing = {
    by: time ?? null,
    earlier: early.length,
    later: late.length,
    auc: null,
    aucCi: null,
    psi: null,
    psiByChance: null,
  };
  const both = [early, late].every((part) =>
    [0, 1].every((one) => outcome(part).filter((bad) => bad === one).length >= 10),
  );
  if (!both) return { ...nothing, csi: [], classes: [] };

  const scorecard = fitScorecard(features, { rows: early, bad: outcome(early), tableRows: table.rows }, fit);
  const scaled = scale(scorecard, scaling);
  const told = { risk: riskOf(scorecard, late), bad: outcome(late) };
  const [before, now] = [scoreOf(scaled, early), scoreOf(scaled, late)];
  const bounds = quantileBounds(before);
  const [was, is] = [countByBounds(before, bounds), countByBounds(now, bounds)];
  const psi = stabilityIndex(was, is);
  return {
    ...nothing,
    auc: area(told),
    aucCi: areaInterval(told),
    psi: psi.index,
    psiByChance: psi.byChance,
    csi: scaled.characteristics.map(({ fitted, pointsOfCell }) => {
      const steps = [...new Set(pointsOfCell)];
      const counts = (part: Int32Array) => {
        const count = new Array<number>(steps.length).fill(0);
        for (const row of part) count[steps.indexOf(pointsOfCell[fitted.fit.cells.cellOf[row]!]!)]!++;
        return count;
      };
      return {
        name: fitted.fit.feature.column.name,
        index: stabilityIndex(counts(early), counts(late)).index,
      };
    }),
    classes: was.map((count, at) => ({
      from: at === 0 ? null : bounds[at - 1]!,
      earlier: count / early.length,
      later: is[at]! / late.length,
    })),
  };
}

/** Rows by date or number, earliest first; those without one are left out. */
function inTime(rows: Int32Array, cells: readonly string[]): Int32Array {
  const read = readerOf(cells);
  const when = (row: number) => read(cells[row]!);
  const timed = rows.filter((row) => !Number.isNaN(when(row)));
  if (timed.length === 0)
    throw new WorkbenchError('OPTION_INVALID', 'the time column holds neither dates nor numbers');
  return timed.sort((a, b) => when(a) - when(b) || a - b);
}
