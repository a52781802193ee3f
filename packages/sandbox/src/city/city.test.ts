import { createHash } from 'node:crypto';
import { computeIndicators, summariseInvoices } from '@xinqiao/catalogue';
import {
  addMonths,
  checkUscc,
  DATA_ITEM_IDS,
  DATA_ITEM_SCHEMAS,
  type DataItemRecords,
  industrySection,
  monthRange,
  sumAmounts,
} from '@xinqiao/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { City } from './city.ts';
import { PERSONAS } from './personas/index.ts';
import {
  asOf,
  bozhou,
  indexOfPersona,
  KNOWN_TO_ALL,
  OWNERS,
  range,
  recordsOf,
  SIZE,
} from './testing/bozhou.ts';

const bytesOf = (from: City, indexes: number[], days = range): string =>
  JSON.stringify(indexes.map((index) => [from.enterprise(index), recordsOf(from, index, days)]));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The city as it was first published: fifteen personas, seven items, and returns that said no kind of taxpayer. */
const FIRST_ITEMS = [
  ...(['registration.profile', 'tax.vat-returns', 'tax.credit-grades', 'tax.arrears'] as const),
  ...(['invoice.summary', 'invoice.lines', 'enforcement.records'] as const),
];
const FIRST_OWNERS = 15;

const asFirstPublished = (from: City, index: number) => {
  const now = index < FIRST_OWNERS ? index : index - FIRST_OWNERS + OWNERS;
  const enterprise = from.enterprise(now)!;
  const records = recordsOf(from, now);
  const returns = records['tax.vat-returns'].map(({ months: _, taxpayerKind: __, ...figures }) => figures);
  return [
    { ...enterprise, index },
    Object.fromEntries(
      FIRST_ITEMS.map((item) => [item, item === 'tax.vat-returns' ? returns : records[item]]),
    ),
  ];
};

