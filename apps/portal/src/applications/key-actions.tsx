import { ActForm, Choice, KEY_END_WORDS, REASON_WORDS, useText, useWords } from '@xinqiao/console';
import { type ApplicationKey, OPERATIONS } from '@xinqiao/contracts';

const TEXT = {
  'zh-CN': {
    suspend: '暂停此密钥',
    reinstate: '恢复本机构暂停的密钥',
    revoke: '吊销此密钥',
    reason: '原因',
    atOnce: '提交后该密钥及用它取得的令牌立即被拒绝；可以恢复。',
    final: '吊销不可恢复：该密钥及用它取得的令牌立即失效，今后永远不再被接受。',
    sure: '我确认永久吊销',
  },
  en: {
    suspend: 'Suspend this key',
    reinstate: 'Lift your own suspension of this key',
    revoke: 'Revoke this key',
    reason: 'Reason',
    atOnce: 'The key, and tokens it was used to get, are refused at once; you can lift it again.',
    final: 'This cannot be undone: the key and tokens it was used to get are refused at once and for good.',
    sure: 'Yes, revoke for good the key ',
  },
} as const;

const { reason: suspendReason } = OPERATIONS['keys.suspend'].input.shape;
const { reason: endReason } = OPERATIONS['keys.revoke'].input.shape;

/** What its owner can do about a key: suspend it, lift that, end it for good. */
export function KeyActions({ applicationKey }: { applicationKey: ApplicationKey }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { applicationId, kid, suspendedBy } = applicationKey;
  const ids = { applicationId, kid };
  return (
    <>
      {suspendedBy === 'OWNER' || suspendedBy === 'BOTH' ? (
        <ActForm name="keys.reinstate" submit={text.reinstate} inputOf={() => ids} />
      ) : (
        <details className="more">
          <summary>{text.suspend}</summary>
          <ActForm
            name="keys.suspend"
            submit={text.suspend}
            grave
            inputOf={({ reason }) => ({ ...ids, reason: suspendReason.parse(reason) })}
          >
            <p className="quiet">{text.atOnce}</p>
            <Choice
              label={text.reason}
              name="reason"
              options={suspendReason.options.map((reason) => [reason, wordsOf(REASON_WORDS, reason)])}
            />
          </ActForm>
        </details>
      )}
      <details className="more">
        <summary>{text.revoke}</summary>
        <ActForm
          name="keys.revoke"
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
          <p className="field checks">
            <label>
              <input type="checkbox" required /> {text.sure} <code>{kid}</code>
            </label>
          </p>
        </ActForm>
      </details>
    </>
  );
}
