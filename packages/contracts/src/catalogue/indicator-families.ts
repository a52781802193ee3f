import type { CatalogueIndicator } from './catalogue-item.ts';

/** The same figure over several windows. */
export interface IndicatorFamily {
  /** The one that is shown in full: over twelve months, else over the longest window there is. */
  readonly shown: CatalogueIndicator;
  /** All of them, the shortest window first. */
  readonly members: readonly CatalogueIndicator[];
}

/**
 * Figures that differ in nothing but the months, in name and in formula, together; in the order of the first of each.
 */
export function indicatorFamilies(indicators: readonly CatalogueIndicator[]): IndicatorFamily[] {
  const families = Map.groupBy(indicators, (one) => `${baseOf(one)}\n${formulaOf(one)}`);
  return [...families.values()].map((family) => {
    const members = family.toSorted((one, other) => one.months - other.months);
    const shown = members.find(({ months }) => months === 12) ?? members.at(-1);
    if (shown === undefined) throw new TypeError('a family has a member');
    return { shown, members };
  });
}

/** Its name without the months at the end. */
const baseOf = ({ name, months }: CatalogueIndicator): string =>
  months > 0 && name.endsWith(String(months)) ? name.slice(0, -String(months).length) : name;

/** Its formula with the months left open; in Chinese, which knows no plural. */
const formulaOf = ({ formula, months }: CatalogueIndicator): string =>
  formula.zh.replaceAll(/\d+/g, (number) => (number === String(months) ? '{n}' : number));
