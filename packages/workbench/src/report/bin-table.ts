import type { CrossFit } from '../model/cross-fit.ts';
import type { ScaledCharacteristic } from '../model/points.ts';
import { writeNumber } from '../policy/write-number.ts';
import type { NumberColumn } from '../table/column.ts';
import { type ReportLanguage, wordOf } from './page.ts';

export interface BinRow {
  readonly label: string;
  readonly rows: number;
  readonly badRate: number;
  /** Observed, in sample; 0 where there is no row. */
  readonly woe: number;
  readonly points: number;
}

/** Steps of a characteristic with what training rows showed there: numbers upwards, then codes and missing. */
export function binTable(
  { fitted, pointsOfCell }: ScaledCharacteristic,
  language: ReportLanguage = 'en',
): BinRow[] {
  const word = wordOf(language);
  const { fit } = fitted;
  const groups: { cells: number[]; label: string }[] = [];
  const { column } = fit.feature;
  if (column.kind === 'CATEGORY') {
    for (const points of [...new Set(pointsOfCell.slice(0, fit.cells.ordered))].sort((a, b) => b - a)) {
      const cells = [...pointsOfCell.keys()].filter(
        (cell) => cell < fit.cells.ordered && pointsOfCell[cell] === points,
      );
      groups.push({
        cells,
        label: categoriesOf(fit, column.categories, cells, word(['（罕见）', '(rare)'])),
      });
    }
  } else {
    let from = 0;
    for (let cell = 1; cell <= fit.cells.ordered; cell++) {
      if (cell < fit.cells.ordered && pointsOfCell[cell] === pointsOfCell[cell - 1]) continue;
      const bound = (at: number) => boundText(column, fit.cells.bounds[at]!);
      const low = from === 0 ? '−∞' : bound(from - 1);
      const high = cell === fit.cells.ordered ? '∞' : bound(cell - 1);
      groups.push({
        cells: Array.from({ length: cell - from }, (_, at) => from + at),
        label: `[${low}, ${high})`,
      });
      from = cell;
    }
    groups.push(...column.specials.map((code, at) => ({ cells: [fit.cells.ordered + at], label: code })));
  }
  groups.push({ cells: [fit.cells.count - 1], label: word(['缺失', 'missing']) });

  const total = (counts: ArrayLike<number>) => Array.from(counts).reduce((sum, count) => sum + count, 0);
  const odds = total(fit.counts.goods) / total(fit.counts.bads);
  return groups.flatMap(({ cells, label }) => {
    const sum = (counts: ArrayLike<number>) => cells.reduce((all, cell) => all + counts[cell]!, 0);
    const [goods, bads] = [sum(fit.counts.goods), sum(fit.counts.bads)];
    if (goods + bads === 0) return [];
    const woe = Math.log((goods + 0.5 * odds) / (bads + 0.5) / odds);
    return [
      { label, rows: goods + bads, badRate: bads / (goods + bads), woe, points: pointsOfCell[cells[0]!]! },
    ];
  });
}

/** Of dates the day. */
const boundText = ({ kind, places }: NumberColumn, bound: number): string =>
  kind === 'DATE' ? new Date(bound * 86_400_000).toISOString().slice(0, 10) : writeNumber(bound, places);

function categoriesOf(
  { cells }: CrossFit,
  categories: readonly string[],
  joined: readonly number[],
  others: string,
): string {
  const names = categories.filter((_, at) => {
    const cell = cells.cellOfCategory[at]!;
    return joined.includes(cell) && cell !== cells.other;
  });
  const rare = cells.other !== null && joined.includes(cells.other) ? [others] : [];
  const all = [...names, ...rare];
  return all.length > 6 ? `${all.slice(0, 6).join(' / ')} … (${all.length})` : all.join(' / ');
}
