import { addDays, type CalendarDate, type TaxCreditGradeLetter } from '@xinqiao/contracts';
import { type FormCode, usccOf } from './codes.ts';
import { CITY_DIVISIONS } from './divisions.ts';
import { type EnterpriseFacts, STEADY_TRADE, type Taxpayer, type Trade } from './facts.ts';
import { type Industry, WEIGHTED_INDUSTRIES } from './industries.ts';
import { enterpriseName, personName } from './names.ts';
import { type Random, random } from './random.ts';
import { drawnSupervision } from './supervision.ts';
import type { Told } from './told.ts';

/** Sizes of enterprises: share of the city, sales of an average month in fen, sales invoices a month. */
const SIZES = [
  { below: 0.7, sales: [1_500_000, 14_000_000], invoices: [2, 8] },
  { below: 0.95, sales: [14_000_000, 90_000_000], invoices: [6, 20] },
  { below: 1, sales: [90_000_000, 500_000_000], invoices: [15, 45] },
] as const;

const GRADES: readonly TaxCreditGradeLetter[] = [...'AAAABBBBBBBBBBMMMMCC'] as TaxCreditGradeLetter[];

/** One of the city's many: everything about it is drawn from the city's seed and its own serial. */
export function drawnEnterprise(seed: string, serial: number, story: Told): EnterpriseFacts {
  const stream = `${seed}/${serial}`;
  const draw = random(stream, 'facts');
  const industry = draw.pick(WEIGHTED_INDUSTRIES);
  const division = draw.pick(CITY_DIVISIONS);
  const form = formOf(draw, industry);
  const uscc = usccOf(FORM_CODES[form], division.code, 'XQ', serial);
  const age = draw.chance(0.12) ? draw.int(2, 24) : draw.int(30, 260);
  // Troubles reach up to 28 months back: a young enterprise has had no time for them.
  const troubles = age > 24 ? drawTroubles(draw, story) : NO_TROUBLES;
  const facts: Omit<EnterpriseFacts, 'supervision'> = {
    stream,
    serial,
    type: form === 'shop' ? 'SOLE_TRADER' : 'ENTERPRISE',
    uscc,
    name: enterpriseName(draw, division, industry, form),
    legalRepresentative: { identityId: `owner-${uscc.toLowerCase()}`, name: personName(draw) },
    division,
    industry,
    establishedOn: dayNear(draw, story.sinceMonths(age)),
    registeredCapital: draw.int(form === 'shop' ? 1 : 10, 500) * 1_000_000,
    legalRepresentativeChanges:
      draw.chance(0.1) && age > 3
        ? [dayNear(draw, story.sinceMonths(draw.int(1, Math.min(age - 2, 60))))]
        : [],
    storyMonth: story.month,
    trade: { ...drawTrade(draw, form), ...troubles.trade },
    taxpayer: { ...drawTaxpayer(draw), ...troubles.taxpayer, smallScale: form === 'shop' },
    ...troubles.registry,
    registeredOnly: false,
  };
  return { ...facts, supervision: drawnSupervision(facts) };
}

type Form = 'company' | 'cooperative' | 'shop';
const FORM_CODES: Record<Form, FormCode> = { company: '91', shop: '92', cooperative: '93' };

const formOf = (draw: Random, { form, shopWords }: Industry): Form =>
  shopWords.length > 0 && draw.chance(0.3) ? 'shop' : form;

function drawTrade(draw: Random, form: Form): Trade {
  const place = form === 'shop' ? 0 : draw.next();
  const size = SIZES.find(({ below }) => place < below)!;
  const [fewest, most] = size.invoices;
  const invoices = draw.int(fewest, most);
  return {
    ...STEADY_TRADE,
    monthlySales: draw.int(size.sales[0], size.sales[1]),
    growth: draw.between(-0.25, 0.35),
    invoices,
    customers: Math.max(3, Math.round(invoices * draw.between(1, 5))),
    suppliers: Math.max(2, Math.round(invoices * draw.between(0.4, 1.5))),
    voidShare: draw.between(0, 0.06),
    redShare: draw.between(0, 0.03),
  };
}

