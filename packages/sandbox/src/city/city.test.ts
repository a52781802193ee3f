import { createHash } from 'node:crypto';
import { computeIndicators, summariseInvoices } from '@xinqiao/catalogue';
import {
  checkUscc,
  DATA_ITEM_IDS,
  DATA_ITEM_SCHEMAS,
  type DataItemRecords,
  type DateRange,
  industrySection,
  Money,
  sumAmounts,
} from '@xinqiao/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { type City, type CityOptions, city } from './city.ts';
import { PERSONAS } from './personas/index.ts';

const asOf = '2026-11-21';
const range: DateRange = { from: '2023-11-01', to: asOf };
const OWNERS = PERSONAS.filter(({ enterprise }) => enterprise !== null).length;

const bozhou = (fact: Partial<CityOptions> = {}) => city({ seed: 'bozhou', size: 515, asOf, ...fact });

const recordsOf = (from: City, index: number, days = range): DataItemRecords => {
  const { uscc } = from.enterprise(index)!;
  return Object.fromEntries(
    DATA_ITEM_IDS.map((item) => [item, from.records(uscc, item, days)]),
  ) as DataItemRecords;
};

const bytesOf = (from: City, indexes: number[]): string =>
  JSON.stringify(indexes.map((index) => [from.enterprise(index), recordsOf(from, index)]));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('city · same seed, same bytes', () => {
  const indexes = [0, 5, OWNERS - 1, OWNERS, OWNERS + 1, OWNERS + 250, 514];

  it('gives the bytes it has always given', () => {
    expect(sha256(bytesOf(bozhou(), indexes))).toBe(
      'afa40f2e79aeb5d2bba5d163247e736dd2cd41c8761feb29161086b9830db6b5',
    );
  });

  it('does not depend on what was asked before', () => {
    const asked = bozhou();
    for (const { uscc } of asked.enterprises()) asked.enterprise(uscc);
    expect(bytesOf(asked, indexes)).toBe(bytesOf(bozhou(), indexes));
  });

  it('does not depend on the size: a larger city begins with the smaller one', () => {
    expect(bytesOf(bozhou({ size: 100_000 }), indexes)).toBe(bytesOf(bozhou(), indexes));
  });

  it('differs from seed to seed', () => {
    const other = bozhou({ seed: 'huangshan' });
    expect(other.enterprise(OWNERS)?.uscc).not.toBe(bozhou().enterprise(OWNERS)?.uscc);
    expect(bytesOf(other, [OWNERS])).not.toBe(bytesOf(bozhou(), [OWNERS]));
  });

  it('tells the same of the personas whatever the seed', () => {
    const personas = Array.from({ length: OWNERS }, (_, index) => index);
    expect(bytesOf(bozhou({ seed: 1 }), personas)).toBe(bytesOf(bozhou({ seed: 2 }), personas));
  });
});

describe('city · its enterprises', () => {
  it('are as many as asked for, each with a code of its own that finds it again', () => {
    const all = [...bozhou().enterprises()];
    expect(all).toHaveLength(515);
    expect(new Set(all.map(({ uscc }) => uscc)).size).toBe(515);
    for (const enterprise of all) expect(bozhou().enterprise(enterprise.uscc)).toEqual(enterprise);
  });

  it('are never fewer than the personas own', () => {
    expect([...bozhou({ size: 0 }).enterprises()]).toHaveLength(OWNERS);
  });

  it.each([-1, 1.5, Number.NaN, 31 ** 6 + 1])('cannot be %d', (size) => {
    expect(() => bozhou({ size })).toThrow(RangeError);
  });

  it('are made one at a time: the first of 31^6 come at once', () => {
    const first = bozhou({ size: 31 ** 6 })
      .enterprises()
      .next().value;
    expect(first).toEqual(bozhou().enterprise(0));
  });

  it('have valid codes of Bozhou and an industry of GB/T 4754, save where a persona is odd', () => {
    const all = [...bozhou().enterprises()];
    for (const { uscc, divisionCode, industryCode } of all) {
      expect(divisionCode).toMatch(/^3416(02|21|22|23)$/);
      expect(uscc.slice(2, 8)).toBe(divisionCode);
      expect(industrySection(industryCode).status, industryCode).toBe('known');
    }
    const wrong = all.filter(({ uscc }) => checkUscc(uscc).status !== 'valid');
    expect(wrong.map(({ legalRepresentative }) => legalRepresentative.identityId)).toEqual([
      'persona-gong-yan',
    ]);
  });

  it('of a code that is not theirs there is none', () => {
    const { uscc } = bozhou().enterprise(OWNERS)!;
    for (const other of [`92${uscc.slice(2)}`, `${uscc.slice(0, 17)}?`, '91341602MA2MQ1XX59', '', -1, 515]) {
      expect(bozhou().enterprise(other)).toBeUndefined();
    }
    expect(bozhou().records('91341602MA2MQ1XX59', 'tax.arrears', range)).toBeUndefined();
  });

  it('beyond its size there are none, even by a code that a larger city gives', () => {
    const { uscc } = bozhou({ size: 600 }).enterprise(599)!;
    expect(bozhou().enterprise(uscc)).toBeUndefined();
  });
});

