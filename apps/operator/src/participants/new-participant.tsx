import { ActForm, Choice, Field, KIND_WORDS, useText, useWords } from '@xinqiao/console';

const TEXT = {
  'zh-CN': {
    title: '受理新参与方',
    submit: '受理申请',
    kind: '类别',
    zh: '登记名称（中文）',
    en: '登记名称（英文）',
    calls: '每分钟调用上限',
    callsHint: '该参与方全部应用合计。',
  },
  en: {
    title: 'Take in a new participant',
    submit: 'Take in',
    kind: 'Kind',
    zh: 'Registered name (Chinese)',
    en: 'Registered name (English)',
    calls: 'Calls per minute at most',
    callsHint: 'All its applications together.',
  },
} as const;

const KINDS = ['BANK', 'AGENCY', 'REGULATOR', 'PEER_OPERATOR'] as const;

/** Takes in the application of a participant; once taken in, its page opens. */
export function NewParticipant() {
  const text = useText(TEXT);
  const wordsOf = useWords();
  return (
    <details className="more">
      <summary>{text.title}</summary>
      <ActForm
        name="participants.apply"
        submit={text.submit}
        inputOf={({ kind, zh = '', en = '', callsPerMinute }) => ({
          kind: kind as (typeof KINDS)[number],
          name: { zh, en },
          callsPerMinute: Number(callsPerMinute),
        })}
        onDone={({ participantId }) => {
          location.hash = `#/participants/${participantId}`;
        }}
      >
        <Choice
          label={text.kind}
          name="kind"
          options={KINDS.map((kind) => [kind, wordsOf(KIND_WORDS, kind)])}
        />
        <Field label={text.zh} name="zh" required />
        <Field label={text.en} name="en" required />
        <Field
          label={text.calls}
          hint={text.callsHint}
          name="callsPerMinute"
          type="number"
          value="6000"
          min={1}
          max={1_000_000}
          required
        />
      </ActForm>
    </details>
  );
}
