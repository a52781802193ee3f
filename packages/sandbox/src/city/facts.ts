import type {
  AbnormalListing,
  AdministrativePenalty,
  CalendarDate,
  EnforcementRecord,
  Month,
  RegistrationStatus,
  SubjectType,
  TaxAudit,
  TaxCreditGradeLetter,
  TaxViolation,
  Uscc,
} from '@xinqiao/contracts';
import type { z } from 'zod';
import type { CityDivision } from './divisions.ts';
import type { Industry } from './industries.ts';

/** Months from `from` to `to`, both included; without `to` they have not ended. */
export interface Spell {
  readonly from: Month;
  readonly to?: Month;
}

/** How an enterprise sells and buys. */
export interface Trade {
  /** Sales of an average month at the time the story is told, before tax, in fen. */
  readonly monthlySales: number;
  /** Growth per year as a fraction; negative when it shrinks. */
  readonly growth: number;
  /** Sales invoices of an average month, number. */
  readonly invoices: number;
  readonly customers: number;
  readonly suppliers: number;
  /** Void invoices beside each hundred valid ones, as a fraction. */
  readonly voidShare: number;
  /** Share of sales invoices that a red one takes back. */
  readonly redShare: number;
  /** What a red invoice takes back, as a multiple of the invoice; 1 unless the data is odd. */
  readonly redMultiple: number;
  /** Months without invoices, and the share of usual sales filed in them all the same (未开票收入). */
  readonly silences: readonly (Spell & { readonly filedShare: number })[];
  /** From this month on sales are this fraction of what they were. */
  readonly slump: { readonly from: Month; readonly factor: number } | null;
}

/** How an enterprise stands with the tax bureau. */
export interface Taxpayer {
  /** 小规模纳税人: files quarterly, all sales under the simplified method, no input tax. Else it files monthly. */
  readonly smallScale: boolean;
  /** Grade of every year that `gradeOfYear` does not name. */
  readonly grade: TaxCreditGradeLetter;
  readonly gradeOfYear: Readonly<Record<number, TaxCreditGradeLetter>>;
  /** Share of returns filed late. */
  readonly lateShare: number;
  readonly unfiled: readonly Spell[];
  /** Months whose tax was not paid when due, and months until it was; null = it is still open. */
  readonly unpaid: readonly (Spell & { readonly settledAfterMonths: number | null })[];
  /** Odd data: input tax beyond output tax shows as negative tax payable instead of being carried forward. */
  readonly negativePayable: boolean;
}

/** What the authorities held against an enterprise, beside what follows from its filings; each list oldest first. */
export interface Supervision {
  readonly penalties: readonly AdministrativePenalty[];
  readonly violations: readonly TaxViolation[];
  readonly audits: readonly TaxAudit[];
}

/** All that is set about an enterprise; its records follow from it month by month. */
export interface EnterpriseFacts {
  /** Head of the random streams its months are drawn from. */
  readonly stream: string;
  /** Stands in its invoice numbers; 9 digits. */
  readonly serial: number;
  readonly type: SubjectType;
  readonly uscc: Uscc;
  readonly name: string;
  readonly legalRepresentative: { readonly identityId: string; readonly name: string };
  readonly division: CityDivision;
  readonly industry: Industry;
  readonly status: z.infer<typeof RegistrationStatus>;
  readonly establishedOn: CalendarDate;
  /** In fen. */
  readonly registeredCapital: number;
  readonly legalRepresentativeChanges: readonly CalendarDate[];
  readonly abnormalListings: readonly z.infer<typeof AbnormalListing>[];
  readonly enforcements: readonly EnforcementRecord[];
  /** The month the story is told in: `monthlySales` and `growth` are meant for it. */
  readonly storyMonth: Month;
  readonly trade: Trade;
  readonly taxpayer: Taxpayer;
  readonly supervision: Supervision;
  /** Only the registry knows it: it has not yet called on the tax bureau, an insurer or a utility. */
  readonly registeredOnly: boolean;
}

export const isIn = (month: Month, { from, to }: Spell): boolean =>
  from <= month && (to === undefined || month <= to);

export const STEADY_TRADE: Omit<Trade, 'monthlySales' | 'invoices' | 'customers' | 'suppliers'> = {
  growth: 0.05,
  voidShare: 0.02,
  redShare: 0.01,
  redMultiple: 1,
  silences: [],
  slump: null,
};

export const GOOD_TAXPAYER: Taxpayer = {
  smallScale: false,
  grade: 'B',
  gradeOfYear: {},
  lateShare: 0,
  unfiled: [],
  unpaid: [],
  negativePayable: false,
};

export const NO_SUPERVISION: Supervision = { penalties: [], violations: [], audits: [] };
