import { checkOrganizationCode, checkUscc } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SERIALS, scatter, serialOf, usccOf } from './codes.ts';

const serials = fc.integer({ min: 0, max: SERIALS - 1 });

describe('usccOf · GB 32100, GB 11714', () => {
  it('gives codes whose two check characters hold', () => {
    fc.assert(
      fc.property(serials, fc.constantFrom('91', '92', '93'), (serial, form) => {
        const checked = checkUscc(usccOf(form, '341621', 'XQ', serial));
        expect(checked).toMatchObject({ status: 'valid', parts: { division: '341621' } });
        if (checked.status !== 'malformed')
          expect(checkOrganizationCode(checked.parts.organizationCode).status).toBe('valid');
      }),
    );
  });

  it('can be read back', () => {
    fc.assert(
      fc.property(serials, (serial) => {
        expect(serialOf(usccOf('91', '341602', 'XQ', serial))).toBe(serial);
      }),
    );
  });

  it.each(['', '91341602MA2MQ1XX59', usccOf('91', '341602', 'XP', 7), '91341602XQ00I0000X'])(
    'finds no serial in "%s"',
    (uscc) => {
      expect(serialOf(uscc)).toBeUndefined();
    },
  );
});

describe('scatter', () => {
  it('gives every number a serial of its own and finds the number again, for every seed', () => {
    fc.assert(
      fc.property(fc.string(), serials, (seed, index) => {
        const { serial, index: back } = scatter(seed);
        expect(serial(index)).toBeGreaterThanOrEqual(0);
        expect(serial(index)).toBeLessThan(SERIALS);
        expect(back(serial(index))).toBe(index);
      }),
    );
  });
});
