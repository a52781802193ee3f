import { Chip, textKey, useLanguage, useText } from '@xinqiao/console';
import { CATALOGUE_WORDS, type CatalogueIndicator, indicatorFamilies } from '@xinqiao/contracts';

const TEXT = {
  'zh-CN': { state: '当日状态', reads: '所用字段：', windows: '窗口（月）：' },
  en: { state: 'state on the day', reads: 'Reads: ', windows: 'Windows (months): ' },
} as const;

/** Derived figures with their formulas, those that differ in their window together. */
export function IndicatorList({ indicators }: { indicators: readonly CatalogueIndicator[] }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const key = textKey(language);
  return (
    <ul className="rows">
      {indicatorFamilies(indicators).map(({ shown, members }) => (
        <li key={shown.name}>
          <b>{shown.title[key]}</b> <code className="quiet">{shown.name}</code>
          <br />
          <Chip tone="plain">{CATALOGUE_WORDS.unit[shown.unit][key]}</Chip>
          {shown.months === 0 ? <Chip tone="plain">{text.state}</Chip> : null}{' '}
          <span>{shown.formula[key]}</span>
          <br />
          <span className="quiet">
            {shown.months === 0 ? null : (
              <>
                {text.windows}
                {members.map(({ months }) => months).join(', ')}
                {' · '}
              </>
            )}
            {text.reads}
            <code>{shown.inputs.join(', ')}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
