import { expect, it } from 'vitest';
import type { CatalogueIndicator } from './catalogue-item.ts';
import { indicatorFamilies } from './indicator-families.ts';

const indicator = (name: string, months: number, formula = `近${months}月合计`) =>
  ({ name, months, formula: { zh: formula } }) as unknown as CatalogueIndicator;
const families = (...indicators: CatalogueIndicator[]) =>
  indicatorFamilies(indicators).map(({ shown, members }) => [shown.name, members.map(({ name }) => name)]);

it('one figure over several windows is a family, shown over twelve months', () => {
  expect(families(indicator('sales36', 36), indicator('sales3', 3), indicator('sales12', 12))).toEqual([
    ['sales12', ['sales3', 'sales12', 'sales36']],
  ]);
});

it('without twelve months the longest window is shown', () => {
  expect(families(indicator('growth1', 1), indicator('growth6', 6))).toEqual([
    ['growth6', ['growth1', 'growth6']],
  ]);
});

it('a figure of the day stands alone, whatever digit its name ends with', () => {
  expect(families(indicator('ageMonths', 0), indicator('rule2', 0))).toEqual([
    ['ageMonths', ['ageMonths']],
    ['rule2', ['rule2']],
  ]);
});

it('a base that ends with a digit of its own is not cut short', () => {
  expect(families(indicator('top1012', 12), indicator('top103', 3))).toEqual([
    ['top1012', ['top103', 'top1012']],
  ]);
});

it('a figure with a formula of its own is shown apart, whatever its name', () => {
  expect(
    families(indicator('growth12', 12, '与上年比'), indicator('growth3', 3), indicator('growth6', 6)),
  ).toEqual([
    ['growth12', ['growth12']],
    ['growth6', ['growth3', 'growth6']],
  ]);
});

it('keeps the order of the catalogue', () => {
  const order = families(indicator('b12', 12), indicator('a12', 12), indicator('b3', 3));
  expect(order.map(([shown]) => shown)).toEqual(['b12', 'a12']);
});
