import { Money } from '@xinqiao/contracts';
import type { FigureName, Figures, SimulationResult } from '@xinqiao/sandbox';

/** By what a figure is multiplied to be shown, and with how many places. */
const SHOWN: Readonly<Record<FigureName, { readonly times: string; readonly places: number }>> = {
  grantedShare: { times: '100', places: 2 },
  averageCredit: { times: '0.0001', places: 2 },
  totalCredit: { times: '0.00000001', places: 2 },
  badRate: { times: '100', places: 3 },
};

/** A figure in the unit it is shown in; – for none. */
export const writtenFigure = (name: FigureName, value: string | null): string =>
  value === null ? '–' : new Money(value).times(SHOWN[name].times).toFixed(SHOWN[name].places);

/** A difference with its sign; 0 where nothing changed at all. */
export function writtenChange(name: FigureName, value: string | null): string {
  if (value === '0') return '0';
  const written = writtenFigure(name, value);
  return value === null || written.startsWith('-') ? written : `+${written}`;
}

/** The four as they stand beside the published ones: total credit at their scale. */
export const comparable = ({ figures, totalCreditAtScale }: SimulationResult): Figures => ({
  ...figures,
  totalCredit: totalCreditAtScale,
});

/** Mean and deviation over the seeds, at the scale of the published figures. */
export function writtenSpread(name: FigureName, result: SimulationResult): string {
  const { mean, deviation } = result.spread[name];
  const scale = name === 'totalCredit' ? result.published.applications / result.applications : 1;
  const scaled = (value: string | null) => (value === null ? null : new Money(value).times(scale).toFixed());
  return deviation === null
    ? writtenFigure(name, scaled(mean))
    : `${writtenFigure(name, scaled(mean))} ± ${writtenFigure(name, scaled(deviation))}`;
}

/** 亿元, two places. */
export const hundredMillions = (yuan: string): string => writtenFigure('totalCredit', yuan);

export const percent = (share: number | null, places = 2): string =>
  share === null ? '–' : (share * 100).toFixed(places);
