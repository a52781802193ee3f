import {
  ActForm,
  Area,
  CASE_LIGHT_WORDS,
  CASE_STATUS_WORDS,
  Chip,
  Choice,
  Field,
  LightMark,
  Paged,
  textKey,
  useLanguage,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import {
  CASE_CATEGORIES,
  CASE_CATEGORY_NAMES,
  CASE_TEXT_LENGTH,
  CaseCategory,
  type EntryId,
} from '@xinqiao/contracts';

const TEXT = {
  'zh-CN': {
    title: '工单',
    about: '咨询、投诉、异议和问题由运营方客服在期限内答复。',
    none: '还没有工单。',
    due: '答复期限',
    open: '提交工单',
    category: '类别',
    subject: '标题',
    words: '内容',
    wordsHint: '请勿填写无关人员的个人信息。',
    entries: '相关日志条目编号（选填，每行一个）',
    term: (days: number, working: boolean) => `${days} 个${working ? '工作日' : '自然日'}内答复`,
  },
  en: {
    title: 'Cases',
    about: 'Questions, complaints, objections and problems: the operator’s support answers within its term.',
    none: 'No case yet.',
    due: 'answer due',
    open: 'Open a case',
    category: 'Category',
    subject: 'Title',
    words: 'Text',
    wordsHint: 'Name no person who is not concerned.',
    entries: 'Ids of log entries it is about (optional, one per line)',
    term: (days: number, working: boolean) => `answered within ${days} ${working ? 'working ' : ''}days`,
  },
} as const;

/** Own cases, and a form for another. */
export function Cases() {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  return (
    <>
      <h1>{text.title}</h1>
      <p className="intro">{text.about}</p>
      <Paged name="cases.list" input={{}} none={text.none}>
        {(cases) => (
          <ul className="rows">
            {cases.map(({ caseId, category, title, status, light, deadlineAt }) => (
              <li key={caseId}>
                <a href={`#/cases/${caseId}`}>{title}</a>{' '}
                <Chip tone="plain">{wordsOf(CASE_STATUS_WORDS, status)}</Chip>
                <br />
                {CASE_CATEGORIES[category].name[textKey(language)]} · {text.due} <When at={deadlineAt} /> ·{' '}
                <LightMark light={light} words={CASE_LIGHT_WORDS[light]} />
              </li>
            ))}
          </ul>
        )}
      </Paged>
      <ActForm
        name="cases.open"
        title={text.open}
        submit={text.open}
        inputOf={({ category, subject = '', words = '', entries = '' }) => ({
          category: CaseCategory.parse(category),
          title: subject,
          text: words,
          entryIds: entries.split(/\s+/).filter((line) => line !== '') as EntryId[],
        })}
        onDone={({ caseId }) => {
          location.hash = `#/cases/${caseId}`;
        }}
      >
        <Choice
          label={text.category}
          name="category"
          options={CASE_CATEGORY_NAMES.map((category) => {
            const { name, term } = CASE_CATEGORIES[category];
            const words = `${name[textKey(language)]} · ${text.term(term.days, term.counted === 'WORKING')}`;
            return [category, words];
          })}
        />
        <Field label={text.subject} name="subject" required />
        <Area
          label={text.words}
          hint={text.wordsHint}
          name="words"
          rows={5}
          maxLength={CASE_TEXT_LENGTH}
          required
        />
        <Area label={text.entries} name="entries" rows={2} />
      </ActForm>
    </>
  );
}
