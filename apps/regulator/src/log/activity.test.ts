import { describe, expect, it } from 'vitest';
import { activityOf } from './activity.ts';

const at = (...instants: string[]) => activityOf(instants.map((instant) => new Date(instant)));
const DAY_MS = 86_400_000;

describe('activityOf', () => {
  it('counts by the minute, empty minutes too', () => {
    const { minutes, bars } = at(
      '2026-11-21T08:02:59.999Z',
      '2026-11-21T08:00:00.000Z',
      '2026-11-21T08:00:30.000Z',
    );
    expect(minutes).toBe(1);
    expect(bars.slice(-3)).toEqual([
      { start: new Date('2026-11-21T08:00:00.000Z'), count: 2 },
      { start: new Date('2026-11-21T08:01:00.000Z'), count: 0 },
      { start: new Date('2026-11-21T08:02:00.000Z'), count: 1 },
    ]);
  });

  it('shows ten bars at least, the last one with the newest', () => {
    const { bars } = at('2026-11-21T08:02:00.000Z');
    expect(bars.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('takes longer bars for a longer time, 30 at most', () => {
    expect(at('2026-11-21T08:00:00.000Z', '2026-11-21T08:29:00.000Z')).toMatchObject({ minutes: 1 });
    expect(at('2026-11-21T08:00:00.000Z', '2026-11-21T08:30:00.000Z')).toMatchObject({ minutes: 2 });
  });

  it('begins a bar of a day at midnight in Shanghai', () => {
    const { minutes, bars } = at('2026-11-01T17:00:00.000Z', '2026-11-21T08:00:00.000Z');
    expect(minutes).toBe(1_440);
    expect(bars[0]?.start).toEqual(new Date('2026-11-01T16:00:00.000Z'));
  });

  it('counts every instant once, however many years lie between', () => {
    const instants = Array.from(
      { length: 50 },
      (_, place) => new Date(Date.UTC(2026, 0) + place * 300 * DAY_MS),
    );
    const { bars } = activityOf(instants);
    expect(bars.length).toBeLessThanOrEqual(30);
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(50);
  });

  it('has no bars for nothing', () => {
    expect(at()).toEqual({ minutes: 1, bars: [] });
  });
});
