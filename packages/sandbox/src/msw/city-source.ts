import { type City, city } from '../city/index.ts';
import type { Clock } from './clock.ts';

/** The city as it is today. Its stories are told on the day of the start, so that time only adds to them. */
export function cityOfToday(seed: string | number, clock: Clock): () => City {
  const storyDate = clock.today();
  let known: City | undefined;
  return () => {
    const asOf = clock.today();
    if (known?.asOf !== asOf) known = city({ seed, size: 0, asOf, storyDate });
    return known;
  };
}
