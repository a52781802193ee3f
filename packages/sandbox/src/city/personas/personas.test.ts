import { computeIndicators } from '@xinqiao/catalogue';
import {
  checkUscc,
  conflictingRoles,
  DATA_ITEM_IDS,
  type DataItemRecords,
  type Indicators,
  LocalizedText,
  StaffRole,
} from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { city } from '../city.ts';
import { PERSONAS } from './index.ts';

const DAYS = ['2026-11-21', '2026-03-31', '2028-02-29'];

const personaOf = (id: string) => PERSONAS.find((persona) => persona.id === id)!;

function recordsOf(id: string, asOf: string): DataItemRecords {
  const from = city({ seed: 1, size: 0, asOf });
  const range = { from: `${Number(asOf.slice(0, 4)) - 3}${asOf.slice(4, 8)}01`, to: asOf };
  const { uscc } = personaOf(id).enterprise!;
  return Object.fromEntries(
    DATA_ITEM_IDS.map((item) => [item, from.records(uscc, item, range)]),
  ) as DataItemRecords;
}

const indicatorsOf = (id: string, asOf: string): Indicators => computeIndicators(recordsOf(id, asOf), asOf);

/** A persona's own figures hold on whatever day her story is told. */
const holds = (id: string, fact: string, figures: (indicators: Indicators) => void) =>
  it.each(DAYS)(`${id} ${fact}, told on %s`, (day) => figures(indicatorsOf(id, day)));

describe('PERSONAS', () => {
  it('have identities the sign-in accepts, each once', () => {
    expect(new Set(PERSONAS.map(({ id }) => id)).size).toBe(PERSONAS.length);
    for (const { id } of PERSONAS) expect(id).toMatch(/^persona-[a-z]+-[a-z]+$/);
  });

  it('have a name and a story in both languages', () => {
    for (const { name, story } of PERSONAS) {
      expect(LocalizedText.safeParse(name).success).toBe(true);
      expect(LocalizedText.safeParse(story).success).toBe(true);
    }
  });

  it('own an enterprise of the city and are expected something of, when they are owners and only then', () => {
    const from = city({ seed: 1, size: 0, asOf: DAYS[0]! });
    for (const { id, role, name, enterprise, expected } of PERSONAS) {
      expect(enterprise !== null, id).toBe(role === 'OWNER');
      expect(expected !== null, id).toBe(role === 'OWNER');
      if (enterprise)
        expect(from.enterprise(enterprise.uscc)).toMatchObject({
          name: enterprise.name,
          legalRepresentative: { identityId: id, name: name.zh },
        });
    }
  });

  it('are staff of each kind: an agent, a developer and two risk officers of a bank, a regulator and five of the operator', () => {
    const staff = PERSONAS.filter(({ enterprise }) => enterprise === null).map(({ role }) => role);
    expect(staff).toEqual([
      ...['AGENT', 'BANK_DEVELOPER', 'REGULATOR', ...Array(5).fill('OPERATOR')],
      ...['RISK_OFFICER', 'RISK_OFFICER'],
    ]);
  });

  it('have duties at the operator, and there only, that one person may hold together', () => {
    for (const { id, role, duties } of PERSONAS) {
      expect(duties !== undefined, id).toBe(role === 'OPERATOR');
      expect(conflictingRoles(duties ?? []), id).toEqual([]);
    }
    const held = PERSONAS.flatMap(({ duties = [] }) => duties);
    expect(new Set(held)).toEqual(new Set(StaffRole.options));
    for (const two of ['ADMISSION', 'POLICY'])
      expect(held.filter((role) => role === two).length).toBeGreaterThanOrEqual(2);
  });

  const unusual = ['persona-zhu-bowen', 'persona-yang-lixia'];
  it.each(PERSONAS.filter(({ id, enterprise }) => enterprise && !unusual.includes(id)).map(({ id }) => id))(
    '%s has between 200 and 1 500 invoices',
    (id) => {
      const { length } = recordsOf(id, DAYS[0]!)['invoice.lines'];
      expect(length).toBeGreaterThanOrEqual(200);
      expect(length).toBeLessThanOrEqual(1_500);
    },
  );
});

