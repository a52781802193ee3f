import type { StatusChange } from '@xinqiao/contracts';
import { useText } from './language.tsx';
import { Chip, type Tone, useWords } from './marks.tsx';
import { When } from './when.tsx';
import { REASON_WORDS, STATUS_WORDS } from './words.ts';

const TEXT = {
  'zh-CN': {
    none: '尚无变更。',
    one: '一人办理',
    two: '两人办理（四眼原则）',
    emergency: '紧急情况，一人办理，须复查',
  },
  en: {
    none: 'No step yet.',
    one: 'by one person',
    two: 'by two persons (four eyes)',
    emergency: 'by one person in an emergency, to be reviewed',
  },
} as const;

const TONES: Readonly<Record<string, Tone>> = { ACTIVE: 'good', SUSPENDED: 'bad', WITHDRAWN: 'bad' };

/** Where a participant stands. */
export function StatusChip({ status }: { status: string }) {
  const wordsOf = useWords();
  return <Chip tone={TONES[status] ?? 'wait'}>{wordsOf(STATUS_WORDS, status)}</Chip>;
}

/** The life of a participant, the latest step first: from where to where, why, and by how many. */
export function StatusTimeline({ history }: { history: readonly StatusChange[] }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  if (history.length === 0) return <p className="quiet">{text.none}</p>;
  return (
    <ol className="timeline" reversed>
      {history.map(({ revision, from, to, reason, note, changedAt, byTwo, inEmergency }) => (
        <li key={revision} className={TONES[to] ?? 'wait'}>
          <Hands count={byTwo ? 2 : 1} urgent={inEmergency} />
          <div>
            {wordsOf(STATUS_WORDS, from)} → <b>{wordsOf(STATUS_WORDS, to)}</b> · <When at={changedAt} />
            <br />
            <span className="quiet">
              {wordsOf(REASON_WORDS, reason)} · {inEmergency ? text.emergency : byTwo ? text.two : text.one}
            </span>
            {note === null ? null : <blockquote>{note}</blockquote>}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** One head or two, and an exclamation mark for an emergency; the words beside it say the same. */
function Hands({ count, urgent }: { count: 1 | 2; urgent: boolean }) {
  const places = count === 2 ? [9, 19] : [14];
  return (
    <svg className="hands" width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
      <circle className="ground" cx="14" cy="14" r="13" />
      {urgent ? (
        <path
          className="figure"
          d="M12.5 6h3l-.6 10h-1.8zM14 18.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z"
        />
      ) : (
        places.map((x) => (
          <g className="figure" key={x}>
            <circle cx={x} cy="10.5" r="2.8" />
            <path d={`M${x - 4.2} 20c0-3 1.9-5.2 4.2-5.2s4.2 2.2 4.2 5.2z`} />
          </g>
        ))
      )}
    </svg>
  );
}
