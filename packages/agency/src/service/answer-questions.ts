import { cutRecords } from '@xinqiao/catalogue';
import {
  AGENCY_MOST_ROWS,
  type AgencyChangesAnswer,
  type AgencyChangesRequest,
  type AgencyHealthAnswer,
  type AgencyItem,
  type AgencyListItemId,
  type AgencyPageAnswer,
  type AgencyPageRequest,
  type AgencyReadAnswer,
  type AgencyReadRequest,
  type AgencyStateAnswer,
  type AgencySubject,
  DATA_ITEM_SCHEMAS,
  type DataItemId,
  type DataItemRecords,
  type DateRange,
  isAgencyListItem,
} from '@xinqiao/contracts';
import type { AgencyHoldings, Holding, HoldingPage } from './holdings.ts';
import { slicePage } from './slice-page.ts';

/** Told to the agency’s own log; the platform learns only that the item is not available. */
export type OnFailure = (error: unknown, item?: DataItemId) => void;

/** Records as they may leave: in the shape of the catalogue, and cut to the range. */
const leaving = <Item extends DataItemId>(item: Item, records: unknown, range: DateRange) =>
  cutRecords(item, DATA_ITEM_SCHEMAS[item].parse(records) as DataItemRecords[Item], range);

async function holdingOf(
  holdings: AgencyHoldings,
  subject: AgencySubject,
  item: DataItemId,
  range: DateRange,
): Promise<Holding> {
  if (!holdings.items.includes(item)) return { kind: 'denied' };
  const holding = await holdings.read(subject, item, range);
  if (holding.kind !== 'records') return holding;
  return { ...holding, records: leaving(item, holding.records, range) };
}

export async function answerRead(
  holdings: AgencyHoldings,
  { subject, items, range }: AgencyReadRequest,
  onFailure: OnFailure,
): Promise<AgencyReadAnswer> {
  const answerItem = async (item: DataItemId): Promise<AgencyItem> => {
    try {
      const holding = await holdingOf(holdings, subject, item, range);
      if (holding.kind === 'denied') return { item, status: 'DENIED' };
      const { asOf, version } = holding;
      if (holding.kind === 'no-data') return { item, status: 'NO_DATA', asOf, version };
      if (holding.kind === 'paged') return { item, status: 'PAGED', asOf, version };
      const { records, whole = true } = holding;
      return isAgencyListItem(item) && (records as readonly unknown[]).length > AGENCY_MOST_ROWS
        ? { item, status: 'PAGED', asOf, version }
        : { item, status: 'READY', asOf, version, whole, records };
    } catch (error) {
      onFailure(error, item);
      return { item, status: 'UNAVAILABLE' };
    }
  };
  return { subject, range, items: await Promise.all(items.map(answerItem)) };
}

export async function answerPage(
  holdings: AgencyHoldings,
  { subject, item, range, after, limit }: AgencyPageRequest,
  onFailure: OnFailure,
): Promise<AgencyPageAnswer> {
  const question = { subject, item, range };
  try {
    if (!isAgencyListItem(item) || !holdings.items.includes(item)) return { ...question, status: 'DENIED' };
    const page = await pageOf(holdings, { subject, item, range, after, limit });
    if (page.kind === 'denied') return { ...question, status: 'DENIED' };
    const { asOf, version } = page;
    if (page.kind === 'no-data') return { ...question, status: 'NO_DATA', asOf, version };
    const { next, whole = true } = page;
    return { ...question, status: 'READY', asOf, version, whole, rows: [...page.rows], next };
  } catch (error) {
    onFailure(error, item);
    return { ...question, status: 'UNAVAILABLE' };
  }
}

async function pageOf(
  holdings: AgencyHoldings,
  { subject, item, range, after, limit }: AgencyPageRequest & { readonly item: AgencyListItemId },
): Promise<HoldingPage> {
  if (holdings.page !== undefined) {
    const page = await holdings.page(subject, item, range, after, limit);
    return page.kind === 'page' ? { ...page, rows: leaving(item, page.rows, range) as unknown[] } : page;
  }
  const holding = await holdingOf(holdings, subject, item, range);
  if (holding.kind === 'paged') throw new TypeError('A list is paged, and there is no page().');
  if (holding.kind !== 'records') return holding;
  const { records, ...state } = holding;
  return { ...state, kind: 'page', ...slicePage(records as readonly unknown[], after, limit) };
}

export async function answerState(
  holdings: AgencyHoldings,
  { subject, items, range }: AgencyReadRequest,
  onFailure: OnFailure,
): Promise<AgencyStateAnswer> {
  const unknown = { asOf: null, version: null };
  const stateOf = async (item: DataItemId) => {
    try {
      if (!holdings.items.includes(item)) return { item, ...unknown };
      const state = await (holdings.state?.(subject, item, range) ?? holdings.read(subject, item, range));
      if ('kind' in state && state.kind === 'denied') return { item, ...unknown };
      const { asOf, version } = state;
      return { item, asOf, version };
    } catch (error) {
      onFailure(error, item);
      return { item, ...unknown };
    }
  };
  return { subject, range, items: await Promise.all(items.map(stateOf)) };
}

/** A service that keeps no list of changes says that it may have missed some: whoever asks reads everything anew. */
export const answerChanges = async (
  holdings: AgencyHoldings,
  { since, limit }: AgencyChangesRequest,
): Promise<AgencyChangesAnswer> =>
  (await holdings.changes?.(since, limit)) ?? {
    changes: [],
    cursor: 'none',
    more: false,
    gap: since !== undefined,
  };

export const answerHealth = async (holdings: AgencyHoldings): Promise<AgencyHealthAnswer> => ({
  items: await Promise.all(
    holdings.items.map(async (item) => ({ item, asOf: (await holdings.updatedAt?.(item)) ?? null })),
  ),
});
