import {
  CASE_LIGHT_WORDS,
  CASE_STATUS_WORDS,
  Chip,
  LightMark,
  Paged,
  textKey,
  useLanguage,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import { CASE_CATEGORIES, CaseStatus } from '@xinqiao/contracts';
import { useId, useState } from 'react';

const TEXT = {
  'zh-CN': {
    title: '工单',
    about: '最早到期者在前。',
    status: '状态',
    waiting: '等待答复',
    none: '没有工单。',
    due: '答复期限',
    nobody: '无人受理',
  },
  en: {
    title: 'Cases',
    about: 'The earliest deadline first.',
    status: 'Status',
    waiting: 'Waiting for an answer',
    none: 'No case.',
    due: 'due',
    nobody: 'nobody yet',
  },
} as const;

/** Cases of everybody, by deadline. */
export function Cases() {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const filterId = useId();
  const [status, setStatus] = useState<CaseStatus>();
  return (
    <>
      <h1>{text.title}</h1>
      <p className="intro">{text.about}</p>
      <p className="field">
        <label htmlFor={filterId}>{text.status}</label>
        <select
          id={filterId}
          value={status ?? ''}
          onChange={({ currentTarget }) =>
            setStatus(CaseStatus.options.find((option) => option === currentTarget.value))
          }
        >
          <option value="">{text.waiting}</option>
          {CaseStatus.options.map((option) => (
            <option key={option} value={option}>
              {wordsOf(CASE_STATUS_WORDS, option)}
            </option>
          ))}
        </select>
      </p>
      <Paged name="cases.listAll" input={status === undefined ? {} : { status }} none={text.none}>
        {(cases) => (
          <ul className="rows">
            {cases.map(({ caseId, category, title, status: stands, light, deadlineAt, assignee }) => (
              <li key={caseId}>
                <LightMark light={light} words={CASE_LIGHT_WORDS[light]} />{' '}
                <a href={`#/cases/${caseId}`}>{title}</a>
                <br />
                <Chip tone="plain">{CASE_CATEGORIES[category].name[textKey(language)]}</Chip>{' '}
                {wordsOf(CASE_STATUS_WORDS, stands)} · {text.due} <When at={deadlineAt} /> ·{' '}
                {assignee === null ? text.nobody : <code>{assignee}</code>}
              </li>
            ))}
          </ul>
        )}
      </Paged>
    </>
  );
}
