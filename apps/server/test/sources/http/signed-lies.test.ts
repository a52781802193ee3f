import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from '../support/agency-world.ts';
import {
  answer,
  CODE,
  GRADE,
  type HostileAgency,
  hostileAgency,
  LINE,
  lie,
  RANGE,
  READY,
  SECRET,
  STATE,
} from '../support/hostile-agency.ts';

let agency: HostileAgency;
beforeAll(async () => {
  agency = await hostileAgency();
});
afterAll(() => agency.close());

describe('what an agency says wrongly, though it signs it', () => {
  it('leaves out the rows that have not the shape of the item, and says that rows are missing', async () => {
    const records = [GRADE, { ...GRADE, note: SECRET }, { year: '2025', grade: 'A' }, null, [GRADE], 7];
    const told = await agency.madeOf(answer({ ...READY, records }));
    expect(told.get('tax.credit-grades')).toEqual({
      kind: 'records',
      records: [GRADE],
      whole: false,
      ...STATE,
    });
  });

  it('leaves out a row with half a character: canonical JSON has no form for it, so no package could hold it', async () => {
    const records = [LINE, { ...LINE, counterparty: '\ud840' }];
    const told = await agency.madeOf(answer({ ...READY, item: 'invoice.lines', records }), ['invoice.lines']);
    expect(told.get('invoice.lines')).toMatchObject({ records: [LINE], whole: false });
  });

  it.each([
    ['no row of its shape', [{ ...GRADE, note: SECRET }]],
    ['no list', { 0: GRADE }],
    ['nothing', null],
    ['2,001 rows at once', Array.from({ length: 2_001 }, () => GRADE)],
  ])('has failed with %s', async (_what, records) => {
    expect((await agency.madeOf(answer({ ...READY, records }))).get('tax.credit-grades')).toEqual({
      kind: 'failed',
    });
  });

  it('is cut to the range', async () => {
    const records = [{ year: 2019, grade: 'D' }, GRADE, { year: 2030, grade: 'D' }];
    const told = await agency.madeOf(answer({ ...READY, records }));
    expect(told.get('tax.credit-grades')).toMatchObject({ records: [GRADE], whole: true });
  });

  it('has failed with the registration of another firm', async () => {
    const profile = {
      ...{ uscc: '91340100MA2N1B7Q5G', name: SECRET, status: 'ACTIVE', establishedOn: '2019-01-01' },
      ...{ authority: '局', divisionCode: '341602', industryCode: 'F5125', registeredCapital: '1.00' },
      ...{ legalRepresentative: '某', legalRepresentativeChanges: [], abnormalListings: [] },
    };
    const ready = { ...READY, item: 'registration.profile', records: profile };
    const item = 'registration.profile';
    expect((await agency.madeOf(answer(ready), [item])).get(item)).toEqual({ kind: 'failed' });
    const own = { ...ready, records: { ...profile, uscc: CODE } };
    expect((await agency.madeOf(answer(own), [item])).get(item)).toMatchObject({ kind: 'records' });
  });

  it('leaves an item it does not mention without an answer: that is a failure of this item', async () => {
    expect([
      ...(await agency.madeOf(answer(READY), ['tax.credit-grades', 'tax.vat-returns'])).keys(),
    ]).toEqual(['tax.credit-grades']);
  });

  it.each([
    ['about another subject', { subject: { scheme: 'uscc', code: '91340100MA2N1B7Q5G' } }],
    ['about the same code of another kind', { subject: { scheme: 'taxpayer-id', code: CODE } }],
    ['about other days', { range: { ...RANGE, from: '2020-01-01' } }],
    ['about an item that was not asked for', { items: [{ ...READY, item: 'tax.arrears', records: [] }] }],
    ['twice about one item', { items: [READY, READY] }],
  ])('is refused %s', async (_what, fact) => {
    const code = await agency.refusal((asked, response) =>
      send(response, agency.signed(asked, { ...lie, ...fact })),
    );
    expect(code).toBe('ANSWER_TO_ANOTHER');
  });

  it.each([
    ['an empty object', {}],
    ['a list', [lie]],
    ['null', null],
    ['a status nobody knows', answer({ ...READY, status: SECRET })],
    ['an item nobody has', answer({ ...READY, item: SECRET })],
    ['no word whether it is whole', answer({ ...READY, whole: undefined })],
    ['a day as an instant', answer({ ...READY, asOf: '2026-11-20' })],
    ['data of a time to come', answer({ ...READY, asOf: '2126-11-20T16:00:00.000Z' })],
    ['a version of 201 characters', answer({ ...READY, version: 'v'.repeat(201) })],
    ['no JSON', `{"subject": "${SECRET}`],
    ['a number that is none', '{"subject": NaN}'],
    ['two documents', '{}{}'],
  ])('is refused as %s', async (_what, value) => {
    const code = await agency.refusal((asked, response) => send(response, agency.signed(asked, value)));
    expect(code).toBe('ANSWER_MALFORMED');
  });

  it('is refused in another encoding than UTF-8', async () => {
    const code = await agency.refusal((asked, response) => {
      const good = agency.signed(asked, lie, { type: 'application/json; charset=gb18030' });
      send(response, good);
    });
    expect(code).toBe('ANSWER_TYPE');
  });
});
