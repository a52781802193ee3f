import type { CalendarDate, SubjectType } from '@xinqiao/contracts';

/** What the law asks beyond the general rules when the data is a natural person's. */
export interface PersonDuties {
  /** Sensitive data of a person: consent on its own page, one recipient and purpose at a time. */
  readonly separateConsent: boolean;
  /** The page says that adverse consequences may follow, and asks for explicit written consent. */
  readonly adverseEffectWarning: boolean;
  /** No refusal by a machine alone: a person looks first. */
  readonly humanReviewOfDecline: boolean;
  /** Years after which adverse data is no longer shown, counted from the end of the event. */
  readonly adverseDataYears: number | null;
  /** Own reports free of charge, per year. */
  readonly freeReportsPerYear: number;
  /** Days within which an objection is answered. */
  readonly objectionDays: number | null;
}

/** One duty, since when and by which article. */
interface DatedDuty<Name extends keyof PersonDuties = keyof PersonDuties> {
  readonly duty: Name;
  readonly value: PersonDuties[Name];
  /** First day, Asia/Shanghai. */
  readonly from: CalendarDate;
  readonly subjectTypes: readonly SubjectType[];
  readonly reference: string;
}

const duty = <Name extends keyof PersonDuties>(rule: DatedDuty<Name>): DatedDuty => rule as DatedDuty;

const OF_PERSONS: readonly SubjectType[] = ['PERSON'];

/** Dated configuration: a change of law is a further entry with a later day, never an edit. */
export const PERSON_DUTIES: readonly DatedDuty[] = [
  duty({
    ...{ duty: 'separateConsent', value: true, from: '2021-11-01', subjectTypes: OF_PERSONS },
    reference: '个人信息保护法 arts. 23, 29',
  }),
  duty({
    ...{ duty: 'humanReviewOfDecline', value: true, from: '2021-11-01', subjectTypes: OF_PERSONS },
    reference: '个人信息保护法 art. 24 para. 3',
  }),
  duty({
    ...{ duty: 'adverseEffectWarning', value: true, from: '2013-03-15', subjectTypes: OF_PERSONS },
    reference: '征信业管理条例 art. 14',
  }),
  duty({
    ...{ duty: 'adverseDataYears', value: 5, from: '2013-03-15', subjectTypes: OF_PERSONS },
    reference: '征信业管理条例 art. 16',
  }),
  duty({
    ...{ duty: 'freeReportsPerYear', value: 2, from: '2013-03-15', subjectTypes: OF_PERSONS },
    reference: '征信业管理条例 art. 17',
  }),
  duty({
    ...{ duty: 'objectionDays', value: 20, from: '2013-03-15', subjectTypes: OF_PERSONS },
    reference: '征信业管理条例 art. 25',
  }),
];

const NONE: PersonDuties = {
  ...{ separateConsent: false, adverseEffectWarning: false, humanReviewOfDecline: false },
  ...{ adverseDataYears: null, freeReportsPerYear: 0, objectionDays: null },
};

/**
 * The duties towards a subject on a day.
 *
 * @param date Asia/Shanghai day the law is asked for.
 * @param duties Default {@link PERSON_DUTIES}.
 */
export function dutiesFor(
  type: SubjectType,
  date: CalendarDate,
  duties: readonly DatedDuty[] = PERSON_DUTIES,
): PersonDuties {
  const inForce = duties
    .filter(({ from, subjectTypes }) => from <= date && subjectTypes.includes(type))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  return Object.assign({ ...NONE }, ...inForce.map(({ duty, value }) => ({ [duty]: value })));
}
