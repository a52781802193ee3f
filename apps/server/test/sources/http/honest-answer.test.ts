import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asked } from '../support/agency-world.ts';
import {
  answer,
  CODE,
  GRADE,
  type HostileAgency,
  hostileAgency,
  RANGE,
  READY,
  STATE,
} from '../support/hostile-agency.ts';

let agency: HostileAgency;
beforeAll(async () => {
  agency = await hostileAgency();
});
afterAll(() => agency.close());

describe('an honest answer', () => {
  it('is read', async () => {
    expect(await agency.madeOf(answer(READY))).toEqual(
      new Map([['tax.credit-grades', { kind: 'records', records: [GRADE], whole: true, ...STATE }]]),
    );
  });

  it('is one request for all items, with the code in its body and nowhere else', async () => {
    const before = agency.server.asked.length;
    await agency.madeOf(answer(READY, { item: 'tax.vat-returns', status: 'DENIED' }), [
      'tax.credit-grades',
      'tax.vat-returns',
    ]);
    expect(agency.server.asked.length).toBe(before + 1);
    const { request, question } = agency.server.asked.at(-1) as Asked;
    expect(question).toEqual({
      subject: { scheme: 'uscc', code: CODE },
      items: ['tax.credit-grades', 'tax.vat-returns'],
      range: RANGE,
    });
    expect(JSON.stringify(request)).not.toContain(CODE);
  });

  it('is told item by item', async () => {
    const items = ['tax.credit-grades', 'tax.vat-returns', 'invoice.lines', 'invoice.summary'] as const;
    const told = await agency.madeOf(
      answer(
        READY,
        { item: 'tax.vat-returns', status: 'NO_DATA', ...STATE },
        { item: 'invoice.lines', status: 'PAGED', ...STATE },
        { item: 'invoice.summary', status: 'UNAVAILABLE' },
      ),
      items,
    );
    expect([...told.values()].map(({ kind }) => kind)).toEqual(['records', 'no-data', 'large', 'failed']);
  });
});
