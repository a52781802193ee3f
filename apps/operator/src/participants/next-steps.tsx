import {
  ActForm,
  Area,
  Choice,
  NEED_WORDS,
  REASON_WORDS,
  STATUS_WORDS,
  useRead,
  useSignedIn,
  useText,
  useWords,
} from '@xinqiao/console';
import {
  BreakGlassId,
  type NextStep,
  type ParticipantId,
  type ParticipantStatus,
  StatusReason,
} from '@xinqiao/contracts';

const TEXT = {
  'zh-CN': {
    title: '下一步',
    none: '没有可办理的下一步。',
    step: (to: string) => `变更为“${to}”`,
    propose: (to: string) => `提出变更为“${to}”`,
    missing: '尚缺：',
    and: '、',
    two: '提出后不会立即变更：须由另一人复核同意后生效。',
    one: '提交后立即生效。',
    reason: '原因',
    note: '说明（选填）',
    noteHint: '该参与方的人员会看到，请勿填写个人信息。',
    emergency: '办理方式',
    normal: '由另一人复核后生效',
    alone: '按本人已开启的紧急操作，立即生效',
  },
  en: {
    title: 'Next steps',
    none: 'No step is open.',
    step: (to: string) => `Change to “${to}”`,
    propose: (to: string) => `Propose “${to}”`,
    missing: 'Still missing: ',
    and: ', ',
    two: 'Nothing changes yet: another person must approve it first.',
    one: 'This takes effect at once.',
    reason: 'Reason',
    note: 'Note (optional)',
    noteHint: 'The staff of the participant see it. No personal data.',
    emergency: 'How',
    normal: 'After another person approves',
    alone: 'At once, in the emergency you opened',
  },
} as const;

interface NextStepsProps {
  readonly participantId: ParticipantId;
  readonly steps: readonly NextStep[];
}

/** The steps open to a participant: what each still lacks, and a form for those that can be taken. */
export function NextSteps({ participantId, steps }: NextStepsProps) {
  const text = useText(TEXT);
  return (
    <section className="card">
      <h2>{text.title}</h2>
      {steps.length === 0 ? <p className="quiet">{text.none}</p> : null}
      {steps.map((step) => (
        <Step key={step.to} participantId={participantId} step={step} />
      ))}
    </section>
  );
}

function Step({ participantId, step }: { participantId: ParticipantId; step: NextStep }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { to, fourEyes, reasons, missing } = step;
  const words = wordsOf(STATUS_WORDS, to);
  const title = fourEyes ? text.propose(words) : text.step(words);
  const grave = to === 'SUSPENDED' || to === 'WITHDRAWN';
  if (missing.length > 0)
    return (
      <div className="act">
        <h3>{title}</h3>
        <p className="light wait">
          {text.missing}
          {missing.map((need) => wordsOf(NEED_WORDS, need)).join(text.and)}
        </p>
      </div>
    );
  const form = (
    <ActForm
      name="participants.changeStatus"
      {...(grave ? {} : { title, level: 3 })}
      submit={title}
      grave={grave}
      inputOf={({ reason, note, breakGlassId }) => ({
        participantId,
        to: to as Exclude<ParticipantStatus, 'APPLIED'>,
        reason: StatusReason.parse(reason),
        ...(note === undefined ? {} : { note }),
        ...(breakGlassId === undefined ? {} : { breakGlassId: BreakGlassId.parse(breakGlassId) }),
      })}
    >
      <p className={fourEyes ? 'light wait' : 'quiet'}>{fourEyes ? text.two : text.one}</p>
      <Choice
        label={text.reason}
        name="reason"
        options={reasons.map((reason) => [reason, wordsOf(REASON_WORDS, reason)])}
      />
      <Area label={text.note} hint={text.noteHint} name="note" rows={2} maxLength={1000} />
      {to === 'SUSPENDED' ? <OwnEmergency /> : null}
    </ActForm>
  );
  // What stops a participant waits behind its name, so that nobody meets it by the way.
  return grave ? (
    <details className="more">
      <summary>{title}</summary>
      {form}
    </details>
  ) : (
    form
  );
}

/** Offered only to whoever has an emergency open. */
function OwnEmergency() {
  const text = useText(TEXT);
  const me = useSignedIn();
  const { answer } = useRead('breakGlass.list', {});
  const own = answer?.items.find(
    ({ status, identityId }) => status === 'OPEN' && identityId === me?.identityId,
  );
  if (own === undefined) return null;
  return (
    <Choice<string>
      label={text.emergency}
      name="breakGlassId"
      options={[
        ['', text.normal],
        [own.breakGlassId, text.alone],
      ]}
    />
  );
}
