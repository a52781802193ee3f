import { Chip, textKey, useLanguage, useText } from '@xinqiao/console';
import { bandsOf, CATALOGUE_WORDS, type CatalogueAnswer, type CatalogueIndicator } from '@xinqiao/contracts';

const TEXT = {
  'zh-CN': { about: '依据指标：', atLeast: (bound: string) => `达到 ${bound} 即为 true` },
  en: { about: 'About: ', atLeast: (bound: string) => `true from ${bound} on` },
} as const;

interface AnswerListProps {
  readonly answers: readonly CatalogueAnswer[];
  readonly indicators: readonly CatalogueIndicator[];
}

/** Questions that can be answered without the figure itself. */
export function AnswerList({ answers, indicators }: AnswerListProps) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const key = textKey(language);
  return (
    <ul className="rows">
      {answers.map(({ name, question, kind, indicator, bounds }) => (
        <li key={name}>
          <b>{question[key]}</b> <code className="quiet">{name}</code>
          <br />
          <Chip tone="plain">{CATALOGUE_WORDS.answer[kind][key]}</Chip>{' '}
          <span>
            {kind === 'AT_LEAST'
              ? text.atLeast(bounds[0] ?? '')
              : bandsOf({ edges: bounds, indicator })
                  .map(({ code, words }) => `${code} ${words[key]}`)
                  .join(' · ')}
          </span>
          <br />
          <span className="quiet">
            {text.about}
            {indicators.find((each) => each.name === indicator)?.title[key]} <code>{indicator}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
