import type { DataItemId, SubjectId } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import { describe, expect, it, vi } from 'vitest';
import { emptySource } from '../../../test/sources/support/empty-source.ts';
import { guardSource } from './guard/guard-source.ts';
import { readSourcePage, readSources, statesOf } from './read-sources.ts';
import type { Source, SourceAnswer, SourceDescription, SourceSubject } from './source.ts';

const logger = { error: vi.fn(), warn: vi.fn() };
const subject: SourceSubject = {
  ...{ subjectId: 'sub_a' as SubjectId, sourceId: 'registry', scheme: 'uscc', code: '91341600MA0000001X' },
};
const range = { from: '2025-01-01', to: '2025-12-31' };
const state = { asOf: '2026-11-21T00:00:00.000Z', version: '7' } as const;
const arrears = (dueOn: string) => [{ taxType: '增值税', dueOn, amount: '1.00', settledOn: dueOn }];
const records = (dueOn = '2025-03-01'): SourceAnswer => ({
  ...{ kind: 'records', records: arrears(dueOn), whole: true },
  ...state,
});

/** A source of arrears and credit grades that gives the same answer to everything. */
const sourceOf = (
  sourceId: string,
  answer: SourceAnswer | Error,
  fact: Partial<SourceDescription> = {},
): Source => ({
  ...emptySource({ sourceId, items: ['tax.arrears', 'tax.credit-grades'], ...fact }),
  read: async (_subject, items) => {
    if (answer instanceof Error) throw answer;
    return new Map(items.map((item) => [item, answer]));
  },
  stateOf: async (_subject, items) => {
    if (answer instanceof Error) throw answer;
    return new Map(items.map((item) => [item, state]));
  },
});
const servicesOf = (...sources: readonly Source[]) => ({
  sources: sources.map((source) => guardSource(source, { logger })),
  database: {} as Database,
});
const read = (sources: readonly Source[], items: readonly DataItemId[] = ['tax.arrears']) =>
  readSources(servicesOf(...sources), subject, items, range);
const noData: SourceAnswer = { kind: 'no-data', ...state };

describe('readSources', () => {
  it('gives one reading per item in the order asked for, whoever answers first', async () => {
    const sources = [
      sourceOf('tax', records()),
      emptySource({ sourceId: 'registry', items: ['registration.changes'] }),
    ];
    const items = ['registration.changes', 'tax.credit-grades', 'tax.arrears'] as const;
    expect((await read(sources, items)).map(({ item }) => item)).toEqual(items);
  });

  it.each([
    ['its records', records(), { status: 'DELIVERED', records: arrears('2025-03-01') }],
    ['records that lack some', { ...records(), whole: false } as SourceAnswer, { status: 'PARTIAL' }],
    ['that they are many', { kind: 'large', ...state } as SourceAnswer, { status: 'READY' }],
    ['that it has none', noData, { status: 'NO_DATA' }],
    ['that it will not', { kind: 'denied' } as SourceAnswer, { status: 'DENIED', asOf: null, version: null }],
    ['that the item failed', { kind: 'failed' } as SourceAnswer, { status: 'UNAVAILABLE', version: null }],
    ['an error', new Error('away'), { status: 'UNAVAILABLE', asOf: null, version: null }],
  ])('of a source that says %s', async (_what, answer, expected) => {
    const [reading] = await read([sourceOf('tax', answer)]);
    expect(reading).toMatchObject({ item: 'tax.arrears', sourceId: 'tax', ...expected });
  });

  it('records that cannot be cut are a failure of their source, and logged as one', async () => {
    logger.error.mockClear();
    const broken = { ...records(), records: [null] } as unknown as SourceAnswer;
    const [reading] = await read([sourceOf('tax', broken)]);
    expect(reading).toMatchObject({ sourceId: 'tax', status: 'UNAVAILABLE' });
    const said = { sourceId: 'tax', failure: { name: 'TypeError' } };
    expect(logger.error).toHaveBeenCalledWith(said, expect.anything());
  });

  it('cuts what a source forgot to leave out', async () => {
    const [reading] = await read([sourceOf('tax', records('2024-12-31'))]);
    expect(reading?.records).toEqual([]);
  });

  it('asks each source once for all its items', async () => {
    const source = { ...sourceOf('tax', records()), read: vi.fn(sourceOf('tax', records()).read) };
    await read([source], ['tax.arrears', 'tax.credit-grades']);
    expect(source.read).toHaveBeenCalledOnce();
  });

  it('a failing source fails no item of another', async () => {
    const tax = sourceOf('tax', new Error('away'));
    const registry: Source = {
      ...emptySource({ sourceId: 'registry', items: ['registration.changes'] }),
      read: async () =>
        new Map([['registration.changes', { kind: 'records', records: [], whole: true, ...state }]]),
    };
    const readings = await read([tax, registry], ['tax.arrears', 'registration.changes']);
    expect(readings.map(({ status }) => status)).toEqual(['UNAVAILABLE', 'DELIVERED']);
  });

  it('a source that hangs makes its items TIMEOUT and waits for nobody', async () => {
    const hanging = {
      ...sourceOf('tax', records(), { deadlineMs: 10 }),
      read: () => new Promise<never>(() => {}),
    };
    const [reading] = await read([hanging]);
    expect(reading).toMatchObject({ status: 'TIMEOUT', sourceId: 'tax' });
  });

  it('a source that leaves an item out has failed it', async () => {
    const source = { ...sourceOf('tax', records()), read: async () => new Map() };
    expect(await read([source])).toMatchObject([{ status: 'UNAVAILABLE' }]);
  });

  it('takes the first source that holds the item, and asks the next only where it holds none', async () => {
    const second = { ...sourceOf('copy', records()), read: vi.fn(sourceOf('copy', records()).read) };
    expect(await read([sourceOf('tax', records('2025-05-01')), second])).toMatchObject([{ sourceId: 'tax' }]);
    expect(second.read).not.toHaveBeenCalled();
    expect(await read([sourceOf('tax', noData), second])).toMatchObject([
      { sourceId: 'copy', status: 'DELIVERED' },
    ]);
  });

  it.each([
    ['the first alone', state.asOf, null, 'registry'],
    ['the last alone', null, state.asOf, 'tax'],
    ['both', state.asOf, state.asOf, 'tax'],
    ['neither', null, null, 'tax'],
  ])('where no source holds the item and %s says as of when, names it', async (_who, first, last, named) => {
    const registry = sourceOf('registry', { ...noData, asOf: first });
    const [reading] = await read([registry, sourceOf('tax', { ...noData, asOf: last })]);
    expect(reading).toMatchObject({ sourceId: named, status: 'NO_DATA' });
  });

  it('does not cover the failure of a source with the data of another', async () => {
    const sources = [sourceOf('tax', new Error('away')), sourceOf('copy', records())];
    expect(await read(sources)).toMatchObject([{ sourceId: 'tax', status: 'UNAVAILABLE' }]);
  });

  it('asks the city only about those who were registered from it', async () => {
    const city = sourceOf('city', records(), { subjects: 'OWN' });
    const own = sourceOf('registry', noData, { items: [] });
    expect(await read([city, own])).toMatchObject([{ sourceId: 'registry', status: 'NO_DATA' }]);
    const citizen = { ...subject, sourceId: 'city' };
    const services = servicesOf(city, own);
    expect(await readSources(services, citizen, ['tax.arrears'], range)).toMatchObject([
      { sourceId: 'city' },
    ]);
  });

  it('an item that nobody lists is UNAVAILABLE when the source of the subject is not there', async () => {
    expect(await read([])).toMatchObject([{ sourceId: 'registry', status: 'UNAVAILABLE' }]);
  });
});

