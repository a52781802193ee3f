import {
  ActForm,
  Area,
  CASE_LIGHT_WORDS,
  CASE_STATUS_WORDS,
  CaseThread,
  Fact,
  Facts,
  LightMark,
  Loaded,
  textKey,
  useLanguage,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import { CASE_CATEGORIES, CASE_TEXT_LENGTH, CaseId, type SupportCase } from '@xinqiao/contracts';

const TEXT = {
  'zh-CN': {
    back: '全部工单',
    unknown: '地址中的工单编号不正确。',
    category: '类别',
    status: '状态',
    due: '答复期限',
    entries: '关联的日志条目',
    reply: '补充或追问',
    words: '内容',
    wordsHint: '请勿填写无关人员的个人信息。',
    close: '关闭工单',
  },
  en: {
    back: 'All cases',
    unknown: 'The address does not name a case.',
    category: 'Category',
    status: 'Status',
    due: 'Answer due',
    entries: 'Log entries it is about',
    reply: 'Reply',
    words: 'Text',
    wordsHint: 'Name no person who is not concerned.',
    close: 'Close the case',
  },
} as const;

/** One own case: what was written, until when an answer is due, and a reply. */
export function CasePage({ id }: { id: string }) {
  const text = useText(TEXT);
  const parsed = CaseId.safeParse(id);
  return (
    <>
      <p>
        <a href="#/cases">← {text.back}</a>
      </p>
      {parsed.success ? (
        <Loaded name="cases.get" input={{ caseId: parsed.data }}>
          {(answer) => <Case supportCase={answer} />}
        </Loaded>
      ) : (
        <p>{text.unknown}</p>
      )}
    </>
  );
}

function Case({ supportCase }: { supportCase: SupportCase }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { caseId, category, title, status, light, deadlineAt, entryIds, messages } = supportCase;
  return (
    <>
      <h1>{title}</h1>
      <Facts>
        <Fact label={text.status}>
          {wordsOf(CASE_STATUS_WORDS, status)} · <LightMark light={light} words={CASE_LIGHT_WORDS[light]} />
        </Fact>
        <Fact label={text.due}>
          <When at={deadlineAt} />
        </Fact>
        <Fact label={text.category}>{CASE_CATEGORIES[category].name[textKey(language)]}</Fact>
        {entryIds.length === 0 ? null : (
          <Fact label={text.entries}>
            {entryIds.map((entryId) => (
              <div key={entryId}>
                <code>{entryId}</code>
              </div>
            ))}
          </Fact>
        )}
      </Facts>
      <CaseThread messages={messages} />
      {status === 'CLOSED' ? null : (
        <>
          <ActForm
            name="cases.reply"
            title={text.reply}
            submit={text.reply}
            inputOf={({ words = '' }) => ({ caseId, text: words })}
          >
            <Area
              label={text.words}
              hint={text.wordsHint}
              name="words"
              rows={4}
              maxLength={CASE_TEXT_LENGTH}
              required
            />
          </ActForm>
          <ActForm name="cases.close" submit={text.close} inputOf={() => ({ caseId })} />
        </>
      )}
    </>
  );
}
