import { ActForm, Area, Choice, REASON_WORDS, useText, useWords } from '@xinqiao/console';
import { type Application, OPERATIONS } from '@xinqiao/contracts';

const TEXT = {
  'zh-CN': {
    suspend: '暂停此应用',
    reinstate: '恢复本机构暂停的应用',
    byOperator: '此应用由运营方暂停，只能由运营方解除。如有疑问，请提交工单。',
    reason: '原因',
    note: '说明（选填）',
    noteHint: '请勿填写个人信息。',
    atOnce: '提交后该应用的调用立即被拒绝；恢复后授权、密钥照旧。',
  },
  en: {
    suspend: 'Suspend this application',
    reinstate: 'Lift your own suspension',
    byOperator: 'The operator suspended this application and alone can lift it. Open a case to ask.',
    reason: 'Reason',
    note: 'Note (optional)',
    noteHint: 'No personal data.',
    atOnce: 'Its calls are refused at once; lifting it brings back consents and keys as they were.',
  },
} as const;

const { reason: suspendReason } = OPERATIONS['applications.suspend'].input.shape;

/** Suspends an own application, or lifts an own suspension. */
export function SuspendApplication({
  application: { applicationId, statusBy },
}: {
  application: Application;
}) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const byOperator = statusBy === 'OPERATOR' || statusBy === 'BOTH';
  return (
    <>
      {byOperator ? <p className="notice">{text.byOperator}</p> : null}
      {statusBy === 'OWNER' || statusBy === 'BOTH' ? (
        <ActForm name="applications.reinstate" submit={text.reinstate} inputOf={() => ({ applicationId })} />
      ) : (
        <details className="more">
          <summary>{text.suspend}</summary>
          <ActForm
            name="applications.suspend"
            submit={text.suspend}
            grave
            inputOf={({ reason, note }) => ({
              applicationId,
              reason: suspendReason.parse(reason),
              ...(note === undefined ? {} : { note }),
            })}
          >
            <p className="quiet">{text.atOnce}</p>
            <Choice
              label={text.reason}
              name="reason"
              options={suspendReason.options.map((reason) => [reason, wordsOf(REASON_WORDS, reason)])}
            />
            <Area label={text.note} hint={text.noteHint} name="note" rows={2} maxLength={1000} />
          </ActForm>
        </details>
      )}
    </>
  );
}
