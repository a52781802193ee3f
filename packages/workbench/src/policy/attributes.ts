import type { PolicyDocument } from '@xinqiao/scoring';
import type { ScaledCharacteristic } from '../model/points.ts';
import type { CategoryColumn, NumberColumn } from '../table/column.ts';
import { categoryNames } from './feature-names.ts';
import { writeNumber } from './write-number.ts';

type Characteristic = PolicyDocument['scorecard']['characteristics'][number];
type Attribute = Characteristic['attributes'][number];

/** Most categories that a policy may name. */
const MOST_CATEGORIES = 1000;

/** Places of the categories that a policy names: where there are too many for one, those of most rows. */
export function namedCategories({ codes, categories }: CategoryColumn): number[] {
  const places = [...categories.keys()];
  if (places.length <= MOST_CATEGORIES) return places;
  const rows = new Uint32Array(categories.length);
  for (const code of codes) if (code >= 0) rows[code]!++;
  return places.sort((a, b) => rows[b]! - rows[a]! || a - b).slice(0, MOST_CATEGORIES);
}

/** Characteristics with more categories than a policy may name, and the rows, of the whole table, that have another. */
export const unnamedCategories = (characteristics: readonly ScaledCharacteristic[]) =>
  characteristics.flatMap(({ fitted }) => {
    const { column } = fitted.fit.feature;
    if (column.kind !== 'CATEGORY' || column.categories.length <= MOST_CATEGORIES) return [];
    const named = new Set(namedCategories(column));
    const rows = column.codes.filter((code) => code >= 0 && !named.has(code)).length;
    return [{ name: column.name, named: named.size, categories: column.categories.length, rows }];
  });

/**
 * Attributes of a characteristic: intervals that cover every number, lists that name every category, and one for
 * missing where training rows had any.
 */
export function attributesOf({ fitted, pointsOfCell }: ScaledCharacteristic): Attribute[] {
  const { feature, cells } = fitted.fit;
  const { column } = feature;
  const known = column.kind === 'CATEGORY' ? lists(column) : intervals(column);
  return seenMissing(fitted.fit)
    ? [...known, { missing: true, partialScore: pointsOfCell[cells.count - 1]!, reasonCode: 'DATA_MISSING' }]
    : known;

  function lists(categories: CategoryColumn): Attribute[] {
    const names = categoryNames(categories.categories);
    const byPoints = new Map<number, string[]>();
    for (const category of namedCategories(categories)) {
      const points = pointsOfCell[cells.cellOfCategory[category]!]!;
      byPoints.set(points, [...(byPoints.get(points) ?? []), names[category]!]);
    }
    return [...byPoints]
      .sort(([a], [b]) => b - a)
      .map(([partialScore, values]) => ({ values, partialScore }));
  }

  function intervals({ amounts, places }: NumberColumn): Attribute[] {
    const steps = [-Infinity, ...cells.bounds].map((from, cell) => ({ from, points: pointsOfCell[cell]! }));
    amounts.forEach((value, at) => {
      if (Number.isNaN(value)) return;
      // The code alone; what follows it counts as it would without the code.
      const around = steps.findLast(({ from }) => from <= value)!.points;
      const after = value + 10 ** -places;
      if (!steps.some(({ from }) => from === after)) steps.push({ from: after, points: around });
      const there = steps.find(({ from }) => from === value);
      if (there) there.points = pointsOfCell[cells.ordered + at]!;
      else steps.push({ from: value, points: pointsOfCell[cells.ordered + at]! });
      steps.sort((a, b) => a.from - b.from);
    });
    const joined = steps.filter(({ points }, at) => at === 0 || points !== steps[at - 1]!.points);
    const bound = (value: number | undefined) =>
      value === undefined || value === -Infinity ? null : writeNumber(value, places);
    return joined.map(({ from, points }, at) => ({
      from: bound(from),
      to: bound(joined[at + 1]?.from),
      partialScore: points,
    }));
  }
}

/** Whether training rows lacked the feature, or had a word in its place. */
export function seenMissing({ feature, cells, counts }: ScaledCharacteristic['fitted']['fit']): boolean {
  const rows = (cell: number) => counts.goods[cell]! + counts.bads[cell]!;
  const words =
    feature.column.kind === 'CATEGORY'
      ? []
      : feature.column.amounts.flatMap((amount, at) => (Number.isNaN(amount) ? [cells.ordered + at] : []));
  return [...words, cells.count - 1].some((cell) => rows(cell) > 0);
}
