import type { CalendarDate, RegistrationProfile } from '@xinqiao/contracts';
import type { Formulas } from './formula.ts';
import { completedMonths } from './window.ts';

/** Indicators of `registration.profile`. All read the state on `asOf`. */
export const registrationFormulas = {
  /** 1 when `status` is ACTIVE, else 0. Never null. */
  registrationActive: { months: 0, value: ({ status }) => (status === 'ACTIVE' ? 1 : 0) },

  /** Whole months from `establishedOn` to `asOf`. Null when established after `asOf`. */
  ageMonths: { months: 0, value: ({ establishedOn }, asOf) => monthsSince(establishedOn, asOf) },

  /**
   * Whole months from the latest change of legal representative not after `asOf`, or without any from
   * `establishedOn`, to `asOf`. Null when established after `asOf`.
   */
  legalRepresentativeMonths: {
    months: 0,
    value: (profile, asOf) => monthsSince(lastChange(profile, asOf) ?? profile.establishedOn, asOf),
  },

  /** Number of `abnormalListings` listed on or before `asOf` and not removed on or before it. Never null. */
  openAbnormalListings: {
    months: 0,
    value: ({ abnormalListings }, asOf) =>
      abnormalListings.filter(
        ({ listedOn, removedOn }) => listedOn <= asOf && (removedOn === null || removedOn > asOf),
      ).length,
  },
} as const satisfies Formulas<'registration.profile'>;

const monthsSince = (date: CalendarDate, asOf: CalendarDate): number | null =>
  date <= asOf ? completedMonths(date, asOf) : null;

const lastChange = ({ legalRepresentativeChanges }: RegistrationProfile, asOf: CalendarDate) =>
  legalRepresentativeChanges
    .map(({ changedOn }) => changedOn)
    .filter((changedOn) => changedOn <= asOf)
    .sort()
    .at(-1);
