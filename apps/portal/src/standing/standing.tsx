import {
  LicenceList,
  NearestEnds,
  REASON_WORDS,
  StatusChip,
  StatusTimeline,
  textKey,
  useLanguage,
  useRead,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import { KeyLights } from './key-lights.tsx';

const TEXT = {
  'zh-CN': {
    since: '自',
    suspended: '贵机构已被暂停，全部调用均被拒绝。授权和密钥均保留，恢复后照旧。',
    why: '原因：',
    waiting: '有一项状态变更正在等待运营方另一人复核。',
    more: '许可、密钥期限与经历',
    licences: '许可',
    keys: '密钥',
    history: '经历',
  },
  en: {
    since: 'since',
    suspended:
      'Your participant is suspended: every call is refused. Consents and keys are kept and work again once it is reinstated.',
    why: 'Reason: ',
    waiting: 'A change of status waits for a second person of the operator.',
    more: 'Licences, ends of keys and history',
    licences: 'Licences',
    keys: 'Keys',
    history: 'History',
  },
} as const;

/** How the participant stands with the operator, on top of every page; with the reason while it is suspended. */
export function Standing() {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { answer } = useRead('participants.getOwn', {});
  const { answer: applications } = useRead('applications.list', {});
  // Where nothing is answered, the page below says why.
  if (answer === undefined) return null;
  const { participant, licences, history, proposals } = answer;
  const { name, status, statusSince, statusReason, statusNote } = participant;
  const suspended = status === 'SUSPENDED' || status === 'WITHDRAWN';
  return (
    <section className={`standing${suspended ? ' bad' : ''}`} aria-label={name[textKey(language)]}>
      <p>
        <b>{name[textKey(language)]}</b> <StatusChip status={status} />{' '}
        <span className="quiet">
          {text.since} <When at={statusSince} />
        </span>
      </p>
      <NearestEnds licences={licences} applications={applications?.items ?? []} />
      {status === 'SUSPENDED' ? <p role="alert">{text.suspended}</p> : null}
      {suspended && statusReason !== null ? (
        <p>
          {text.why}
          <b>{wordsOf(REASON_WORDS, statusReason)}</b>
        </p>
      ) : null}
      {suspended && statusNote !== null ? <blockquote>{statusNote}</blockquote> : null}
      {proposals.length === 0 ? null : <p>{text.waiting}</p>}
      <details className="more">
        <summary>{text.more}</summary>
        <h2>{text.licences}</h2>
        <LicenceList licences={licences} />
        <h2>{text.keys}</h2>
        <KeyLights />
        <h2>{text.history}</h2>
        <StatusTimeline history={history} />
      </details>
    </section>
  );
}
