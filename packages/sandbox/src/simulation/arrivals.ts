import { addMonths, type CalendarDate, lastDayOf, type Month } from '@xinqiao/contracts';
import { placeOf } from '../city/household.ts';
import type { World } from './assumptions.ts';

export const monthsOf = ({ firstMonth, months }: Pick<World, 'firstMonth' | 'months'>): Month[] =>
  Array.from({ length: months }, (_, at) => addMonths(firstMonth, at));

/** Day on which the applications of a month are decided. */
export const decidedOn = (month: Month): CalendarDate => `${month}-15`;

/** Last day of the simulation: the city tells its stories on it. */
export const toldOn = (world: Pick<World, 'firstMonth' | 'months'>): CalendarDate =>
  lastDayOf(addMonths(world.firstMonth, world.months - 1));

/** Gives the month, from 0, that a number in [0, 1) falls into. */
export function arrivals({ months, growth }: Pick<World, 'months' | 'growth'>): (drawn: number) => number {
  const rise = months > 1 ? (growth - 1) / (months - 1) : 0;
  const weights = Array.from({ length: months }, (_, at) => 1 + rise * at);
  return (drawn) => placeOf(weights, drawn);
}
