import {
  ActForm,
  Area,
  Chip,
  Fact,
  Facts,
  type Tone,
  useSignedIn,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import type { BreakGlass, LocalizedText } from '@xinqiao/contracts';
import { Person } from '../staff/person.tsx';
import { TimeLeft } from './time-left.tsx';

const TEXT = {
  'zh-CN': {
    by: '开启人',
    from: '开启',
    until: '到期',
    closed: '提前结束',
    uses: '已暂停参与方',
    review: '复查',
    close: '结束紧急操作',
    own: '这是您开启的：须由另一人复查。',
    found: '复查结论',
    foundHint: '请勿填写个人信息。',
    submit: '完成复查',
  },
  en: {
    by: 'Opened by',
    from: 'Opened',
    until: 'Ends',
    closed: 'Closed early',
    uses: 'Participants suspended',
    review: 'Review',
    close: 'Close the emergency',
    own: 'You opened this: another person must review it.',
    found: 'What the review found',
    foundHint: 'No personal data.',
    submit: 'Finish the review',
  },
} as const;

const STATUS: Readonly<Record<BreakGlass['status'], LocalizedText>> = {
  OPEN: { zh: '进行中', en: 'Open' },
  TO_REVIEW: { zh: '待复查', en: 'To be reviewed' },
  REVIEWED: { zh: '已复查', en: 'Reviewed' },
};
const TONES: Readonly<Record<BreakGlass['status'], Tone>> = {
  OPEN: 'bad',
  TO_REVIEW: 'wait',
  REVIEWED: 'good',
};

/** One emergency, and what remains to be done about it. */
export function EmergencyRow({ emergency }: { emergency: BreakGlass }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const me = useSignedIn();
  const { breakGlassId, identityId, reason, status, openedAt, expiresAt, closedAt, uses } = emergency;
  const { reviewedBy, reviewedAt, reviewNote } = emergency;
  const own = identityId === me?.identityId;
  return (
    <article className="card">
      <h2>
        <When at={openedAt} /> <Chip tone={TONES[status]}>{wordsOf(STATUS, status)}</Chip>
      </h2>
      <blockquote>{reason}</blockquote>
      <Facts>
        <Fact label={text.by}>
          <Person id={identityId} />
        </Fact>
        <Fact label={text.until}>
          <When at={expiresAt} /> {status === 'OPEN' ? <TimeLeft until={expiresAt} /> : null}
        </Fact>
        {closedAt === null ? null : (
          <Fact label={text.closed}>
            <When at={closedAt} />
          </Fact>
        )}
        <Fact label={text.uses}>{uses}</Fact>
        {reviewedAt === null ? null : (
          <Fact label={text.review}>
            <Person id={reviewedBy} /> <When at={reviewedAt} />
            <blockquote>{reviewNote}</blockquote>
          </Fact>
        )}
      </Facts>
      {status === 'OPEN' && own ? (
        <ActForm name="breakGlass.close" submit={text.close} inputOf={() => ({ breakGlassId })} />
      ) : null}
      {status === 'TO_REVIEW' && own ? <p className="notice">{text.own}</p> : null}
      {status === 'TO_REVIEW' && !own ? (
        <ActForm
          name="breakGlass.review"
          submit={text.submit}
          inputOf={({ note = '' }) => ({ breakGlassId, note })}
        >
          <Area label={text.found} hint={text.foundHint} name="note" maxLength={1000} required />
        </ActForm>
      ) : null}
    </article>
  );
}
