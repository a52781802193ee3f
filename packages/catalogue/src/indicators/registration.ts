import type { CalendarDate, DataItemRecords, RegistrationProfile } from '@xinqiao/contracts';
import { WINDOWS } from '@xinqiao/contracts';
import { agesOf, amountsBy, counting, summing } from './events.ts';
import { greatest, hundredths, ratioFigure, sumOf } from './figure.ts';
import { formulasOf, over, state } from './formula.ts';
import { isWithin, last, monthsAgo, type Series } from './series.ts';
import { isOpen, monthsSince } from './window.ts';

interface ProfileFacts {
  readonly profile: RegistrationProfile;
  readonly listed: readonly number[];
  readonly asOf: CalendarDate;
}

/** Indicators of `registration.profile`. */
export const profileFormulas = formulasOf<'registration.profile', ProfileFacts>(
  (profile, asOf) => ({
    profile,
    listed: agesOf(
      profile.abnormalListings.map(({ listedOn }) => listedOn),
      asOf,
    ),
    asOf,
  }),
  {
    registrationActive: state(({ profile }) => (profile.status === 'ACTIVE' ? 1 : 0)),
    ageMonths: state(({ profile, asOf }) => monthsSince(profile.establishedOn, asOf)),
    legalRepresentativeMonths: state(({ profile, asOf }) =>
      monthsSince(lastChange(profile, asOf) ?? profile.establishedOn, asOf),
    ),
    openAbnormalListings: state(
      ({ profile, asOf }) =>
        profile.abnormalListings.filter(({ listedOn, removedOn }) => isOpen(listedOn, removedOn, asOf))
          .length,
    ),
    ...counting<ProfileFacts>('abnormalListings', ({ listed }) => listed),
  },
);

const lastChange = ({ legalRepresentativeChanges }: RegistrationProfile, asOf: CalendarDate) =>
  legalRepresentativeChanges
    .map(({ changedOn }) => changedOn)
    .filter((changedOn) => changedOn <= asOf)
    .sort()
    .at(-1);

type Shareholders = DataItemRecords['registration.shareholders'];

interface ShareholderFacts {
  readonly present: Shareholders;
  readonly joined: readonly number[];
  readonly left: readonly number[];
}

/** Indicators of `registration.shareholders`. An enterprise has shareholders: without any, none are known. */
export const shareholderFormulas = formulasOf<'registration.shareholders', ShareholderFacts>(
  (shareholders, asOf) => ({
    present: shareholders.filter(({ since, until }) => isOpen(since, until, asOf)),
    joined: agesOf(
      shareholders.map(({ since }) => since),
      asOf,
    ),
    left: agesOf(
      shareholders.map(({ until }) => until),
      asOf,
    ),
  }),
  {
    shareholders: state(({ present }) => present.length || null),
    enterpriseShareholders: state(({ present }) =>
      present.length === 0 ? null : present.filter(({ kind }) => kind === 'ENTERPRISE').length,
    ),
    largestShareholderShare: state(({ present }) => {
      const subscribed = present.map((shareholder) => shareholder.subscribed);
      return ratioFigure(greatest(subscribed.map(hundredths)), sumOf(subscribed));
    }),
    paidInShare: state(({ present }) => {
      const paidIn = present.flatMap((shareholder) => shareholder.paidIn ?? []);
      if (paidIn.length < present.length) return null;
      return ratioFigure(sumOf(paidIn), sumOf(present.map(({ subscribed }) => subscribed)));
    }),
    ...counting<ShareholderFacts>('shareholdersJoined', ({ joined }) => joined),
    ...counting<ShareholderFacts>('shareholdersLeft', ({ left }) => left),
  },
);

type Changes = DataItemRecords['registration.changes'];
interface ChangeFacts {
  /** One per day and matter. */
  readonly changes: readonly { readonly ago: number; readonly matter: Changes[number]['matter'] }[];
}

const changes = (base: string, matter?: Changes[number]['matter']) =>
  over<ChangeFacts>(
    base,
    WINDOWS,
    (facts, months) =>
      facts.changes.filter(
        (change) => isWithin(change.ago, last(months)) && (matter === undefined || change.matter === matter),
      ).length,
  );

/** Indicators of `registration.changes`. */
export const changeFormulas = formulasOf<'registration.changes', ChangeFacts>(
  (rows, asOf) => ({
    changes: [...new Map(rows.map((row) => [`${row.changedOn} ${row.matter}`, row])).values()].map(
      ({ changedOn, matter }) => ({ ago: monthsAgo(changedOn, asOf), matter }),
    ),
  }),
  {
    ...changes('registrationChanges'),
    ...changes('legalRepresentativeChanges', 'LEGAL_REPRESENTATIVE'),
    ...changes('shareholderChanges', 'SHAREHOLDERS'),
    ...changes('capitalChanges', 'CAPITAL'),
  },
);

interface PenaltyFacts {
  readonly serious: number;
  readonly decided: readonly number[];
  readonly fines: Series;
}

/** Indicators of `registration.penalties`. */
export const penaltyFormulas = formulasOf<'registration.penalties', PenaltyFacts>(
  (penalties, asOf) => ({
    serious: penalties.filter(
      ({ serious, decidedOn, publishedUntil }) =>
        serious && decidedOn <= asOf && (publishedUntil === null || publishedUntil >= asOf),
    ).length,
    decided: agesOf(
      penalties.map(({ decidedOn }) => decidedOn),
      asOf,
    ),
    fines: amountsBy(
      penalties,
      ({ decidedOn }) => decidedOn,
      ({ fine }) => fine,
      asOf,
    ),
  }),
  {
    ...counting<PenaltyFacts>('penalties', ({ decided }) => decided),
    ...summing<PenaltyFacts>('penaltyFines', ({ fines }) => fines),
    openSeriousBreaches: state(({ serious }) => serious),
  },
);
