import type { DataItemRecords, DataPackage, Indicators } from '@xinqiao/contracts';
import { computeIndicators, indicatorsOf } from '../indicators/compute-indicators.ts';
import { coveredDays } from './covered-days.ts';

/**
 * The indicators of a package, the same whether it holds figures or the records they come from.
 *
 * An item that is not in the package adds no name; one that was not delivered whole adds nulls, and so does
 * one whose window the range does not cover.
 */
export function packageIndicators(dataPackage: DataPackage): Indicators {
  const { items, range, asOf } = dataPackage;
  const records = recordsByItem(dataPackage);
  const computed = computeIndicators(
    records,
    asOf,
    items.flatMap(({ item }) => indicatorsOf(item)),
    coveredDays(range, asOf),
  );
  return Object.assign(computed, ...items.map(({ indicators }) => indicators));
}

/** The records of the items that a package holds whole; what came in part is no ground for a figure. */
const recordsByItem = ({ items }: DataPackage): Partial<DataItemRecords> =>
  Object.assign({}, ...items.filter(({ status }) => status === 'DELIVERED').map(({ records }) => records));
