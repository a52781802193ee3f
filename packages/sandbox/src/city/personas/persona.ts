import type { LocalizedText, ReasonCode, StaffRole, Uscc } from '@xinqiao/contracts';
import { type FormCode, usccOf } from '../codes.ts';
import { CITY_DIVISIONS } from '../divisions.ts';
import {
  type EnterpriseFacts,
  GOOD_TAXPAYER,
  NO_SUPERVISION,
  STEADY_TRADE,
  type Supervision,
  type Taxpayer,
  type Trade,
} from '../facts.ts';
import { INDUSTRIES } from '../industries.ts';
import type { Told } from '../told.ts';

/** What a sensible policy makes of an enterprise. Nothing computes from it: tests hold policies against it. */
export interface PersonaExpectation {
  /** DOES_NOT_LEND: not without a person's say. DEPENDS: policies may well differ. */
  readonly family: 'LENDS' | 'DOES_NOT_LEND' | 'DEPENDS';
  /** Reasons of which a decision is expected to name one or more; none for a sound enterprise. */
  readonly reasons: readonly ReasonCode[];
}

/** Somebody to sign in as in the sandbox. All are invented. */
export interface Persona {
  /** Identity at the city's sign-in: `persona-shen-yulan`. */
  readonly id: string;
  /** OWNER acts for `enterprise`; AGENT (代办员) helps others; the rest work at their institutions. */
  readonly role: 'OWNER' | 'AGENT' | 'BANK_DEVELOPER' | 'RISK_OFFICER' | 'REGULATOR' | 'OPERATOR';
  /** Her roles at the operator; only of its staff. */
  readonly duties?: readonly StaffRole[];
  readonly name: LocalizedText;
  readonly story: LocalizedText;
  /** The enterprise she is legal representative of; null for everyone but owners. */
  readonly enterprise: { readonly uscc: Uscc; readonly name: string } | null;
  /** Null for everyone but owners. */
  readonly expected: PersonaExpectation | null;
}

/** An owner, with the facts of the enterprise as they are on the day the story is told. */
export interface Owner extends Persona {
  readonly facts: (story: Told) => EnterpriseFacts;
}

export interface OwnerStory extends Pick<Persona, 'id' | 'name' | 'story'> {
  readonly expected: PersonaExpectation;
  readonly enterprise: {
    readonly name: string;
    /** Place in the series XP, which the personas' codes are of. */
    readonly serial: number;
    readonly form: FormCode;
    readonly division: (typeof CITY_DIVISIONS)[number]['name'];
    readonly industry: keyof typeof INDUSTRIES;
    readonly registeredCapitalYuan: number;
    /** Odd data only: a code whose check character is wrong. */
    readonly spoiltCode?: (uscc: Uscc) => Uscc;
  };
  /** What differs from a steady business with a clean record; `trade` must say its size. */
  readonly tell: (story: Told) => Pick<EnterpriseFacts, 'establishedOn'> &
    Partial<Omit<EnterpriseFacts, 'trade' | 'taxpayer' | 'supervision'>> & {
      readonly trade: Partial<Trade> & Pick<Trade, 'monthlySales' | 'invoices' | 'customers' | 'suppliers'>;
      readonly taxpayer?: Partial<Taxpayer>;
      readonly supervision?: Partial<Supervision>;
    };
}

/** Serials from here on are out of the reach of the city's other codes, so invoice numbers stay unique. */
const PERSONA_SERIALS = 900_000_000;

export function owner({ id, name, story, expected, enterprise, tell }: OwnerStory): Owner {
  const { serial, form, industry, registeredCapitalYuan, spoiltCode } = enterprise;
  const division = CITY_DIVISIONS.find((candidate) => candidate.name === enterprise.division)!;
  const proper = usccOf(form, division.code, 'XP', serial);
  const uscc = spoiltCode ? spoiltCode(proper) : proper;
  return {
    id,
    role: 'OWNER',
    name,
    story,
    expected,
    enterprise: { uscc, name: enterprise.name },
    facts: (day) => {
      const told = tell(day);
      return {
        // Not of the city's seed: a persona's figures are the same in every city.
        stream: id,
        serial: PERSONA_SERIALS + serial,
        type: form === '92' ? 'SOLE_TRADER' : 'ENTERPRISE',
        uscc,
        name: enterprise.name,
        legalRepresentative: { identityId: id, name: name.zh },
        division,
        industry: INDUSTRIES[industry],
        status: 'ACTIVE',
        registeredCapital: registeredCapitalYuan * 100,
        legalRepresentativeChanges: [],
        abnormalListings: [],
        enforcements: [],
        storyMonth: day.month,
        registeredOnly: false,
        ...told,
        trade: { ...STEADY_TRADE, ...told.trade },
        taxpayer: { ...GOOD_TAXPAYER, smallScale: form === '92', ...told.taxpayer },
        supervision: { ...NO_SUPERVISION, ...told.supervision },
      };
    },
  };
}
