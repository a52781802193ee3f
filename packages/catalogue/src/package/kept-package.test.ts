import type { DataItemId } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { assembly, hashesOf } from '../../test/consented.ts';
import { assemblePackage } from './assemble.ts';
import {
  asksForTheSame,
  checkItems,
  type KeptTerms,
  requireCurrent,
  withSourceDays,
} from './kept-package.ts';

const NOW = '2026-11-21T08:00:00.000Z';
const RANGE = { from: '2025-01-01', to: '2026-11-20' };
const told = (item: DataItemId, fact: Partial<KeptTerms['items'][number]> = {}) => ({
  ...{ item, status: 'DELIVERED' as const, snapshotHash: `hash of ${item}` },
  ...fact,
});
const kept = (fact: Partial<KeptTerms> = {}): KeptTerms => ({
  asOf: '2026-11-20',
  extractedAt: '2026-11-20T08:00:00.000Z',
  range: RANGE,
  revision: 2,
  items: [told('tax.arrears'), told('tax.payments')],
  ...fact,
});
const consent = { dataLife: 'P1M', disclosure: 'RECORDS', range: RANGE, revision: 2 } as const;

describe('requireCurrent', () => {
  it('lets a package of the terms that hold now pass', () => {
    expect(requireCurrent(kept(), consent, NOW)).toEqual(kept());
  });

  it.each([
    ['there is none', undefined],
    ['its data life is over this very moment', kept({ extractedAt: '2026-10-21T08:00:00.000Z' })],
  ])('PACKAGE_NOT_FOUND when %s', (_when, found) => {
    expect(() => requireCurrent(found, consent, NOW)).toThrow(
      expect.objectContaining({ code: 'PACKAGE_NOT_FOUND' }),
    );
  });

  it.each([
    ['it was read under another revision', kept({ revision: 1 })],
    ['nobody knows its revision', kept({ revision: null })],
    ['nobody knows its days', kept({ range: null })],
  ])('CONSENT_CHANGED_MEANWHILE when %s', (_when, found) => {
    expect(() => requireCurrent(found, consent, NOW)).toThrow(
      expect.objectContaining({ code: 'CONSENT_CHANGED_MEANWHILE' }),
    );
  });
});

describe('asksForTheSame', () => {
  const asks = (found = kept(), terms: object = {}, items: DataItemId[] = ['tax.payments', 'tax.arrears']) =>
    asksForTheSame(found, { ...consent, ...terms }, items, NOW);

  it('is true of the same items and days under the same terms, in whatever order', () => {
    expect(asks()).toBe(true);
  });

  it.each([
    ['a package of another revision', kept({ revision: 1 })],
    ['one whose data life is over', kept({ extractedAt: '2026-10-21T08:00:00.000Z' })],
    ['one whose days are not known', kept({ range: null })],
    ['one that begins earlier', kept({ range: { ...RANGE, from: '2024-12-31' } })],
    ['one that ends earlier', kept({ range: { ...RANGE, to: '2026-11-19' } })],
    ['one of the month before', kept({ asOf: '2026-10-20' })],
    [
      'one that came in part',
      kept({ items: [told('tax.arrears', { status: 'PARTIAL' }), told('tax.payments')] }),
    ],
    ['one with an item less', kept({ items: [told('tax.arrears')] })],
    ['one with another item', kept({ items: [told('tax.arrears'), told('tax.refunds')] })],
  ])('is false of %s', (_which, found) => {
    expect(asks(found)).toBe(false);
  });

  it('asks no more of an item that is not on offer at the level', () => {
    const found = kept({ items: [told('tax.arrears'), told('invoice.lines', { status: 'DENIED' })] });
    expect(asks(found, { disclosure: 'INDICATORS' }, ['tax.arrears', 'invoice.lines'])).toBe(true);
  });

  it('is false where nothing is on offer: of nothing nobody can say that it is unchanged', () => {
    const found = kept({ items: [told('invoice.lines', { status: 'DENIED' })] });
    expect(asks(found, { disclosure: 'INDICATORS' }, ['invoice.lines'])).toBe(false);
  });
});

describe('checkItems', () => {
  it.each([
    ['SAME', told('tax.arrears')],
    ['CHANGED', told('tax.arrears', { snapshotHash: 'another' })],
    ['CHANGED', told('tax.arrears', { status: 'READY' })],
    ['UNKNOWN', told('tax.arrears', { status: 'PARTIAL' })],
    ['UNKNOWN', told('tax.arrears', { status: 'TIMEOUT', snapshotHash: null })],
    ['UNKNOWN', told('tax.payments')],
  ])('%s when %o is told now', (state, now) => {
    expect(checkItems([told('tax.arrears')], [now])).toEqual([{ item: 'tax.arrears', state }]);
  });

  it('knows nothing of what came in part then', () => {
    const then = told('tax.arrears', { status: 'PARTIAL' });
    expect(checkItems([then], [told('tax.arrears')])).toEqual([{ item: 'tax.arrears', state: 'UNKNOWN' }]);
  });
});

describe('withSourceDays', () => {
  const made = assemblePackage(assembly(), hashesOf(assembly().packageId));
  const days = (sourceAsOf: string | null) =>
    withSourceDays(made, [{ item: 'tax.arrears', sourceAsOf }]).items.map((item) => item.sourceAsOf);

  it.each(['2026-11-19T16:00:00.000Z', null])('keeps the day that was told then: %s', (then) => {
    expect(days(then)).toEqual([made.items[0]?.sourceAsOf, then]);
  });
});
