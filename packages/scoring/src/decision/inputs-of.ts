import {
  DATA_ITEM_IDS,
  type DataItemId,
  type DecisionItem,
  INDICATORS,
  type IndicatorName,
} from '@xinqiao/contracts';
import { isIndicator } from '../policy/feature.ts';
import type { Policy } from '../policy/policy.ts';
import { decidingFeatures } from './decide.ts';

/**
 * The data items from which a policy’s deciding features are computed, in catalogue order, each with those features.
 * Nothing else needs to be read to decide by it (PIPL art. 6).
 */
export function itemsOf(policy: Policy): ReadonlyMap<DataItemId, readonly IndicatorName[]> {
  const names = decidingFeatures(policy).flatMap(({ name }) => (isIndicator(name) ? [name] : []));
  const byItem = Map.groupBy(names, (name): DataItemId => INDICATORS[name].item);
  return new Map(DATA_ITEM_IDS.flatMap((item) => (byItem.has(item) ? [[item, byItem.get(item)!]] : [])));
}

type ReadItem = Pick<DecisionItem, 'item' | 'sourceAsOf'> & {
  readonly sourceId: string;
  readonly status: DecisionItem['status'] | 'READY';
};

/** Of every item a policy needs what became of it; what was not read is not consented to. */
export const inputsOf = (policy: Policy, read: readonly ReadItem[]): DecisionItem[] =>
  [...itemsOf(policy)].map(([item, features]) => {
    const found = read.find((candidate) => candidate.item === item);
    // Rows that wait on pages are none to compute a figure from.
    const status = found?.status === 'READY' ? 'DENIED' : (found?.status ?? 'NOT_CONSENTED');
    return {
      item,
      status,
      sourceId: found?.sourceId ?? null,
      sourceAsOf: found?.sourceAsOf ?? null,
      features: [...features],
    };
  });
