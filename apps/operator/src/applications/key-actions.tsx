import { ActForm, Choice, KEY_END_WORDS, REASON_WORDS, useText, useWords } from '@xinqiao/console';
import { type ApplicationKey, OPERATIONS } from '@xinqiao/contracts';
import { SUSPENSION_REASONS, suspensionReason } from './suspension-reason.ts';

const TEXT = {
  'zh-CN': {
    suspend: '暂停此密钥',
    reinstate: '解除运营方对此密钥的暂停',
    revoke: '吊销此密钥',
    reason: '原因',
    final: '吊销不可恢复，该密钥今后永远不再被接受。',
  },
  en: {
    suspend: 'Suspend this key',
    reinstate: 'Lift the operator’s suspension of this key',
    revoke: 'Revoke this key',
    reason: 'Reason',
    final: 'This cannot be undone: the key is never accepted again.',
  },
} as const;

const { reason: endReason } = OPERATIONS['keys.revokeAny'].input.shape;

/** What the operator can do about a key: suspend it, lift that, end it for good. */
export function KeyActions({ applicationKey }: { applicationKey: ApplicationKey }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { participantId, applicationId, kid, suspendedBy } = applicationKey;
  const ids = { participantId, applicationId, kid };
  return (
    <>
      {suspendedBy === 'OPERATOR' || suspendedBy === 'BOTH' ? (
        <ActForm name="keys.reinstateAny" submit={text.reinstate} inputOf={() => ids} />
      ) : (
        <details className="more">
          <summary>{text.suspend}</summary>
          <ActForm
            name="keys.suspendAny"
            submit={text.suspend}
            grave
            inputOf={({ reason }) => ({ ...ids, reason: suspensionReason(reason) })}
          >
            <Choice
              label={text.reason}
              name="reason"
              options={SUSPENSION_REASONS.map((reason) => [reason, wordsOf(REASON_WORDS, reason)])}
            />
          </ActForm>
        </details>
      )}
      <details className="more">
        <summary>{text.revoke}</summary>
        <ActForm
          name="keys.revokeAny"
          submit={text.revoke}
          grave
          inputOf={({ reason }) => ({ ...ids, reason: endReason.parse(reason) })}
        >
          <p className="light bad">{text.final}</p>
          <Choice
            label={text.reason}
            name="reason"
            options={endReason.options.map((reason) => [reason, wordsOf(KEY_END_WORDS, reason)])}
          />
        </ActForm>
      </details>
    </>
  );
}
