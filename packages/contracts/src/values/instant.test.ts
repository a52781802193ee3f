import { describe, expect, it } from 'vitest';
import { Instant } from './instant.ts';

describe('Instant · RFC 3339 §5.6, UTC with milliseconds', () => {
  it.each(['2026-11-21T08:00:00.000Z', '2024-02-29T23:59:59.999Z', '1970-01-01T00:00:00.000Z'])(
    'accepts %s',
    (instant) => {
      expect(Instant.safeParse(instant).success).toBe(true);
    },
  );

  it.each([
    ['no milliseconds', '2026-11-21T08:00:00Z'],
    ['microseconds', '2026-11-21T08:00:00.000000Z'],
    ['an offset', '2026-11-21T16:00:00.000+08:00'],
    ['no zone', '2026-11-21T08:00:00.000'],
    ['lower case', '2026-11-21t08:00:00.000z'],
    ['a space for the T', '2026-11-21 08:00:00.000Z'],
    ['a day that does not exist', '2026-02-29T08:00:00.000Z'],
    ['month 13', '2026-13-01T08:00:00.000Z'],
    ['24 o’clock', '2026-11-21T24:00:00.000Z'],
    ['a leap second', '2016-12-31T23:59:60.000Z'],
    ['a year before 1000', '0999-12-31T00:00:00.000Z'],
    ['a date', '2026-11-21'],
    ['milliseconds since 1970', 1_795_248_000_000],
  ])('refuses %s, once', (_, instant) => {
    expect(Instant.safeParse(instant).error?.issues).toHaveLength(1);
  });
});