describe('city · same seed, same bytes', () => {
  const indexes = [0, 5, OWNERS - 1, OWNERS, OWNERS + 1, OWNERS + 250, SIZE - 1];

  it('gives the bytes it has always given', () => {
    expect(sha256(bytesOf(bozhou(), indexes))).toBe(
      '68552ad983cd491a2ff7ffea74cd41edd8d5865ee122ba06574178784fff7bc4',
    );
  });

  // The digest was taken from the city as first published, whose bytes had the digest afa40f2e… with the monthly
  // returns of a sole trader, number 16, added up to quarters.
  it('gives what it first gave, to the byte, in the items and members that it gave then', () => {
    const first = [0, 5, 14, 15, 16, 265, 514].map((index) => asFirstPublished(bozhou(), index));
    expect(sha256(JSON.stringify(first))).toBe(
      '5eef7cc098e4de897c8de8d5390d6e6667b562cd3cd94b45cd8ae8f1c160d448',
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
    const lately = { from: '2026-05-01', to: asOf };
    expect(bytesOf(bozhou({ seed: 1 }), personas, lately)).toBe(
      bytesOf(bozhou({ seed: 2 }), personas, lately),
    );
  });
});

describe('city · its enterprises', () => {
  it('are as many as asked for, each with a code of its own that finds it again', () => {
    const all = [...bozhou().enterprises()];
    expect(all).toHaveLength(SIZE);
    expect(new Set(all.map(({ uscc }) => uscc)).size).toBe(SIZE);
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
    for (const other of [`92${uscc.slice(2)}`, `${uscc.slice(0, 17)}?`, '91341602MA2MQ1XX59', '', -1, SIZE]) {
      expect(bozhou().enterprise(other)).toBeUndefined();
    }
    expect(bozhou().records('91341602MA2MQ1XX59', 'tax.arrears', range)).toBeUndefined();
  });

  it('beyond its size there are none, even by a code that a larger city gives', () => {
    const { uscc } = bozhou({ size: SIZE + 50 }).enterprise(SIZE + 49)!;
    expect(bozhou().enterprise(uscc)).toBeUndefined();
  });
});

describe('city · its records', () => {
  let all: readonly DataItemRecords[];
  let many: readonly DataItemRecords[];
  beforeAll(() => {
    const from = bozhou();
    all = KNOWN_TO_ALL.map((index) => recordsOf(from, index));
    many = all.slice(-500);
  }, 300_000);

  it.each(DATA_ITEM_IDS)('of %s are valid for every persona and 500 enterprises', (item) => {
    for (const records of all) {
      const parsed = DATA_ITEM_SCHEMAS[item].safeParse(records[item]);
      expect(parsed.error?.issues, records['registration.profile'].name).toBeUndefined();
    }
  });

  it('are those of the registry only where nobody else knows the firm, as long as it is so', () => {
    const records = recordsOf(bozhou(), indexOfPersona('persona-yang-lixia'));
    const held = DATA_ITEM_IDS.filter((item) => records[item] !== undefined);
    expect(held.every((item) => item.startsWith('registration.'))).toBe(true);
    expect(held).toHaveLength(4);
    for (const item of held) expect(DATA_ITEM_SCHEMAS[item].safeParse(records[item]).success).toBe(true);
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
        ...records['registration.changes'].map(({ changedOn }) => changedOn),
        ...records['registration.penalties'].map(({ decidedOn }) => decidedOn),
        ...records['tax.payments'].map(({ paidOn }) => paidOn),
        ...records['tax.refunds'].map(({ refundedOn }) => refundedOn),
        ...records['tax.reductions'].map(({ periodTo }) => periodTo),
        ...records['tax.cit-returns'].map(({ filedOn }) => filedOn),
        ...records['tax.financial-statements'].map(({ periodTo }) => periodTo),
        ...records['tax.late-fees'].map(({ from }) => from),
        ...records['tax.violations'].map(({ registeredOn }) => registeredOn),
        ...records['tax.audits'].map(({ openedOn }) => openedOn),
        ...records['tax.status'].abnormalPeriods.map(({ from }) => from),
        ...records['social.insurance'].map(({ month }) => `${month}-01`),
        ...records['housing-fund.deposits'].map(({ month }) => `${month}-01`),
        ...records['utility.usage'].map(({ month }) => `${month}-01`),
      ];
      expect(days.filter((day) => day <= establishedOn)).toEqual([]);
      const since = records['registration.shareholders'].map((holder) => holder.since);
      expect(since.filter((day) => day < establishedOn)).toEqual([]);
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
        const months = monthRange(addMonths(filed.period, 1 - filed.months), filed.period);
        const out = summary.months.filter(
          ({ month, direction }) => months.includes(month) && direction === 'OUT',
        );
        if (out.length < filed.months) continue;
        const sales = sumAmounts([filed.taxableSales, filed.simplifiedSales, filed.exemptSales]);
        const net = sumAmounts(out.map(({ amount }) => amount)).minus(
          sumAmounts(out.map(({ redAmount }) => redAmount)),
        );
        expect(sales.gte(net) && sales.lte(net.times('1.02').plus('0.03')), filed.period).toBe(true);
      }
    }
  });

  it('owe as arrears exactly the tax of the months not paid', () => {
    const index = indexOfPersona('persona-ma-jianguo');
    const { 'tax.vat-returns': returns, 'tax.arrears': arrears } = recordsOf(bozhou(), index);
    const unpaid = returns.filter(({ taxPaid, taxPayable }) => taxPaid === '0.00' && taxPayable !== '0.00');
    expect(unpaid.map(({ period }) => period)).toEqual(['2026-05', '2026-06', '2026-07']);
    expect(arrears.map(({ dueOn, amount }) => ({ dueOn, amount }))).toEqual(
      unpaid.map(({ taxPayable }, at) => ({ dueOn: `2026-0${at + 6}-15`, amount: taxPayable })),
    );
  });

  it('show the seasons of the trade: a distillery sells more in December than in April', () => {
    const index = indexOfPersona('persona-ding-xiaoman');
    const { 'invoice.summary': summary } = recordsOf(bozhou(), index);
    const sold = (month: string) =>
      Number(summary.months.find((row) => row.month === month && row.direction === 'OUT')?.amount);
    expect(sold('2025-12')).toBeGreaterThan(3 * sold('2026-04'));
  });

  it('grow in number with the enterprise', () => {
    const sized = many
      .map((records) => computeIndicators(records, asOf, ['invoicedSales12', 'customers12']))
      .sort((a, b) => Number(a.invoicedSales12) - Number(b.invoicedSales12));
    const customers = (part: typeof sized) =>
      part.reduce((sum, { customers12 }) => sum + Number(customers12), 0);
    expect(customers(sized.slice(-100))).toBeGreaterThan(2 * customers(sized.slice(0, 100)));
  });

  it('are sound for most enterprises and troubled for some', () => {
    const troubled = many.filter((records) => {
      const figures = computeIndicators(records, asOf, [
        ...(['openArrears', 'openAbnormalListings', 'openEnforcements', 'registrationActive'] as const),
        ...(['longestInvoiceGap24', 'taxCreditGrade'] as const),
      ]);
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
