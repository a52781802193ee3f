import {
  addPeriodToInstant,
  type Consent,
  type ConsentRequestKind,
  type DataItemId,
  type FieldProblem,
  frequencyText,
  type Instant,
  type Period,
} from '@xinqiao/contracts';

/** What a renewal repeats as it was agreed; the range, the end and the version of the template move on. */
const REPEATED = ['items', 'disclosure', 'dataLife', 'fetchType', 'consentMode', 'frequency'] as const;
type Repeated = Pick<Consent, (typeof REPEATED)[number]>;

type RenewalTerms = { readonly [Member in keyof Repeated]: Readonly<Repeated[Member]> } & {
  readonly optionalItems: readonly DataItemId[];
};

/** Where a renewal asks for something else than more time: that is an amendment. Empty when it is fair. */
export function renewalProblems(consent: Consent, asked: RenewalTerms): FieldProblem[] {
  const problem = 'A renewal repeats what is agreed; to change it, amend.';
  const differing = REPEATED.filter((name) => text(consent[name]) !== text(asked[name])).map((path) => ({
    ...{ path, problem },
    ...{ asked: text(asked[path]), allowed: text(consent[path]) },
  }));
  const optional = asked.optionalItems.map((item, at) => ({
    ...{ path: `optionalItems.${at}`, problem },
    ...{ asked: item, allowed: 'none' },
  }));
  return [...differing, ...optional];
}

/** As a refusal shows it; lists of items in no order. */
function text(value: Readonly<Repeated[keyof Repeated]>): string {
  if (value === null) return 'no limit';
  if (typeof value === 'string') return value;
  return 'unit' in value ? frequencyText(value) : value.toSorted().join(', ');
}

/**
 * When a consent ends, if a request is agreed to now. A renewal prolongs from this moment; an amendment never does: it
 * leaves the end where it was, or brings it forward where what was asked lasts less.
 *
 * @param presentEnd End of the consent as it stands; null of a new one.
 */
export function endOfAgreement(
  presentEnd: Instant | null,
  { kind, validity }: { readonly kind: ConsentRequestKind; readonly validity: Period },
  now: Instant,
): Instant {
  const asked = addPeriodToInstant(now, validity);
  return kind === 'AMEND' && presentEnd !== null && presentEnd < asked ? presentEnd : asked;
}
