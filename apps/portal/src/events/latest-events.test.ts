import type { CloudEvent } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { latestEvents, READ_AT_ONCE } from './latest-events.ts';

/** A stream with events at these positions, as `events.list` reads it. */
function stream(positions: readonly number[]) {
  let readings = 0;
  const read = async (after?: string) => {
    readings++;
    const items = positions
      .filter((position) => after === undefined || BigInt(position) > BigInt(after))
      .slice(0, READ_AT_ONCE)
      .map((position) => ({ sequence: String(position) }) as CloudEvent);
    return { items, nextCursor: items.at(-1)?.sequence ?? after ?? '0' };
  };
  return { read, readings: () => readings };
}

const shown = async (positions: readonly number[]) =>
  (await latestEvents(stream(positions).read)).map(({ sequence }) => Number(sequence));

describe('latestEvents', () => {
  it('shows nothing where nothing happened', async () => expect(await shown([])).toEqual([]));

  it('shows the newest first', async () => expect(await shown([3, 7, 12])).toEqual([12, 7, 3]));

  const sizes = [1, 19, 20, 21, 99, 100, 101, 119, 120, 150, 199, 200, 201, 350, 899];
  // Positions belong to the whole platform: own events lie close, far apart, or in clusters.
  const gaps = {
    close: () => 1,
    far: () => 1_000,
    clustered: (place: number) => (place % 37 === 0 ? 5_000 : 1 + ((place * 7_919) % 11)),
  };
  it.each(Object.keys(gaps) as (keyof typeof gaps)[])(
    'shows the end of a stream of any length whose events lie %s, 20 to 100 without a gap',
    async (name) => {
      for (const size of sizes) {
        let position = 0;
        const positions = Array.from({ length: size }, (_, place) => {
          position += gaps[name](place);
          return position;
        });
        const latest = await shown(positions);
        expect(latest.length).toBeLessThanOrEqual(READ_AT_ONCE);
        expect(latest.length).toBeGreaterThanOrEqual(Math.min(20, size));
        expect(latest).toEqual(positions.slice(-latest.length).reverse());
      }
    },
  );

  it('reads a long stream few times', async () => {
    const { read, readings } = stream(Array.from({ length: 50_000 }, (_, place) => place * 3));
    await latestEvents(read);
    expect(readings()).toBeLessThan(60);
  });
});
