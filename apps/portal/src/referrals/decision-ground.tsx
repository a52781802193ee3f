import { Loaded, textKey, useLanguage, useRead, useText, useWords, When } from '@xinqiao/console';
import type { Decision, DecisionId, DecisionItem } from '@xinqiao/contracts';
import { figureName, figureText } from './figures.ts';
import { ITEM_STATUS_WORDS } from './referral-words.ts';

const TEXT = {
  'zh-CN': {
    title: '所用数据及来源',
    made: '决策时间',
    rating: '评级',
    score: '评分',
    none: '无',
    figure: '指标',
    value: '数值',
    missing: '缺失',
    source: '来源',
    asOf: '截至',
    unknown: '未知',
    better: '怎样会有更好的结果',
    outcome: { APPROVED: '可获批准', REFERRED: '可转人工', DECLINED: '仍被拒绝' },
  },
  en: {
    title: 'Figures used, and where they are from',
    made: 'decided',
    rating: 'rating',
    score: 'score',
    none: 'none',
    figure: 'Figure',
    value: 'Value',
    missing: 'missing',
    source: 'Source',
    asOf: 'as of',
    unknown: 'unknown',
    better: 'What would have led to a better answer',
    outcome: { APPROVED: 'approved', REFERRED: 'referred', DECLINED: 'declined' },
  },
} as const;

/** What a decision was made from: each figure with its item, source and date, those missing by name. */
export function DecisionGround({ decisionId }: { decisionId: DecisionId }) {
  return (
    <Loaded name="decisions.get" input={{ decisionId }}>
      {(decision) => <Ground decision={decision} />}
    </Loaded>
  );
}

function Ground({ decision }: { decision: Decision }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const { decidedAt, rating, score, inputs, alternatives } = decision;
  return (
    <section>
      <h2>{text.title}</h2>
      <p className="quiet">
        {text.made} <When at={decidedAt} /> · {text.rating} {rating ?? text.none} · {text.score}{' '}
        {score ?? text.none}
      </p>
      {inputs?.map((input) => (
        <Item key={input.item} input={input} decision={decision} />
      ))}
      {alternatives === null || alternatives.length === 0 ? null : (
        <>
          <h3>{text.better}</h3>
          <ul className="rows">
            {alternatives.map(({ changes, outcome }) => (
              <li key={changes.map(({ feature }) => feature).join()}>
                {changes
                  .map((change) => change.text[textKey(language)])
                  .join(language === 'en' ? '; ' : '；')}{' '}
                → {text.outcome[outcome]}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Item({ input, decision: { indicators = {} } }: { input: DecisionItem; decision: Decision }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { answer: catalogue } = useRead('catalogue.listItems', {});
  const { item, status, sourceId, sourceAsOf, features } = input;
  const name = catalogue?.items.find((one) => one.item === item)?.name[textKey(language)] ?? item;
  return (
    <table className="plain figures">
      <caption>
        {name}{' '}
        <span className="quiet">
          {wordsOf(ITEM_STATUS_WORDS, status)}
          {sourceId === null ? null : ` · ${text.source} ${sourceId}`}
          {sourceId === null ? null : (
            <>
              {' · '}
              {text.asOf} {sourceAsOf === null ? text.unknown : <When at={sourceAsOf} />}
            </>
          )}
        </span>
      </caption>
      <thead className="hidden">
        <tr>
          <th scope="col">{text.figure}</th>
          <th scope="col">{text.value}</th>
        </tr>
      </thead>
      <tbody>
        {features.map((feature) => {
          const value = indicators[feature as keyof typeof indicators] ?? null;
          return (
            <tr key={feature}>
              <th scope="row">{figureName(feature)[textKey(language)]}</th>
              <td>
                {value === null ? <em>{text.missing}</em> : figureText(feature, value, textKey(language))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
