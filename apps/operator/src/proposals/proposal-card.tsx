import {
  ActForm,
  Area,
  Chip,
  Fact,
  Facts,
  REASON_WORDS,
  type Tone,
  useSignedIn,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import { type LocalizedText, ParticipantId, type Proposal } from '@xinqiao/contracts';
import { ParticipantName } from '../participants/participant-name.tsx';
import { Person } from '../staff/person.tsx';
import { ProposedChange } from './proposed-change.tsx';

const TEXT = {
  'zh-CN': {
    by: '提出人',
    at: '提出时间',
    reason: '原因',
    note: '说明',
    until: '逾期作废',
    decided: '处理',
    own: '这是您提出的：须由另一人复核。',
    missing: '待银行同意：须先由该银行一名人员在其门户“人员”页同意，之后才能复核。',
    given: '该银行已有一名人员同意。',
    approve: '复核同意并立即执行',
    refuse: '不同意',
    withdraw: '撤回',
    words: '复核意见（选填）',
    wordsHint: '请勿填写个人信息。',
  },
  en: {
    by: 'Proposed by',
    at: 'Proposed',
    reason: 'Reason',
    note: 'Note',
    until: 'Runs out',
    decided: 'Decided',
    own: 'You proposed this: another person must decide.',
    missing:
      'Waits for the bank’s agreement: one of its people agrees on the page People of its portal before anybody can approve.',
    given: 'One of the bank’s people agreed.',
    approve: 'Approve and carry out at once',
    refuse: 'Refuse',
    withdraw: 'Withdraw',
    words: 'Your words (optional)',
    wordsHint: 'No personal data.',
  },
} as const;

const STATUS: Readonly<Record<Proposal['status'], LocalizedText>> = {
  OPEN: { zh: '待复核', en: 'Waits' },
  APPROVED: { zh: '已同意并执行', en: 'Approved and carried out' },
  REFUSED: { zh: '未同意', en: 'Refused' },
  WITHDRAWN: { zh: '已撤回', en: 'Withdrawn' },
  EXPIRED: { zh: '已逾期', en: 'Run out' },
};
const TONES: Readonly<Record<Proposal['status'], Tone>> = {
  OPEN: 'wait',
  APPROVED: 'good',
  REFUSED: 'bad',
  WITHDRAWN: 'plain',
  EXPIRED: 'plain',
};

/** One act that waits or waited for a second person. */
export function ProposalCard({ proposal }: { proposal: Proposal }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const me = useSignedIn();
  const { targetId, change, reason, note, status, proposedBy, proposedAt, expiresAt } = proposal;
  const { decidedBy, decidedAt, decisionNote, agreement } = proposal;
  return (
    <article className="card">
      <h2>
        <Target id={targetId} /> <Chip tone={TONES[status]}>{wordsOf(STATUS, status)}</Chip>
      </h2>
      <ProposedChange change={change} />
      {agreement === null ? null : (
        <p className={agreement === 'GIVEN' ? 'light good' : 'notice'}>
          {agreement === 'GIVEN' ? text.given : text.missing}
        </p>
      )}
      <Facts>
        {change.kind === 'PARTICIPANT_STATUS' ? (
          <Fact label={text.reason}>{wordsOf(REASON_WORDS, reason)}</Fact>
        ) : null}
        {note === null ? null : (
          <Fact label={text.note}>
            <blockquote>{note}</blockquote>
          </Fact>
        )}
        <Fact label={text.by}>
          <Person id={proposedBy} />
        </Fact>
        <Fact label={text.at}>
          <When at={proposedAt} />
        </Fact>
        {status === 'OPEN' ? (
          <Fact label={text.until}>
            <When at={expiresAt} />
          </Fact>
        ) : decidedAt === null ? null : (
          <Fact label={text.decided}>
            <Person id={decidedBy} /> <When at={decidedAt} />
            {decisionNote === null ? null : <blockquote>{decisionNote}</blockquote>}
          </Fact>
        )}
      </Facts>
      {status === 'OPEN' ? <Decision proposal={proposal} own={proposedBy === me?.identityId} /> : null}
    </article>
  );
}

/** The participant by its name, a person by her id. */
function Target({ id }: { id: string }) {
  const participantId = ParticipantId.safeParse(id).data;
  return participantId === undefined ? <code>{id}</code> : <ParticipantName id={participantId} />;
}

/** Approve or refuse; whoever proposed may only withdraw. */
function Decision({ proposal: { proposalId }, own }: { proposal: Proposal; own: boolean }) {
  const text = useText(TEXT);
  if (own)
    return (
      <>
        <p className="notice">{text.own}</p>
        <ActForm name="proposals.withdraw" submit={text.withdraw} inputOf={() => ({ proposalId })} />
      </>
    );
  const decided = ({ note }: Readonly<Record<string, string>>) => ({
    proposalId,
    ...(note === undefined ? {} : { note }),
  });
  const words = <Area label={text.words} hint={text.wordsHint} name="note" rows={2} maxLength={1000} />;
  return (
    <>
      <ActForm name="proposals.approve" submit={text.approve} inputOf={decided}>
        {words}
      </ActForm>
      <details className="more">
        <summary>{text.refuse}</summary>
        <ActForm name="proposals.refuse" submit={text.refuse} grave inputOf={decided}>
          {words}
        </ActForm>
      </details>
    </>
  );
}
