import type { PolicyDocument } from '@xinqiao/scoring';
import type { ScaledCharacteristic } from '../model/points.ts';
import { categoryNames } from './feature-names.ts';
import { writeNumber } from './write-number.ts';

type Characteristic = PolicyDocument['scorecard']['characteristics'][number];
type Attribute = Characteristic['attributes'][number];

/** Most categories that a policy may name. */
const MOST_CATEGORIES = 1000;

/**
 * Attributes of a characteristic: intervals that cover every number, lists that name every category, and one for
 * missing where training rows had any.
 */
export function attributesOf({ fitted, pointsOfCell }: ScaledCharacteristic): Attribute[] {
  const { feature, cells } = fitted.fit;
  const { column } = feature;
  const known = column.kind === 'CATEGORY' ? lists(column.categories) : intervals(column);
  return seenMissing(fitted.fit)
    ? [...known, { missing: true, partialScore: pointsOfCell[cells.count - 1]!, reasonCode: 'DATA_MISSING' }]
    : known;

  function lists(categories: readonly string[]): Attribute[] {
    const names = categoryNames(categories);
    const byPoints = new Map<number, string[]>();
    names.slice(0, MOST_CATEGORIES).forEach((name, category) => {
      const points = pointsOfCell[cells.cellOfCategory[category]!]!;
      byPoints.set(points, [...(byPoints.get(points) ?? []), name]);
    });
    return [...byPoints]
      .sort(([a], [b]) => b - a)
      .map(([partialScore, values]) => ({ values, partialScore }));
  }

  function intervals({ specials, places }: { specials: readonly string[]; places: number }): Attribute[] {
    const steps = [-Infinity, ...cells.bounds].map((from, cell) => ({ from, points: pointsOfCell[cell]! }));
    specials.forEach((code, at) => {
      const value = Number(code);
      if (!Number.isFinite(value)) return;
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
      : feature.column.specials.flatMap((code, at) =>
          Number.isFinite(Number(code)) ? [] : [cells.ordered + at],
        );
  return [...words, cells.count - 1].some((cell) => rows(cell) > 0);
}
