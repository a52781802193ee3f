import { termsOf } from '@xinqiao/consent';
import type {
  ConsentId,
  ConsentMode,
  ConsentRequest,
  ConsentRequestKind,
  ConsentTemplate,
  DataItemId,
  DisclosureLevel,
  FetchType,
  Frequency,
  Period,
  PurposeCode,
} from '@xinqiao/contracts';

/** What a bank asks, with everything it left to its template filled in. */
export interface Ask {
  readonly kind: ConsentRequestKind;
  /** The living consent it would change; undefined for a new one. */
  readonly consentId: ConsentId | undefined;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly purpose: PurposeCode;
  readonly items: readonly DataItemId[];
  readonly optionalItems: readonly DataItemId[];
  readonly disclosure: DisclosureLevel;
  readonly range: { readonly from: string; readonly to: string };
  readonly validity: Period;
  readonly dataLife: Period;
  readonly fetchType: FetchType;
  readonly consentMode: ConsentMode;
  readonly frequency: Frequency | null;
  readonly uscc: string | undefined;
}

/** Fills in what the bank left to the template. The request has passed the fair-use rules. */
export function askOf(request: ConsentRequest, template: ConsentTemplate): Ask {
  const { purpose, items, optionalItems = [], disclosure, range, validity, amends, renews } = request;
  return {
    ...{ purpose, items, optionalItems, disclosure, range, validity },
    kind: amends !== undefined ? 'AMEND' : renews !== undefined ? 'RENEW' : 'NEW',
    consentId: amends ?? renews,
    templateId: template.templateId,
    templateVersion: template.version,
    // Periods are compared as of the template's first day, for whoever asks on whatever day.
    ...termsOf(request, template, template.validFrom),
    uscc: request.customer?.uscc,
  };
}

/** The columns of what is asked, the same in a request and in the consent that comes of it. */
export const askColumns = (ask: Ask) => ({
  templateId: ask.templateId,
  templateVersion: ask.templateVersion,
  purposeCode: ask.purpose,
  items: [...ask.items],
  disclosure: ask.disclosure,
  rangeFrom: new Date(ask.range.from),
  rangeTo: new Date(ask.range.to),
  dataLife: ask.dataLife,
  fetchType: ask.fetchType,
  consentMode: ask.consentMode,
  frequencyUnit: ask.frequency?.unit ?? null,
  frequencyValue: ask.frequency?.value ?? null,
  validity: ask.validity,
});