describe('city · its records', () => {
  const indexes = Array.from({ length: 515 }, (_, index) => index);
  let all: readonly DataItemRecords[];
  beforeAll(() => {
    const from = bozhou();
    all = indexes.map((index) => recordsOf(from, index));
  }, 120_000);

  it.each(DATA_ITEM_IDS)('of %s are valid for every persona and 500 enterprises', (item) => {
    for (const [index, records] of all.entries()) {
      const parsed = DATA_ITEM_SCHEMAS[item].safeParse(records[item]);
      expect(parsed.error?.issues, `enterprise ${index}`).toBeUndefined();
    }
  });

  it('begin with the enterprise: nothing happened before it was established', () => {
    for (const records of all) {
      const { establishedOn, legalRepresentativeChanges, abnormalListings } = records['registration.profile'];
      const days = [
        ...legalRepresentativeChanges.map(({ changedOn }) => changedOn),
        ...abnormalListings.map(({ listedOn }) => listedOn),
        ...records['enforcement.records'].map(({ filedOn }) => filedOn),
        ...records['invoice.lines'].map(({ issuedOn }) => issuedOn),
        ...records['tax.arrears'].map(({ dueOn }) => dueOn),
      ];
      expect(days.filter((day) => day <= establishedOn)).toEqual([]);
    }
  });

  it('keep to the range, to the day', () => {
    const days = { from: '2025-03-15', to: '2025-05-14' };
    const records = recordsOf(bozhou(), 0, days);
    const issued = records['invoice.lines'].map(({ issuedOn }) => issuedOn);
    expect(issued.filter((day) => day < days.from || day > days.to)).toEqual([]);
    expect(issued.length).toBeGreaterThan(10);
    expect(records['tax.vat-returns'].map(({ period }) => period)).toEqual(['2025-04']);
    expect(records['invoice.summary'].months[0]?.month).toBe('2025-03');
  });

  it('of a part of the time are the same as of the whole', () => {
    const part = recordsOf(bozhou(), 0, { from: '2025-03-01', to: '2025-03-31' });
    const whole = all[0]!;
    expect(part['invoice.lines']).toEqual(
      whole['invoice.lines'].filter(({ issuedOn }) => issuedOn.startsWith('2025-03')),
    );
    expect(part['tax.vat-returns']).toEqual(
      whole['tax.vat-returns'].filter(({ period }) => period === '2025-03'),
    );
  });

  it('of a month are read as they are today: its return is filed in the next month', () => {
    const { uscc } = bozhou().enterprise(0)!;
    const october = { from: '2026-10-01', to: '2026-10-31' };
    const filedBy = (today: string) =>
      bozhou({ asOf: today, storyDate: asOf }).records(uscc, 'tax.vat-returns', october);
    expect(filedBy('2026-11-01')).toEqual([]);
    expect(filedBy('2026-11-15')).toHaveLength(1);
  });

  it('know nothing after asOf: no invoice of tomorrow, no return that is not due yet', () => {
    const future = { from: '2026-09-01', to: '2027-12-31' };
    const { 'invoice.lines': lines, 'tax.vat-returns': returns } = recordsOf(bozhou(), 0, future);
    expect(lines.filter(({ issuedOn }) => issuedOn > asOf)).toEqual([]);
    expect(returns.map(({ period }) => period)).toEqual(['2026-09', '2026-10']);
  });

  it('are kept for 36 months before the month of asOf, and unknown before', () => {
    const { uscc } = bozhou().enterprise(0)!;
    const records = bozhou().records(uscc, 'tax.vat-returns', { from: '2010-01-01', to: asOf });
    expect(records?.[0]?.period).toBe('2023-11');
    expect(
      bozhou().records(uscc, 'tax.vat-returns', { from: '2010-01-01', to: '2023-10-31' }),
    ).toBeUndefined();
  });

  it('of the past stay as they were when the clock moves on and the story does not', () => {
    const later = bozhou({ asOf: '2027-02-03', storyDate: asOf });
    const past = { from: '2024-03-01', to: '2026-10-31' };
    for (const index of [0, 6, OWNERS, OWNERS + 7]) {
      const before = recordsOf(bozhou(), index, past);
      const after = recordsOf(later, index, past);
      expect(after['invoice.lines']).toEqual(before['invoice.lines']);
      expect(after['invoice.summary']).toEqual(before['invoice.summary']);
      expect(after['registration.profile']).toEqual(before['registration.profile']);
    }
    const fresh = later.records(later.enterprise(0)!.uscc, 'tax.vat-returns', {
      from: '2026-11-01',
      to: '2027-02-03',
    });
    expect(fresh?.map(({ period }) => period)).toEqual(['2026-11', '2026-12']);
  });

  it('of lines and of their summary agree', () => {
    for (const records of all.slice(0, 40)) {
      expect(records['invoice.summary']).toEqual(summariseInvoices(records['invoice.lines'], range));
    }
  });

  it('number every invoice of an enterprise once', () => {
    for (const records of all) {
      const numbers = records['invoice.lines'].map(({ number }) => number);
      expect(new Set(numbers).size).toBe(numbers.length);
    }
  });

  it('file what was invoiced and up to 2 % besides, in every month with invoices', () => {
    const usual = all.filter((_, index) => PERSONAS[index]?.id !== 'persona-gong-yan');
    for (const { 'tax.vat-returns': returns, 'invoice.summary': summary } of usual) {
      for (const filed of returns) {
        const out = summary.months.find(
          ({ month, direction }) => month === filed.period && direction === 'OUT',
        );
        if (!out) continue;
        const sales = sumAmounts([filed.taxableSales, filed.simplifiedSales, filed.exemptSales]);
        const net = new Money(out.amount).minus(out.redAmount);
        expect(sales.gte(net) && sales.lte(net.times('1.02').plus('0.01')), filed.period).toBe(true);
      }
    }
  });

  it('owe as arrears exactly the tax of the months not paid', () => {
    const index = PERSONAS.findIndex(({ id }) => id === 'persona-ma-jianguo');
    const { 'tax.vat-returns': returns, 'tax.arrears': arrears } = recordsOf(bozhou(), index);
    const unpaid = returns.filter(({ taxPaid, taxPayable }) => taxPaid === '0.00' && taxPayable !== '0.00');
    expect(unpaid.map(({ period }) => period)).toEqual(['2026-05', '2026-06', '2026-07']);
    expect(arrears.map(({ dueOn, amount }) => ({ dueOn, amount }))).toEqual(
      unpaid.map(({ taxPayable }, at) => ({ dueOn: `2026-0${at + 6}-15`, amount: taxPayable })),
    );
  });

  it('show the seasons of the trade: a distillery sells more in December than in April', () => {
    const index = PERSONAS.findIndex(({ id }) => id === 'persona-ding-xiaoman');
    const { 'invoice.summary': summary } = recordsOf(bozhou(), index);
    const sold = (month: string) =>
      Number(summary.months.find((row) => row.month === month && row.direction === 'OUT')?.amount);
    expect(sold('2025-12')).toBeGreaterThan(3 * sold('2026-04'));
  });

  it('grow in number with the enterprise', () => {
    const sized = all
      .slice(OWNERS)
      .map((records) => computeIndicators(records, asOf, ['invoicedSales12', 'customers12']))
      .sort((a, b) => Number(a.invoicedSales12) - Number(b.invoicedSales12));
    const customers = (part: typeof sized) =>
      part.reduce((sum, { customers12 }) => sum + Number(customers12), 0);
    expect(customers(sized.slice(-100))).toBeGreaterThan(2 * customers(sized.slice(0, 100)));
  });

  it('are sound for most enterprises and troubled for some', () => {
    const troubled = all.slice(OWNERS).filter((records) => {
      const figures = computeIndicators(records, asOf);
      return (
        figures.openArrears !== '0.00' ||
        figures.openAbnormalListings !== 0 ||
        figures.openEnforcements !== 0 ||
        figures.registrationActive !== 1 ||
        Number(figures.longestInvoiceGap24) >= 3 ||
        figures.taxCreditGrade === 'D'
      );
    });
    expect(troubled.length).toBeGreaterThan(50);
    expect(troubled.length).toBeLessThan(200);
  });
});
