import { textKey, useLanguage, useText } from '@xinqiao/console';
import type { SupervisedEntry } from '@xinqiao/contracts';
import { reasonText } from '../verification/reason-text.ts';
import type { RowVerdict } from '../verification/use-verification.ts';
import { KIND_TEXT } from './kind-text.ts';
import { dateAndTime } from './time.ts';
import { VerdictBadge } from './verdict-badge.tsx';

const TEXT = {
  'zh-CN': {
    none: '—',
    participant: '机构',
    consent: '授权',
    entry: '条目编号',
    subject: '主体',
    actor: '操作者',
    person: '操作人（银行不可见）',
    operator: '运营方',
    recordedAt: '记录时间（UTC）',
    place: '在日志中的位置',
    of: (index: number, size: number) => `第 ${index + 1} 条，共 ${size} 条`,
    detail: '详情',
    leaf: '日志叶子',
    erased: '详情和盐值已删除：条目仍在日志中，但机构、主体、授权和操作者已无法核对。',
    opened: '以上内容与写入日志的承诺一致。',
  },
  en: {
    none: '—',
    participant: 'Participant',
    consent: 'Consent',
    entry: 'Entry id',
    subject: 'Subject',
    actor: 'Actor',
    person: 'Person (hidden from banks)',
    operator: 'Operator',
    recordedAt: 'Recorded (UTC)',
    place: 'Place in the log',
    of: (index: number, size: number) => `entry ${index + 1} of ${size}`,
    detail: 'Detail',
    leaf: 'Leaf in the log',
    erased:
      'Detail and salt were erased: the entry is still in the log, but participant, subject, consent and actor can no longer be checked.',
    opened: 'All of this is what the log committed to.',
  },
} as const;

/** One entry; opened, it shows everything the log knows of it. */
export function EntryRow({ entry, verdict }: { entry: SupervisedEntry; verdict: RowVerdict }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const key = textKey(language);
  const { entryId, operatorId, kind, recordedAt, participantId, consentId, subjectId, actor, detail, leaf } =
    entry;
  const facts: readonly (readonly [string, string | null])[] = [
    [text.entry, entryId],
    [text.participant, participantId],
    [text.consent, consentId],
    [text.subject, subjectId],
    [text.actor, actor],
    ...(entry.person === null ? [] : [[text.person, entry.person.identityId] as const]),
    [text.operator, operatorId],
    [text.recordedAt, recordedAt],
  ];
  return (
    <li>
      <details className={`entry ${verdict.state}`}>
        <summary>
          <VerdictBadge verdict={verdict} />
          <time dateTime={recordedAt}>{dateAndTime(recordedAt)}</time>
          <b className={kind === 'ACCESS_DENIED' ? 'denied' : undefined}>{KIND_TEXT[kind][key]}</b>
          <ShortId name="participant" label={text.participant} id={participantId} none={text.none} />
          <ShortId name="consent" label={text.consent} id={consentId} none={text.none} />
        </summary>
        <div className="detail">
          {verdict.state === 'failed' && <p className="notice bad">{reasonText(verdict.reason)[key]}</p>}
          {verdict.state === 'unchecked' && <p className="notice">{verdict.says[key]}</p>}
          <dl>
            {facts.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value === null ? text.none : <code>{value}</code>}</dd>
              </div>
            ))}
            {verdict.state === 'verified' && (
              <div>
                <dt>{text.place}</dt>
                <dd>{text.of(verdict.index, verdict.size)}</dd>
              </div>
            )}
          </dl>
          {detail !== null && (
            <>
              <h2>{text.detail}</h2>
              <pre>{JSON.stringify(detail, null, 2)}</pre>
            </>
          )}
          {verdict.state === 'verified' && (
            <p className={verdict.particulars === 'opened' ? 'quiet' : 'notice'}>
              {verdict.particulars === 'opened' ? text.opened : text.erased}
            </p>
          )}
          <h2>{text.leaf}</h2>
          <code className="leaf">{leaf}</code>
        </div>
      </details>
    </li>
  );
}

/** The beginning and end of an id; the whole of it is in the detail. */
function ShortId({
  name,
  label,
  id,
  none,
}: {
  name: string;
  label: string;
  id: string | null;
  none: string;
}) {
  return (
    <span className={`id ${name}`}>
      <span className="label">{label} </span>
      {id === null ? none : <code title={id}>{`${id.slice(0, 4)}…${id.slice(-8)}`}</code>}
    </span>
  );
}
