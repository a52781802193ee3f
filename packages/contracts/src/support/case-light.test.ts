import { describe, expect, it } from 'vitest';
import type { Instant } from '../values/index.ts';
import { caseLight } from './case-light.ts';

const opened = '2026-11-01T00:00:00.000Z' as Instant;
const deadline = '2026-11-11T00:00:00.000Z' as Instant;
const lightAt = (now: string, settled: string | null = null) =>
  caseLight(opened, deadline, settled as Instant | null, now as Instant);

describe('caseLight', () => {
  it.each([
    ['2026-11-01T00:00:00.000Z', 'GREEN', 'fresh'],
    ['2026-11-08T23:59:59.999Z', 'GREEN', 'before the last fifth'],
    ['2026-11-09T00:00:00.000Z', 'YELLOW', 'the last fifth begins'],
    ['2026-11-10T23:59:59.999Z', 'YELLOW', 'the last millisecond'],
    ['2026-11-11T00:00:00.000Z', 'RED', 'the deadline itself is too late'],
  ])('at %s: %s, %s', (now, light) => {
    expect(lightAt(now)).toBe(light);
  });

  it('stays green once it was answered in time', () => {
    expect(lightAt('2027-01-01T00:00:00.000Z', '2026-11-10T23:59:59.999Z')).toBe('GREEN');
  });

  it('stays red once it was answered late', () => {
    expect(lightAt('2027-01-01T00:00:00.000Z', '2026-11-11T00:00:00.000Z')).toBe('RED');
  });
});
