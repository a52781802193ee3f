import { Chip, Loaded, textKey, useLanguage, useText } from '@xinqiao/console';
import { CATALOGUE_WORDS, type CatalogueItem } from '@xinqiao/contracts';
import { useId, useState } from 'react';
import { Download } from './download.tsx';
import { matchingItems } from './matching-items.ts';

/** In English. */
const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

const TEXT = {
  'zh-CN': {
    title: '数据目录',
    about: '可请求授权的全部数据项：由谁提供、有哪些字段、可算哪些指标、可问哪些问题。',
    search: '搜索（名称、字段、指标或问题）',
    agency: '提供部门',
    all: '全部部门',
    found: (count: number) => `${count} 个数据项`,
    counts: (fields: number, indicators: number, answers: number) =>
      `${fields} 个字段 · ${indicators} 个指标 · ${answers} 个核查问答`,
    version: (version: number) => `第 ${version} 版`,
  },
  en: {
    title: 'Data catalogue',
    about: 'Every item a consent can name: who provides it, its fields, its figures, its answers.',
    search: 'Search (names, fields, indicators or questions)',
    agency: 'Agency',
    all: 'All agencies',
    found: (count: number) => counted(count, 'data item'),
    counts: (fields: number, indicators: number, answers: number) =>
      [counted(fields, 'field'), counted(indicators, 'indicator'), counted(answers, 'answer')].join(' · '),
    version: (version: number) => `version ${version}`,
  },
} as const;

/** The catalogue of data resources (数据资源目录), by agency. */
export function Catalogue() {
  const text = useText(TEXT);
  return (
    <>
      <h1>{text.title}</h1>
      <p className="intro">{text.about}</p>
      <Download />
      <Loaded name="catalogue.listItems" input={{}}>
        {({ items }) => <Search items={items} />}
      </Loaded>
    </>
  );
}

function Search({ items }: { items: readonly CatalogueItem[] }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const [asked, setAsked] = useState('');
  const [agency, setAgency] = useState('');
  const [askedId, agencyId] = [useId(), useId()];
  const agencies = new Map(items.map((item) => [item.agency.zh, item.agency]));
  const found = matchingItems(items, { asked, agency });
  return (
    <>
      <search className="look">
        <p className="field">
          <label htmlFor={askedId}>{text.search}</label>
          <input
            id={askedId}
            type="search"
            autoComplete="off"
            value={asked}
            onChange={({ currentTarget }) => setAsked(currentTarget.value)}
          />
        </p>
        <p className="field">
          <label htmlFor={agencyId}>{text.agency}</label>
          <select
            id={agencyId}
            value={agency}
            onChange={({ currentTarget }) => setAgency(currentTarget.value)}
          >
            <option value="">{text.all}</option>
            {[...agencies].map(([zh, name]) => (
              <option key={zh} value={zh}>
                {name[textKey(language)]}
              </option>
            ))}
          </select>
        </p>
      </search>
      <p role="status" className="quiet">
        {text.found(found.length)}
      </p>
      {[...agencies].map(([zh, name]) => {
        const own = found.filter((item) => item.agency.zh === zh);
        return own.length === 0 ? null : (
          <section key={zh} className="agency">
            <h2>{name[textKey(language)]}</h2>
            <ul className="rows">
              {own.map((item) => (
                <Row key={item.item} item={item} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function Row({ item }: { item: CatalogueItem }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const key = textKey(language);
  return (
    <li>
      <a href={`#/catalogue/${item.item}`}>{item.name[key]}</a> <code className="quiet">{item.item}</code>
      <br />
      <Chip tone="plain">{CATALOGUE_WORDS.sensitivity[item.sensitivity][key]}</Chip>
      <Chip tone="plain">{CATALOGUE_WORDS.updated[item.updated][key]}</Chip>
      <Chip tone="plain">{text.version(item.version)}</Chip>{' '}
      <span className="quiet">
        {text.counts(item.fields.length, item.indicators.length, item.answers.length)}
      </span>
    </li>
  );
}
