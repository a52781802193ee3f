import {
  Fact,
  Facts,
  KIND_WORDS,
  Loaded,
  REASON_WORDS,
  StatusChip,
  StatusTimeline,
  textKey,
  useLanguage,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import { inUse, ParticipantId, type ParticipantRecord } from '@xinqiao/contracts';
import { Applications } from '../applications/applications.tsx';
import { ProposedChange } from '../proposals/proposed-change.tsx';
import { Licences } from './licences.tsx';
import { NextSteps } from './next-steps.tsx';
import { People } from './people.tsx';

const TEXT = {
  'zh-CN': {
    back: '全部参与方',
    unknown: '地址中的参与方编号不正确。',
    id: '参与方编号',
    kind: '类别',
    status: '状态',
    since: '自',
    note: '说明',
    calls: '每分钟调用上限',
    waiting: '等待另一人复核',
    open: '查看待复核事项',
    until: '逾期作废：',
    history: '经历',
  },
  en: {
    back: 'All participants',
    unknown: 'The address does not name a participant.',
    id: 'Participant id',
    kind: 'Kind',
    status: 'Status',
    since: 'since',
    note: 'Note',
    calls: 'Calls per minute at most',
    waiting: 'Waits for a second person',
    open: 'See what is to be decided',
    until: 'runs out ',
    history: 'History',
  },
} as const;

/** Everything about one participant, and what can be done about it. */
export function ParticipantPage({ id }: { id: string }) {
  const text = useText(TEXT);
  const parsed = ParticipantId.safeParse(id);
  return (
    <>
      <p>
        <a href="#/participants">← {text.back}</a>
      </p>
      {parsed.success ? (
        <Loaded name="participants.get" input={{ participantId: parsed.data }}>
          {(record) => <Record record={record} />}
        </Loaded>
      ) : (
        <p>{text.unknown}</p>
      )}
    </>
  );
}

function Record({ record }: { record: ParticipantRecord }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { participant, licences, history, proposals, nextSteps } = record;
  const { participantId, name, kind, status, statusSince, statusReason, statusNote, callsPerMinute } =
    participant;
  return (
    <>
      <h1>{name[textKey(language)]}</h1>
      <Facts>
        <Fact label={text.id}>
          <code>{participantId}</code>
        </Fact>
        <Fact label={text.kind}>{wordsOf(KIND_WORDS, kind)}</Fact>
        <Fact label={text.status}>
          <StatusChip status={status} /> {text.since} <When at={statusSince} />
          {statusReason === null ? null : ` · ${wordsOf(REASON_WORDS, statusReason)}`}
        </Fact>
        {statusNote === null ? null : (
          <Fact label={text.note}>
            <blockquote>{statusNote}</blockquote>
          </Fact>
        )}
        <Fact label={text.calls}>{callsPerMinute.toLocaleString('en')}</Fact>
      </Facts>
      {proposals.map(({ proposalId, change, reason, note, expiresAt }) => (
        <section key={proposalId} className="notice">
          <h2>{text.waiting}</h2>
          <ProposedChange change={change} />
          <p>
            {change.kind === 'PARTICIPANT_STATUS' ? `${wordsOf(REASON_WORDS, reason)} · ` : ''}
            {text.until}
            <When at={expiresAt} />
          </p>
          {note === null ? null : <blockquote>{note}</blockquote>}
          <a href="#/decide">{text.open}</a>
        </section>
      ))}
      <NextSteps participantId={participantId} steps={nextSteps} />
      <Licences participantId={participantId} kind={kind} licences={licences} inUse={inUse(participant)} />
      <Applications participant={participant} />
      <People participantId={participantId} kind={kind} />
      <section className="card">
        <h2>{text.history}</h2>
        <StatusTimeline history={history} />
      </section>
    </>
  );
}