function drawTaxpayer(draw: Random): Omit<Taxpayer, 'smallScale'> {
  const late = draw.chance(0.12);
  return {
    grade: draw.pick(GRADES),
    gradeOfYear: {},
    lateShare: late ? draw.between(0.05, 0.4) : 0,
    unfiled: [],
    unpaid: [],
    negativePayable: false,
  };
}

interface Troubles {
  readonly trade: Partial<Trade>;
  readonly taxpayer: Partial<Taxpayer>;
  readonly registry: Pick<EnterpriseFacts, 'status' | 'abnormalListings' | 'enforcements'>;
}

const NO_TROUBLES: Troubles = {
  trade: {},
  taxpayer: {},
  registry: { status: 'ACTIVE', abnormalListings: [], enforcements: [] },
};

/** Most have none. Each trouble is rare and shows in the records, never in a mark of its own. */
function drawTroubles(draw: Random, story: Told): Troubles {
  const { registry } = NO_TROUBLES;
  const start = draw.int(1, 20);
  const length = draw.int(2, 7);
  const spell = { from: story.monthsAgo(start + length), to: story.monthsAgo(start + 1) };
  const open = draw.chance(0.5);
  switch (draw.int(1, 24)) {
    case 1: // taxes not paid in time
      return {
        trade: {},
        taxpayer: {
          unpaid: [{ ...spell, settledAfterMonths: open ? null : length }],
          grade: open ? 'D' : 'C',
        },
        registry,
      };
    case 2: // months without invoices, some of the sales filed all the same
      return {
        trade: { silences: [{ ...spell, filedShare: draw.between(0.2, 0.7) }] },
        taxpayer: {},
        registry,
      };
    case 3: // no business at all for a time, and perhaps still
      return {
        trade: { silences: [{ ...(open ? { from: spell.from } : spell), filedShare: 0 }] },
        taxpayer: { grade: 'M' },
        registry,
      };
    case 4: // listed as abnormal
      return {
        trade: {},
        taxpayer: { lateShare: 0.3, grade: 'C' },
        registry: {
          ...registry,
          abnormalListings: [
            {
              listedOn: dayNear(draw, story.sinceMonths(start + 3)),
              removedOn: open ? null : dayNear(draw, story.sinceMonths(start)),
              reason: '未依照规定期限公示年度报告',
            },
          ],
        },
      };
    case 5: // a court enforces a debt
      return {
        trade: { growth: -0.4 },
        taxpayer: { lateShare: 0.2 },
        registry: {
          ...registry,
          enforcements: [
            {
              kind: 'ENFORCEMENT',
              filedOn: dayNear(draw, story.sinceMonths(start + 2)),
              amount: `${draw.int(20_000, 900_000)}.00`,
              closedOn: open ? null : dayNear(draw, story.sinceMonths(start)),
            },
          ],
        },
      };
    case 6: // business fell off
      return {
        trade: { slump: { from: spell.from, factor: draw.between(0.25, 0.6) } },
        taxpayer: {},
        registry,
      };
    case 7: // closed down: no invoices, no returns
      return {
        trade: { silences: [{ from: spell.from, filedShare: 0 }] },
        taxpayer: { unfiled: [{ from: spell.from }], grade: 'D' },
        registry: { ...registry, status: open ? 'CANCELLED' : 'REVOKED' },
      };
    case 8: // directly graded D
      return { trade: {}, taxpayer: { grade: 'D', lateShare: 0.5 }, registry };
    default:
      return NO_TROUBLES;
  }
}

/** Up to four weeks before: not everything happens on the day of the month the story is told on. */
const dayNear = (draw: Random, day: CalendarDate): CalendarDate => addDays(day, -draw.int(0, 27));
