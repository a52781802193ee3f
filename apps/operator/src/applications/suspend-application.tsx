import { ActForm, Area, Choice, REASON_WORDS, useText, useWords } from '@xinqiao/console';
import type { Application } from '@xinqiao/contracts';
import { SUSPENSION_REASONS, suspensionReason } from './suspension-reason.ts';

const TEXT = {
  'zh-CN': {
    suspend: '暂停此应用',
    reinstate: '解除运营方的暂停',
    reason: '原因',
    note: '说明（选填）',
    noteHint: '该参与方的人员会看到，请勿填写个人信息。',
    atOnce: '返回后其调用即被拒绝；解除后原有授权和密钥照旧。',
  },
  en: {
    suspend: 'Suspend this application',
    reinstate: 'Lift the operator’s suspension',
    reason: 'Reason',
    note: 'Note (optional)',
    noteHint: 'The staff of the participant see it. No personal data.',
    atOnce: 'Its calls are refused at once; lifting it brings back everything.',
  },
} as const;

/** Suspends an application, or lifts what the operator suspended. */
export function SuspendApplication({ application }: { application: Application }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { participantId, applicationId, statusBy } = application;
  if (statusBy === 'OPERATOR' || statusBy === 'BOTH')
    return (
      <ActForm
        name="applications.reinstateAny"
        submit={text.reinstate}
        inputOf={() => ({ participantId, applicationId })}
      />
    );
  return (
    <details className="more">
      <summary>{text.suspend}</summary>
      <ActForm
        name="applications.suspendAny"
        submit={text.suspend}
        grave
        inputOf={({ reason, note }) => ({
          participantId,
          applicationId,
          reason: suspensionReason(reason),
          ...(note === undefined ? {} : { note }),
        })}
      >
        <p className="quiet">{text.atOnce}</p>
        <Choice
          label={text.reason}
          name="reason"
          options={SUSPENSION_REASONS.map((reason) => [reason, wordsOf(REASON_WORDS, reason)])}
        />
        <Area label={text.note} hint={text.noteHint} name="note" rows={2} maxLength={1000} />
      </ActForm>
    </details>
  );
}