describe('the story of a persona shows in her figures', () => {
  holds('persona-shen-yulan', 'is healthy in every respect', (figures) => {
    expect(figures).toMatchObject({
      registrationActive: 1,
      ageMonths: 93,
      openAbnormalListings: 0,
      vatFiledMonths12: 12,
      zeroFilingMonths12: 0,
      lateFilings12: 0,
      taxCreditGrade: 'A',
      openArrears: '0.00',
      invoicedMonths12: 12,
      longestInvoiceGap24: 0,
      openEnforcements: 0,
    });
    expect(Number(figures.invoicedSales12)).toBeGreaterThan(3_000_000);
    expect(Number(figures.vatPayable12)).toBeGreaterThan(20_000);
    expect(Number(figures.topTenCustomerShare12)).toBeLessThan(0.8);
  });

  holds('persona-liu-chengzhou', 'grows by two fifths and more', (figures) => {
    expect(Number(figures.vatSalesGrowth12)).toBeGreaterThan(0.4);
    expect(Number(figures.invoicedSalesGrowth12)).toBeGreaterThan(0.4);
  });

  holds('persona-ding-xiaoman', 'has seasons and steady years', (figures) => {
    expect(Math.abs(Number(figures.vatSalesGrowth12))).toBeLessThan(0.2);
    expect(figures).toMatchObject({ invoicedMonths12: 12, longestInvoiceGap24: 0 });
  });

  holds('persona-jiang-chunsheng', 'sells without tax payable, and these are no zero filings', (figures) => {
    expect(figures).toMatchObject({ vatPayable12: '0.00', zeroFilingMonths12: 0 });
    expect(Number(figures.vatSales12)).toBeGreaterThan(1_000_000);
  });

  holds('persona-tao-ruoshui', 'is small and clean', (figures) => {
    expect(Number(figures.vatSales12)).toBeLessThan(1_000_000);
    expect(figures).toMatchObject({ lateFilings12: 0, openArrears: '0.00' });
  });

  holds('persona-wu-siqi', 'files zero for eight months running', (figures) => {
    expect(figures).toMatchObject({
      longestZeroFilingStreak12: 8,
      zeroFilingMonths12: 8,
      vatFiledMonths12: 12,
    });
  });

  holds('persona-ma-jianguo', 'owes tax and files on time', (figures) => {
    expect(Number(figures.openArrears)).toBeGreaterThan(1_000);
    expect(figures).toMatchObject({ lateFilings12: 0, vatFiledMonths12: 12 });
  });

  holds('persona-zheng-changqing', 'is graded D', (figures) => {
    expect(figures.taxCreditGrade).toBe('D');
  });

  holds('persona-feng-xiumei', 'lost three fifths of her sales', (figures) => {
    expect(Number(figures.vatSalesGrowth12)).toBeLessThan(-0.5);
    expect(Number(figures.invoicedSalesGrowth12)).toBeLessThan(-0.5);
  });

  holds(
    'persona-he-wenhai',
    'has a gap of five months in his invoices and none in his filings',
    (figures) => {
      expect(figures).toMatchObject({ longestInvoiceGap24: 5, zeroFilingMonths12: 0, vatFiledMonths12: 12 });
    },
  );

  holds('persona-xu-yutong', 'is eight months old and nothing can be compared yet', (figures) => {
    expect(figures).toMatchObject({ ageMonths: 8, vatFiledMonths12: 7, vatSalesGrowth12: null });
  });

  holds('persona-kong-yuanxing', 'came three months ago', (figures) => {
    expect(figures).toMatchObject({ legalRepresentativeMonths: 3, ageMonths: 70 });
  });

  holds(
    'persona-cao-zhiyuan',
    'is on the list of abnormal operations once, an older stay being over',
    (figures) => {
      expect(figures.openAbnormalListings).toBe(1);
    },
  );

  holds('persona-yan-guodong', 'has two open court cases, an older one being closed', (figures) => {
    expect(figures.openEnforcements).toBe(2);
  });

  holds('persona-gong-yan', 'took back more than issued and shows negative tax payable', (figures) => {
    expect(Number(figures.redShare12)).toBeGreaterThan(1);
    expect(Number(figures.invoicedSales12)).toBeLessThan(0);
    expect(Number(figures.vatPayable12)).toBeLessThan(0);
  });

  it('persona-gong-yan has a name that tries every reader, no capital, and a code that fails its check', () => {
    const profile = recordsOf('persona-gong-yan', DAYS[0]!)['registration.profile'];
    for (const part of ['<script>', '🍵', '䶮', '𠮷', '&amp;', '"', "'"])
      expect(profile.name).toContain(part);
    expect(profile.name.length).toBeGreaterThan(150);
    expect(profile.registeredCapital).toBe('0.00');
    expect(checkUscc(profile.uscc).status).toBe('checksum_mismatch');
  });

  holds('persona-wei-mingqiu', 'files nothing any more', (figures) => {
    expect(figures).toMatchObject({ vatFiledMonths12: 3, taxCreditGrade: 'D', registrationActive: 1 });
  });

  it.each(DAYS)('persona-wei-mingqiu is a 非正常户, told on %s', (day) => {
    const { 'tax.status': status } = recordsOf('persona-wei-mingqiu', day);
    expect(status.state).toBe('ABNORMAL');
    expect(status.abnormalPeriods).toEqual([{ from: status.stateSince, to: null }]);
  });

  it.each(DAYS)('persona-shi-sijing has an open audit and a closed one, told on %s', (day) => {
    const { 'tax.audits': audits, 'tax.violations': breaches } = recordsOf('persona-shi-sijing', day);
    expect(audits.map(({ closedOn }) => closedOn === null)).toEqual([false, true]);
    expect(Number(audits[0]?.assessed)).toBeGreaterThan(0);
    expect(breaches.map(({ closedOn }) => closedOn === null)).toEqual([false]);
  });

  it.each(['persona-jin-haiyan', 'persona-tao-ruoshui'])(
    '%s is small-scale and files by the quarter, on whatever day it is told',
    (id) => {
      for (const day of DAYS) {
        const { 'tax.vat-returns': returns, 'tax.status': status } = recordsOf(id, day);
        expect(status.kind).toBe('SMALL_SCALE');
        expect(returns.length).toBeGreaterThanOrEqual(10);
        expect(new Set(returns.map(({ months }) => months))).toEqual(new Set([3]));
      }
    },
  );

  it('persona-jin-haiyan has a company, which files accounts; persona-tao-ruoshui does not', () => {
    const closings = (id: string) => recordsOf(id, DAYS[0]!)['tax.cit-returns'].length;
    expect([closings('persona-jin-haiyan') > 10, closings('persona-tao-ruoshui')]).toEqual([true, 0]);
  });

  it.each(DAYS)('persona-zhu-bowen has more than 50 000 invoices in two years, told on %s', (day) => {
    const from = city({ seed: 1, size: 0, asOf: day });
    const { uscc } = personaOf('persona-zhu-bowen').enterprise!;
    const years = { from: `${Number(day.slice(0, 4)) - 2}${day.slice(4, 8)}01`, to: day };
    expect(from.records(uscc, 'invoice.lines', years)?.length).toBeGreaterThan(50_000);
  });

  it('persona-zheng-changqing was audited, fined and published for false invoices', () => {
    const records = recordsOf('persona-zheng-changqing', DAYS[0]!);
    expect(records['tax.violations'].map(({ kind }) => kind)).toContain('虚开增值税专用发票');
    expect(records['registration.penalties']).toMatchObject([{ serious: true, fine: '96000.00' }]);
    expect(records['tax.audits']).toHaveLength(1);
  });

  it('persona-cao-zhiyuan was fined for the address that nobody registered', () => {
    expect(recordsOf('persona-cao-zhiyuan', DAYS[0]!)['registration.penalties']).toHaveLength(1);
  });

  it.each(DAYS)('persona-kong-yuanxing took over the share of the one before, told on %s', (day) => {
    const records = recordsOf('persona-kong-yuanxing', day);
    const [before, ...others] = records['registration.shareholders'];
    const now = others.find(({ since }) => since === before?.until);
    expect(now).toMatchObject({ name: '孔远行', share: before?.share, subscribed: before?.subscribed });
  });

  it('tao-ruoshui is a sole trader under the simplified method', () => {
    const from = city({ seed: 1, size: 0, asOf: DAYS[0]! });
    expect(from.enterprise(personaOf('persona-tao-ruoshui').enterprise!.uscc)?.type).toBe('SOLE_TRADER');
    const [first] = recordsOf('persona-tao-ruoshui', DAYS[0]!)['tax.vat-returns'];
    expect(first?.taxableSales).toBe('0.00');
    expect(Number(first?.simplifiedSales)).toBeGreaterThan(0);
  });
});
