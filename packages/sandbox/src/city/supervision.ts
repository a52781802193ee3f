import {
  addDays,
  addMonths,
  type CalendarDate,
  type TaxpayerStatus,
  type TaxViolation,
} from '@xinqiao/contracts';
import { type EnterpriseFacts, isIn, NO_SUPERVISION, type Supervision } from './facts.ts';
import { random } from './random.ts';
import { someDay } from './registration-records.ts';
import { dueAfter, filed } from './vat-periods.ts';

/** Returns missing before the bureau lists a taxpayer as 非正常户: three (国家税务总局公告2019年第48号). */
const MISSING_RETURNS = 3;
const NOT_FILED = '未按照规定的期限办理纳税申报';

/** How the tax bureau lists the enterprise on `asOf`. */
export function taxpayerStatus(facts: EnterpriseFacts, asOf: CalendarDate): TaxpayerStatus {
  const { establishedOn, status, taxpayer } = facts;
  const gone = taxpayer.unfiled.find(({ to }) => to === undefined);
  const left = status === 'CANCELLED' && gone ? `${gone.from}-01` : undefined;
  const listed = abnormalPeriods(facts).filter(({ from }) => from <= asOf);
  const last = listed.at(-1);
  const [state, stateSince]: [TaxpayerStatus['state'], CalendarDate] =
    left !== undefined && left <= asOf
      ? ['CANCELLED', left]
      : last === undefined
        ? ['NORMAL', establishedOn]
        : last.to === null || last.to > asOf
          ? ['ABNORMAL', last.from]
          : ['NORMAL', last.to];
  return {
    ...{ state, stateSince },
    kind: taxpayer.smallScale ? 'SMALL_SCALE' : 'GENERAL',
    kindSince: establishedOn,
    abnormalPeriods: listed.map(({ from, to }) => ({ from, to: to !== null && to <= asOf ? to : null })),
  };
}

/** It is listed after so many missing returns, and taken off when it files again. One that was cancelled never is. */
function abnormalPeriods({ status, taxpayer }: EnterpriseFacts): TaxpayerStatus['abnormalPeriods'] {
  if (status === 'CANCELLED') return [];
  const step = taxpayer.smallScale ? 3 : 1;
  return taxpayer.unfiled.flatMap(({ from, to }) => {
    const begin = addDays(dueAfter(addMonths(from, MISSING_RETURNS * step - 1)), 1);
    const end = to === undefined ? null : dueAfter(addMonths(to, 1));
    return end !== null && end <= begin ? [] : [{ from: begin, to: end }];
  });
}

/** Breaches that the enterprise's own filings show in a month, in which a period ended: late or missing returns. */
export function filingViolations(facts: EnterpriseFacts, period: string): TaxViolation[] {
  const { taxpayer, establishedOn, stream, status } = facts;
  if (period <= establishedOn.slice(0, 7)) return [];
  if (taxpayer.smallScale && Number(period.slice(5)) % 3 !== 0) return [];
  const dueOn = dueAfter(period);
  const missing = taxpayer.unfiled.find((spell) => isIn(period, spell));
  if (missing) {
    // The first missing return is a breach; what follows is its continuation.
    const step = taxpayer.smallScale ? 3 : 1;
    const first = addMonths(period, -step) < missing.from;
    return first && status !== 'CANCELLED'
      ? [{ registeredOn: addDays(dueOn, 10), kind: NOT_FILED, fine: '0.00', closedOn: null }]
      : [];
  }
  const { daysLate, filedOn } = filed(random(stream, 'return', period), taxpayer.lateShare, dueOn);
  const draw = random(stream, 'violation', period);
  if (daysLate === 0 || !draw.chance(0.6)) return [];
  return [
    {
      registeredOn: filedOn,
      kind: NOT_FILED,
      fine: `${draw.int(1, 10) * 50}.00`,
      closedOn: addDays(filedOn, draw.int(0, 20)),
    },
  ];
}

/** What the authorities hold against one of the city's many: most have a clean record. */
export function drawnSupervision(
  facts: Pick<
    EnterpriseFacts,
    'stream' | 'establishedOn' | 'storyMonth' | 'division' | 'abnormalListings'
  > & {
    readonly taxpayer: Pick<EnterpriseFacts['taxpayer'], 'grade'>;
  },
): Supervision {
  const { stream, division, abnormalListings, taxpayer } = facts;
  const draw = random(stream, 'supervision');
  const gradedD = taxpayer.grade === 'D';
  const registry = `${division.name}市场监督管理局`;
  const penaltyOn = draw.chance(0.03) ? someDay(draw, facts, 30) : undefined;
  const auditOn = draw.chance(gradedD ? 0.5 : 0.01) ? someDay(draw, facts, 24) : undefined;
  const fine = draw.int(2, 60) * 1_000;
  const assessed = draw.int(5, 300) * 1_000;
  const over = draw.chance(0.7);
  return {
    ...NO_SUPERVISION,
    penalties: [
      ...abnormalListings.map(({ listedOn }) => ({
        ...{ decidedOn: addDays(listedOn, 20), authority: registry, kind: '罚款', fine: '10000.00' },
        ...{ serious: false, publishedUntil: addDays(listedOn, 20 + 365) },
      })),
      ...(penaltyOn === undefined
        ? []
        : [
            {
              ...{ decidedOn: penaltyOn, authority: registry, kind: '罚款、没收违法所得' },
              ...{ fine: `${fine}.00`, serious: gradedD, publishedUntil: addDays(penaltyOn, 3 * 365) },
            },
          ]),
    ].sort((a, b) => Number(a.decidedOn > b.decidedOn) - Number(a.decidedOn < b.decidedOn)),
    audits:
      auditOn === undefined
        ? []
        : [
            over
              ? {
                  ...{ openedOn: auditOn, closedOn: addDays(auditOn, 120) },
                  ...{ assessed: `${assessed}.00`, fine: `${assessed / 2}.00` },
                }
              : { openedOn: auditOn, closedOn: null, assessed: '0.00', fine: '0.00' },
          ],
  };
}
