import { cutRecords } from '@xinqiao/catalogue';
import {
  AGENCY_MOST_ROWS,
  type AgencyChangesAnswer,
  type AgencyChangesRequest,
  type AgencyHealthAnswer,
  type AgencyItem,
  type AgencyPageAnswer,
  type AgencyPageRequest,
  type AgencyReadAnswer,
  type AgencyReadRequest,
  type AgencyStateAnswer,
  type AgencySubject,
  DATA_ITEM_SCHEMAS,
  type DataItemId,
  type DateRange,
  isAgencyListItem,
} from '@xinqiao/contracts';
import type { AgencyHoldings, Holding, HoldingPage } from './holdings.ts';
import { slicePage } from './slice-page.ts';

/** Told to the agency’s own log; the platform learns only that the item is not available. */
export type OnFailure = (error: unknown, item?: DataItemId) => void;

/** A holding as it may leave: cut to the range, and in the shape of the catalogue. */
async function holdingOf(
  holdings: AgencyHoldings,
  subject: AgencySubject,
  item: DataItemId,
  range: DateRange,
): Promise<Holding> {
  if (!holdings.items.includes(item)) return { kind: 'denied' };
  const holding = await holdings.read(subject, item, range);
  if (holding.kind !== 'records') return holding;
  const records = cutRecords(item, DATA_ITEM_SCHEMAS[item].parse(holding.records) as never, range);
  return { ...holding, records };
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
    const page =
      holdings.page === undefined
        ? await pageOfRead(holdings, { subject, item, range, after, limit })
        : await holdings.page(subject, item, range, after, limit);
    if (page.kind === 'denied') return { ...question, status: 'DENIED' };
    const { asOf, version } = page;
    if (page.kind === 'no-data') return { ...question, status: 'NO_DATA', asOf, version };
    const { next, whole = true } = page;
    const rows = cutRecords(item, DATA_ITEM_SCHEMAS[item].parse(page.rows) as never, range) as unknown[];
    return { ...question, status: 'READY', asOf, version, whole, rows, next };
  } catch (error) {
    onFailure(error, item);
    return { ...question, status: 'UNAVAILABLE' };
  }
}

async function pageOfRead(
  holdings: AgencyHoldings,
  { subject, item, range, after, limit }: AgencyPageRequest,
): Promise<HoldingPage> {
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
      const { asOf, version } = state as { asOf: typeof unknown.asOf; version: typeof unknown.version };
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
