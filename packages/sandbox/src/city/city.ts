import type {
  CalendarDate,
  DataItemId,
  DataItemRecords,
  DateRange,
  SubjectType,
  Uscc,
} from '@xinqiao/contracts';
import { SERIALS, scatter, serialOf } from './codes.ts';
import { drawnEnterprise } from './drawn-enterprise.ts';
import type { EnterpriseFacts } from './facts.ts';
import { personaEnterprises } from './personas/index.ts';
import { readRecords } from './records.ts';
import { told } from './told.ts';

export interface CityOptions {
  /** Same seed, same city, byte for byte, on every machine. */
  readonly seed: string | number;
  /** Enterprises, those of the personas included; never fewer than they, at most 31^6. */
  readonly size: number;
  /** Today in the city, Asia/Shanghai: its sources know nothing later. */
  readonly asOf: CalendarDate;
  /**
   * Day the stories are told on; default `asOf`. Keep it when the clock of a running city moves on: then the
   * past stays as it was, and `asOf` only adds to it.
   */
  readonly storyDate?: CalendarDate;
}

/** An enterprise of the city, as one registers it. */
export interface CityEnterprise {
  /** From 0; the personas' come first. */
  readonly index: number;
  readonly uscc: Uscc;
  readonly name: string;
  readonly type: SubjectType;
  /** GB/T 4754-2017. */
  readonly industryCode: string;
  /** GB/T 2260. */
  readonly divisionCode: string;
  readonly establishedOn: CalendarDate;
  /** Who acts for it: identity at the city's sign-in, and name. */
  readonly legalRepresentative: { readonly identityId: string; readonly name: string };
}

export interface City {
  readonly size: number;
  readonly asOf: CalendarDate;
  /** All enterprises in order, made one at a time. */
  enterprises(): Generator<CityEnterprise>;
  /** By index or code; undefined when there is none. */
  enterprise(key: number | Uscc): CityEnterprise | undefined;
  /**
   * What the sources hold: the records of an item on the days of the range, up to `asOf`.
   *
   * @returns An empty list where there are none; `undefined` when the sources do not know the code, or keep
   *   nothing of that time (invoices and returns: 36 months before the month of `asOf`).
   */
  records<K extends DataItemId>(uscc: Uscc, item: K, range: DateRange): DataItemRecords[K] | undefined;
}

/** Place of the first enterprise that is no persona's. */
const FIRST_PLACE = 15;

/**
 * The seeded city: some personas with a story each, and as many plausible enterprises as asked for.
 *
 * Pure and deterministic. It holds nothing but the personas and the enterprise read last: an enterprise is computed
 * from its number or its code, its records month by month. All its enterprises and people are invented, and their codes begin
 * their organisation part with XP or XQ.
 *
 * @throws {RangeError} `size` is not a whole number from 0 to 31^6.
 */
export function city({ seed, size, asOf, storyDate = asOf }: CityOptions): City {
  if (!Number.isInteger(size) || size < 0 || size > SERIALS) {
    throw new RangeError('The size of the city must be a whole number from 0 to 31^6: choose another.');
  }
  const story = told(storyDate);
  const personas = personaEnterprises(story);
  const places = scatter(String(seed));
  const count = Math.max(size, personas.length);

  let last: undefined | { readonly index: number; readonly facts: EnterpriseFacts };
  const byIndex = (index: number): EnterpriseFacts | undefined => {
    if (!Number.isInteger(index) || index < 0 || index >= count) return undefined;
    // Counted from the first, so that a persona who joins moves nobody: the many keep their codes and their order.
    return (
      personas[index] ??
      drawnEnterprise(String(seed), places.serial(index - personas.length + FIRST_PLACE), story)
    );
  };
  const indexOf = (uscc: Uscc): number | undefined => {
    const persona = personas.findIndex((facts) => facts.uscc === uscc);
    if (persona >= 0) return persona;
    const serial = serialOf(uscc);
    const index = serial === undefined ? undefined : places.index(serial) + personas.length - FIRST_PLACE;
    // A code with the right serial may still be another's in form, division or check.
    return index !== undefined && byIndex(index)?.uscc === uscc ? index : undefined;
  };
  const shownAt = (index: number | undefined): CityEnterprise | undefined => {
    const facts = index === undefined ? undefined : byIndex(index);
    return facts && index !== undefined ? show(index, facts) : undefined;
  };

  return {
    size: count,
    asOf,
    *enterprises() {
      for (let index = 0; index < count; index++) yield show(index, byIndex(index)!);
    },
    enterprise: (key) => shownAt(typeof key === 'number' ? key : indexOf(key)),
    records: (uscc, item, range) => {
      const index = indexOf(uscc);
      if (index === undefined) return undefined;
      // One enterprise is usually read item by item: what it was worked out from serves the next item too.
      if (last?.index !== index) last = { index, facts: byIndex(index)! };
      return readRecords(last.facts, item, range, asOf);
    },
  };
}

const show = (index: number, facts: EnterpriseFacts): CityEnterprise => ({
  index,
  uscc: facts.uscc,
  name: facts.name,
  type: facts.type,
  industryCode: facts.industry.code,
  divisionCode: facts.division.code,
  establishedOn: facts.establishedOn,
  legalRepresentative: facts.legalRepresentative,
});
