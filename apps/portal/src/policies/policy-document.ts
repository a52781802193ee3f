import { INDICATORS, type LocalizedText, REASONS } from '@xinqiao/contracts';

/** The parts of a policy document that are shown; the server has checked it before it was kept. */
export interface PolicyDocumentView {
  readonly policyId: string;
  readonly version: string;
  readonly references: readonly { readonly id: string; readonly text: LocalizedText }[];
  readonly reasons?: readonly { readonly code: string; readonly text: LocalizedText }[];
  readonly features: readonly {
    readonly name: string;
    readonly definition?: { readonly name: LocalizedText; readonly unit: string };
    readonly missing: string;
  }[];
  readonly admission: readonly RuleView[];
  readonly scorecard: {
    readonly initialScore: number;
    readonly reasonCodeAlgorithm: string;
    readonly characteristics: readonly CharacteristicView[];
  };
  readonly rating: readonly {
    readonly rating: string;
    readonly from: number | null;
    readonly admitted: boolean;
  }[];
  readonly limit: {
    readonly terms?: readonly AmountView[];
    readonly leastOf: readonly AmountView[];
    readonly roundDownTo: number;
    readonly minimum: string;
  };
  readonly price: {
    readonly annualRateByRating?: Readonly<Record<string, string>>;
    readonly byRisk?: Readonly<Record<'fundingCost' | 'lossGivenDefault' | 'margin' | 'floor', string>>;
    readonly ceiling: { readonly annualRate: string };
  };
  readonly referrals?: readonly {
    readonly id: string;
    readonly when: Readonly<Record<string, unknown>>;
    readonly reasonCode: string;
  }[];
  readonly warnings?: readonly unknown[];
}

export interface RuleView {
  readonly id: string;
  readonly feature: string;
  readonly test: Readonly<Record<string, unknown>>;
  readonly onFail: string;
  readonly reasonCode: string;
}

export interface CharacteristicView {
  readonly name: string;
  readonly feature: string;
  readonly baselineScore: number;
  readonly attributes: readonly {
    readonly from?: string | number | null;
    readonly to?: string | number | null;
    readonly values?: readonly string[];
    readonly missing?: true;
    readonly partialScore: number;
  }[];
}

/** An amount of the limit: which of the members it has says how it is composed. */
export interface AmountView {
  readonly name?: string;
  readonly feature?: string;
  readonly multiple?: string;
  readonly capByRating?: Readonly<Record<string, string>>;
  readonly amount?: string;
  readonly term?: string;
  readonly leastOf?: readonly AmountView[];
  readonly greatestOf?: readonly AmountView[];
  readonly sumOf?: readonly AmountView[];
  readonly difference?: readonly [AmountView, AmountView];
  readonly product?: { readonly of: AmountView; readonly factors: readonly FactorView[] };
}

export interface FactorView {
  readonly number?: string;
  readonly numberByRating?: Readonly<Record<string, string>>;
  readonly feature?: string;
  readonly complementOf?: string;
}

/** Name of a feature for people; its own name where nobody has given it one. */
export function featureName({ features }: PolicyDocumentView, name: string): LocalizedText {
  if (Object.hasOwn(INDICATORS, name)) return INDICATORS[name as keyof typeof INDICATORS].name;
  return features.find((feature) => feature.name === name)?.definition?.name ?? { zh: name, en: name };
}

/** A value of a feature: yuan where it is an amount, else as the document writes it. */
export function valueText({ features }: PolicyDocumentView, feature: string, value: unknown): string {
  const unit = Object.hasOwn(INDICATORS, feature)
    ? INDICATORS[feature as keyof typeof INDICATORS].unit
    : features.find(({ name }) => name === feature)?.definition?.unit;
  const each = (one: unknown) => (unit === 'AMOUNT' && typeof one === 'string' ? yuan(one) : String(one));
  return Array.isArray(value) ? value.map(each).join(', ') : each(value);
}

/** Values by rating, the best band first: JSON keeps no order of members. */
export const byRating = (
  { rating: bands }: PolicyDocumentView,
  values: Readonly<Record<string, string>>,
): [rating: string, value: string][] =>
  bands.flatMap(({ rating }) => {
    const value = values[rating];
    return value === undefined ? [] : [[rating, value]];
  });

export function reasonText({ reasons = [] }: PolicyDocumentView, code: string): LocalizedText {
  if (Object.hasOwn(REASONS, code)) return REASONS[code as keyof typeof REASONS];
  return reasons.find((reason) => reason.code === code)?.text ?? { zh: code, en: code };
}

/** A rate or share, `0.0435`, as per cent without a rounding: `4.35 %`. */
export function percent(fraction: string): string {
  const [whole = '0', places = ''] = fraction.split('.');
  const padded = places.padEnd(2, '0');
  const digits = `${whole}${padded.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = padded.slice(2).replace(/0+$/, '');
  return `${digits}${rest === '' ? '' : `.${rest}`} %`;
}

/** Yuan with thousands apart, fen left out where there are none: `1,150,000`. */
export function yuan(amount: string): string {
  const [whole = '0', fen = '00'] = amount.split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',').replace('-,', '-');
  return `¥${grouped}${fen === '00' ? '' : `.${fen}`}`;
}
