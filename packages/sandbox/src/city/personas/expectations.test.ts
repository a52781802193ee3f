import { computeIndicators } from '@xinqiao/catalogue';
import { DATA_ITEM_IDS } from '@xinqiao/contracts';
import { decide, latestPolicy } from '@xinqiao/scoring';
import { describe, expect, it } from 'vitest';
import { city } from '../city.ts';
import { PERSONAS, type Persona } from './index.ts';

/** 税融通 decides on the two years a bank would ask for, from the first day of the month two years ago. */
function decisionOn(asOf: string, { enterprise }: Persona) {
  const from = city({ seed: 1, size: 0, asOf });
  const range = { from: `${Number(asOf.slice(0, 4)) - 2}${asOf.slice(4, 8)}01`, to: asOf };
  const records = Object.fromEntries(
    DATA_ITEM_IDS.map((item) => [item, from.records(enterprise!.uscc, item, range)]),
  );
  return decide(
    latestPolicy('shui-rong-tong', asOf)!,
    computeIndicators(records, asOf, undefined, range),
    asOf,
  );
}

const owners = PERSONAS.filter(({ role }) => role === 'OWNER');

// Before and after the 15th, when returns are due, and at the end of months.
describe.each(['2026-11-21', '2026-11-01', '2026-12-03', '2026-03-31', '2027-02-28'])(
  'told on %s',
  (asOf) => {
    it.each(owners.filter(({ expected }) => expected?.family === 'LENDS'))('$id is lent to', (persona) => {
      expect(decisionOn(asOf, persona).outcome).toBe('APPROVED');
    });

    it.each(owners.filter(({ expected }) => expected?.family === 'DOES_NOT_LEND'))(
      '$id is not lent to without a person',
      (persona) => {
        expect(decisionOn(asOf, persona).outcome).not.toBe('APPROVED');
      },
    );

    it.each(owners.filter(({ expected }) => expected?.reasons.length))(
      '$id hears an expected reason',
      (persona) => {
        const codes = decisionOn(asOf, persona).reasons.map(({ code }) => code);
        expect(
          persona.expected?.reasons.some((reason) => codes.includes(reason)),
          codes.join(),
        ).toBe(true);
      },
    );
  },
);
