import { Fact, Facts, Loaded, textKey, useLanguage, useRead, useText } from '@xinqiao/console';
import {
  CATALOGUE_WORDS,
  type CatalogueItem,
  type DataItemId,
  type DisclosureLevel,
  disclosesAtMost,
  periodInWords,
} from '@xinqiao/contracts';
import { useEffect } from 'react';
import { AnswerList } from './answer-list.tsx';
import { FieldList } from './field-list.tsx';
import { IndicatorList } from './indicator-list.tsx';

const TEXT = {
  'zh-CN': {
    back: '全部数据项',
    unknown: '没有该数据项。',
    agency: '提供部门',
    updated: '更新频率',
    freshness: '时效承诺',
    within: (period: string) => `送达的数据至多滞后 ${period}`,
    retention: '保存期限',
    classed: '个人信息分级（JR/T 0171）',
    level: '数据安全分级（金规〔2024〕24号）',
    law: '法律依据',
    levels: '披露层级',
    templates: '可用授权模板',
    none: '暂无',
    fields: '字段',
    indicators: '指标',
    answers: '核查问答',
    versions: '版本',
    sample: '示例记录（虚构企业）',
    schema: 'JSON Schema',
    from: '起',
    at: (level: string) => `至多 ${level}`,
  },
  en: {
    back: 'All data items',
    unknown: 'There is no such data item.',
    agency: 'Agency',
    updated: 'Updated',
    freshness: 'Freshness',
    within: (period: string) => `at most ${period} behind when delivered`,
    retention: 'Kept for',
    classed: 'Class (JR/T 0171)',
    level: 'Level (金规〔2024〕24号)',
    law: 'Legal basis',
    levels: 'Disclosure levels',
    templates: 'Templates that offer it',
    none: 'none',
    fields: 'Fields',
    indicators: 'Indicators',
    answers: 'Answers',
    versions: 'Versions',
    sample: 'Sample records (no such enterprise)',
    schema: 'JSON Schema',
    from: 'from',
    at: (level: string) => `at most ${level}`,
  },
} as const;

const LEVEL_WORDS: Readonly<Record<DisclosureLevel, { readonly zh: string; readonly en: string }>> = {
  ANSWER: { zh: 'ANSWER 只答是否或区间', en: 'ANSWER yes, no or a band' },
  INDICATORS: { zh: 'INDICATORS 仅指标', en: 'INDICATORS figures only' },
  RECORDS: { zh: 'RECORDS 明细', en: 'RECORDS the rows' },
};

/** One data item: what it is, its fields, its figures, its answers, its versions, and what it looks like. */
export function ItemPage({ id }: { id: string }) {
  const text = useText(TEXT);
  // The list it is opened from is long: begin at the top.
  useEffect(() => {
    // Where it answers a promise, that is no way to clean up.
    void scrollTo(0, 0);
  }, []);
  return (
    <>
      <p>
        <a href="#/catalogue">← {text.back}</a>
      </p>
      <Loaded name="catalogue.listItems" input={{}}>
        {({ items }) => {
          const item = items.find((candidate) => candidate.item === id);
          return item === undefined ? <p>{text.unknown}</p> : <Item item={item} />;
        }}
      </Loaded>
    </>
  );
}

function Item({ item }: { item: CatalogueItem }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const key = textKey(language);
  return (
    <>
      <h1>{item.name[key]}</h1>
      <p className="intro">
        <code>{item.item}</code>
      </p>
      <Facts>
        <Fact label={text.agency}>{item.agency[key]}</Fact>
        <Fact label={text.levels}>
          {item.disclosure.map((level) => (
            <div key={level}>{LEVEL_WORDS[level][key]}</div>
          ))}
        </Fact>
        <Fact label={text.templates}>
          <Templates item={item.item} offered={item.disclosure} />
        </Fact>
        <Fact label={text.updated}>{CATALOGUE_WORDS.updated[item.updated][key]}</Fact>
        <Fact label={text.freshness}>{text.within(periodInWords(item.freshness, key))}</Fact>
        <Fact label={text.retention}>{periodInWords(item.retention, key)}</Fact>
        <Fact label={text.classed}>
          {item.sensitivity} {CATALOGUE_WORDS.sensitivity[item.sensitivity][key]}
        </Fact>
        <Fact label={text.level}>{CATALOGUE_WORDS.level[item.level][key]}</Fact>
        <Fact label={text.law}>{item.legalBasis}</Fact>
        <Fact label={text.versions}>
          <ol className="bare">
            {item.versions.toReversed().map(({ version, validFrom, change }) => (
              <li key={version}>
                {version} · {language === 'en' ? `${text.from} ${validFrom}` : `${validFrom} ${text.from}`} ·{' '}
                {change[key]}
              </li>
            ))}
          </ol>
        </Fact>
      </Facts>
      <h2>{text.fields}</h2>
      <FieldList fields={item.fields} of={item} />
      {item.indicators.length === 0 ? null : (
        <details className="more">
          <summary>{`${text.indicators} (${item.indicators.length})`}</summary>
          <IndicatorList indicators={item.indicators} />
        </details>
      )}
      {item.answers.length === 0 ? null : (
        <details className="more">
          <summary>{`${text.answers} (${item.answers.length})`}</summary>
          <AnswerList answers={item.answers} indicators={item.indicators} />
        </details>
      )}
      <details className="more">
        <summary>{text.sample}</summary>
        <pre>{JSON.stringify(item.sample, null, 2)}</pre>
      </details>
      <details className="more">
        <summary>{text.schema}</summary>
        <pre>{JSON.stringify(item.schema, null, 2)}</pre>
      </details>
    </>
  );
}

/** Which templates in force offer the item, and up to which level. */
function Templates({ item, offered }: { item: DataItemId; offered: readonly DisclosureLevel[] }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const { answer } = useRead('catalogue.listTemplates', {});
  const offering = answer?.items.filter(({ items }) => items.includes(item)) ?? [];
  if (answer !== undefined && offering.length === 0) return text.none;
  return offering.map(({ templateId, name, maxDisclosure, itemLimits }) => {
    const most = itemLimits.find((limits) => limits.item === item)?.maxDisclosure ?? maxDisclosure;
    const level = offered.findLast((each) => disclosesAtMost(each, most));
    return (
      <div key={templateId}>
        {name[textKey(language)]} <code>{templateId}</code>
        {level === undefined ? null : <span className="quiet"> · {text.at(level)}</span>}
      </div>
    );
  });
}
