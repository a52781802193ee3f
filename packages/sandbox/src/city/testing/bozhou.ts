import { DATA_ITEM_IDS, type DataItemRecords, type DateRange } from '@xinqiao/contracts';
import { type City, type CityOptions, city } from '../city.ts';
import { PERSONAS } from '../personas/index.ts';

export const asOf = '2026-11-21';
/** All that the agencies keep on that day. */
export const range: DateRange = { from: '2023-11-01', to: asOf };

export const OWNERS = PERSONAS.filter(({ enterprise }) => enterprise !== null).length;
export const SIZE = OWNERS + 500;

/** The city that tests look at: the personas and five hundred more, but for the fact under test. */
export const bozhou = (fact: Partial<CityOptions> = {}): City =>
  city({ seed: 'bozhou', size: SIZE, asOf, ...fact });

/** All items of an enterprise; an item that nobody holds is missing. */
export const recordsOf = (from: City, index: number, days: DateRange = range): DataItemRecords => {
  const { uscc } = from.enterprise(index)!;
  return Object.fromEntries(
    DATA_ITEM_IDS.map((item) => [item, from.records(uscc, item, days)]),
  ) as DataItemRecords;
};

export const indexOfPersona = (id: string): number => {
  const index = PERSONAS.findIndex((persona) => persona.id === id);
  if (index < 0) throw new RangeError(`There is no ${id} among the personas.`);
  return index;
};

/** Everybody but the firm of which only the registry knows. */
export const KNOWN_TO_ALL: readonly number[] = Array.from({ length: SIZE }, (_, index) => index).filter(
  (index) => index !== indexOfPersona('persona-yang-lixia'),
);
