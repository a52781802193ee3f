import {
  INDICATORS,
  type IndicatorName,
  type IndicatorValue,
  type LocalizedText,
  Money,
} from '@xinqiao/contracts';

const isIndicator = (name: string): name is IndicatorName => Object.hasOwn(INDICATORS, name);

/** What a figure is called; its name where the catalogue knows none. */
export const figureName = (name: string): LocalizedText =>
  isIndicator(name) ? INDICATORS[name].name : { zh: name, en: name };

/** Digits in groups of three, whatever stands behind the point. */
export function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

/** A figure as people read it: amounts in groups and with their unit, shares in percent. */
export function figureText(name: string, value: IndicatorValue, language: 'zh' | 'en'): string {
  const unit = isIndicator(name) ? INDICATORS[name].unit : undefined;
  if (unit === 'AMOUNT') return `${grouped(String(value))} ${language === 'zh' ? '元' : 'yuan'}`;
  return unit === 'RATIO' ? percentOf(String(value)) : String(value);
}

/** A fraction in percent, exactly: `0.0435` is `4.35 %`. */
export const percentOf = (fraction: string): string => `${new Money(fraction).times(100).toFixed()} %`;

/** What was typed in percent as a fraction, exactly; what is no number stays as it is, for the server to refuse. */
export const fractionOf = (percent: string): string =>
  /^\d{1,3}(\.\d{1,4})?$/.test(percent) ? new Money(percent).div(100).toFixed() : percent;

/** What was typed in yuan with two places, without groups; what is no amount stays as it is, for the server to refuse. */
export const amountOf = (typed: string): string => {
  const bare = typed.replaceAll(/[,，\s]/g, '');
  return /^\d{1,16}(\.\d{1,2})?$/.test(bare) ? new Money(bare).toFixed(2) : typed;
};
