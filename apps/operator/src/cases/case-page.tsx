import {
  ActForm,
  Area,
  CASE_LIGHT_WORDS,
  CASE_STATUS_WORDS,
  CaseThread,
  Fact,
  Facts,
  Field,
  LightMark,
  Loaded,
  textKey,
  useLanguage,
  useSignedIn,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import { CASE_CATEGORIES, CASE_TEXT_LENGTH, CaseId, type WorkCase } from '@xinqiao/contracts';
import { Person } from '../staff/person.tsx';

const TEXT = {
  'zh-CN': {
    back: '全部工单',
    unknown: '地址中的工单编号不正确。',
    category: '类别',
    rests: '期限依据',
    status: '状态',
    due: '答复期限',
    asker: '提出方',
    assignee: '承办人',
    nobody: '无人受理',
    entries: '关联的日志条目',
    toMe: '由我承办',
    toOther: '指派给他人',
    identity: '客服人员的身份标识',
    assign: '指派',
    answer: '答复',
    words: '答复内容',
    wordsHint: '提出方会看到。请勿填写无关人员的个人信息。',
    reopen: '重新处理',
  },
  en: {
    back: 'All cases',
    unknown: 'The address does not name a case.',
    category: 'Category',
    rests: 'The term rests on',
    status: 'Status',
    due: 'Answer due',
    asker: 'Asked by',
    assignee: 'Worked on by',
    nobody: 'nobody yet',
    entries: 'Log entries it is about',
    toMe: 'Take it myself',
    toOther: 'Give it to somebody else',
    identity: 'Identity of a member of support',
    assign: 'Assign',
    answer: 'Answer',
    words: 'Answer',
    wordsHint: 'Whoever asked sees it. Name no person who is not concerned.',
    reopen: 'Work on it again',
  },
} as const;

/** One case: what was asked and answered, until when, and what can be done. */
export function CasePage({ id }: { id: string }) {
  const text = useText(TEXT);
  const parsed = CaseId.safeParse(id);
  return (
    <>
      <p>
        <a href="#/cases">← {text.back}</a>
      </p>
      {parsed.success ? (
        <Loaded name="cases.getAny" input={{ caseId: parsed.data }}>
          {(answer) => <Case supportCase={answer} />}
        </Loaded>
      ) : (
        <p>{text.unknown}</p>
      )}
    </>
  );
}

function Case({ supportCase }: { supportCase: WorkCase }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { category, title, status, light, deadlineAt, participantId, identityId, assignee, entryIds } =
    supportCase;
  const { name, reference } = CASE_CATEGORIES[category];
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
        <Fact label={text.category}>{name[textKey(language)]}</Fact>
        <Fact label={text.rests}>{reference[textKey(language)]}</Fact>
        <Fact label={text.asker}>
          {participantId === null ? (
            <code>{identityId}</code>
          ) : (
            <a href={`#/participants/${participantId}`}>
              <code>{participantId}</code>
            </a>
          )}
        </Fact>
        <Fact label={text.assignee}>{assignee === null ? text.nobody : <Person id={assignee} />}</Fact>
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
      <CaseThread messages={supportCase.messages} />
      <Work supportCase={supportCase} />
    </>
  );
}

function Work({ supportCase: { caseId, status, assignee } }: { supportCase: WorkCase }) {
  const text = useText(TEXT);
  const me = useSignedIn();
  if (status === 'ANSWERED' || status === 'CLOSED')
    return <ActForm name="cases.reopen" submit={text.reopen} inputOf={() => ({ caseId })} />;
  return (
    <>
      {status === 'ASSIGNED' ? (
        <ActForm
          name="cases.answer"
          title={text.answer}
          submit={text.answer}
          inputOf={({ words = '' }) => ({ caseId, text: words })}
        >
          <Area
            label={text.words}
            hint={text.wordsHint}
            name="words"
            rows={5}
            maxLength={CASE_TEXT_LENGTH}
            required
          />
        </ActForm>
      ) : null}
      {me === null || assignee === me.identityId ? null : (
        <ActForm
          name="cases.assign"
          submit={text.toMe}
          inputOf={() => ({ caseId, assignee: me.identityId })}
        />
      )}
      <details className="more">
        <summary>{text.toOther}</summary>
        <ActForm
          name="cases.assign"
          submit={text.assign}
          inputOf={({ identity = '' }) => ({ caseId, assignee: identity })}
        >
          <Field label={text.identity} name="identity" required />
        </ActForm>
      </details>
    </>
  );
}