describe('statesOf', () => {
  const stateOf = async (sources: readonly Source[], sourceId: string) =>
    (await statesOf(servicesOf(...sources), subject, [{ item: 'tax.arrears', sourceId }], range)).get(
      'tax.arrears',
    );

  it.each([
    ['the first source', [sourceOf('tax', records())]],
    ['a later source', [sourceOf('tax', noData), sourceOf('copy', records())]],
    ['no source', [sourceOf('tax', noData), sourceOf('copy', noData)]],
  ])('is the version of the reading when %s holds the item', async (_what, sources) => {
    const [reading] = await read(sources);
    expect(reading?.version).not.toBeNull();
    expect(await stateOf(sources, reading?.sourceId ?? '')).toBe(reading?.version);
  });

  it('is another when an earlier source changed, though it held none', async () => {
    const [reading] = await read([sourceOf('tax', noData), sourceOf('copy', records())]);
    const changed: Source = {
      ...sourceOf('tax', noData),
      stateOf: async (_subject, items) => new Map(items.map((item) => [item, { ...state, version: '8' }])),
    };
    const now = await stateOf([changed, sourceOf('copy', records())], 'copy');
    expect(now).not.toBeNull();
    expect(now).not.toBe(reading?.version);
  });

  it.each([
    ['fails', [sourceOf('tax', new Error('away'))]],
    ['is no longer the one to ask', [sourceOf('copy', records())]],
    ['cannot tell', [emptySource({ sourceId: 'tax', items: ['tax.arrears'] })]],
  ])('is null when the source %s', async (_what, sources) => {
    expect(await stateOf(sources, 'tax')).toBeNull();
  });
});

describe('readSourcePage', () => {
  const line = (issuedOn: string) => ({
    ...{
      direction: 'OUT',
      number: '1',
      issuedOn,
      counterparty: 'P1',
      amount: '1.00',
      tax: '0.00',
      total: '1.00',
    },
    status: 'VALID',
  });
  const paged = (rows: readonly object[]): Source => ({
    ...emptySource({ sourceId: 'tax', items: ['invoice.lines'], pageable: ['invoice.lines'] }),
    readPage: async () => ({ kind: 'page', rows: rows as never, next: null, whole: true, ...state }),
  });
  const page = (source: Source, sourceId = 'tax') =>
    readSourcePage(servicesOf(source), {
      ...{ sourceId, subject, range, item: 'invoice.lines', after: null, limit: 10 },
    });

  it('cuts what a source forgot to leave out', async () => {
    const answer = await page(paged([line('2024-12-31'), line('2025-06-01')]));
    expect(answer).toMatchObject({ kind: 'page', rows: [{ issuedOn: '2025-06-01' }] });
  });

  it('asks no other source than the one it is told', async () => {
    await expect(page(paged([]), 'copy')).rejects.toMatchObject({ reason: 'UNAVAILABLE' });
  });

  it('asks no source that has no pages of the item', async () => {
    const source = emptySource({ sourceId: 'tax', items: ['invoice.lines'] });
    await expect(page(source)).rejects.toMatchObject({ reason: 'UNAVAILABLE' });
  });
});
