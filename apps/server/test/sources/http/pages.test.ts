import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CODE,
  context,
  type HostileAgency,
  hostileAgency,
  LINE,
  RANGE,
  SECRET,
  STATE,
  SUBJECT,
} from '../support/hostile-agency.ts';

let agency: HostileAgency;
beforeAll(async () => {
  agency = await hostileAgency();
});
afterAll(() => agency.close());

describe('pages of an agency', () => {
  const page = (fact: object) => {
    const question = { subject: { scheme: 'uscc', code: CODE }, item: 'invoice.lines', range: RANGE };
    const value = { ...question, status: 'READY', ...STATE, whole: true, rows: [LINE], next: 'p2', ...fact };
    agency.answerWith(value);
    return agency.source.readPage(SUBJECT, 'invoice.lines', RANGE, 'p1', 2, context);
  };

  it('are read, bad rows left out', async () => {
    expect(await page({ rows: [LINE, { ...LINE, note: SECRET }] })).toEqual({
      ...{ kind: 'page', rows: [LINE], next: 'p2', whole: false, ...STATE },
    });
  });

  it('are cut to the range', async () => {
    expect(await page({ rows: [{ ...LINE, issuedOn: '2020-01-01' }] })).toMatchObject({
      rows: [],
      whole: true,
    });
  });

  it.each([
    ['lead to themselves', { next: 'p1' }, 'ANSWER_MALFORMED'],
    ['are empty and go on', { rows: [] }, 'ANSWER_MALFORMED'],
    ['hold more rows than were wanted', { rows: [LINE, LINE, LINE] }, 'ANSWER_MALFORMED'],
    ['are of a time to come', { asOf: '2126-11-20T16:00:00.000Z' }, 'ANSWER_MALFORMED'],
    ['name the next by a number', { next: 2 }, 'ANSWER_MALFORMED'],
    ['are of another item', { item: 'tax.payments' }, 'ANSWER_TO_ANOTHER'],
    ['are of another firm', { subject: { scheme: 'uscc', code: 'X' } }, 'ANSWER_TO_ANOTHER'],
  ])('that %s are refused', async (_what, fact, code) => {
    await expect(page(fact)).rejects.toMatchObject({ code });
  });
});
