import { ActForm, KeyField, keyOf, useText } from '@xinqiao/console';
import type { ApplicationId } from '@xinqiao/contracts';

const TEXT = {
  'zh-CN': {
    register: '登记新公钥',
    hint: '轮换时先登记新公钥，确认可用后再吊销旧公钥。默认有效一年。公钥写明 use 为 enc 的，用于加密数据包。',
    full: '两个位置均已占用。请先吊销一个不再使用的公钥，再登记新公钥。',
  },
  en: {
    register: 'Register a new public key',
    hint: 'To rotate, register the next key, see it work, then revoke the old one. It is valid for a year. To a key whose use is enc packages are encrypted.',
    full: 'Both places are taken. Revoke a key that is no longer used, then register the next one.',
  },
} as const;

/** Registers the next key of an application while there is a place for it. */
export function RegisterKey({
  applicationId,
  slotsFree,
}: {
  applicationId: ApplicationId;
  slotsFree: number;
}) {
  const text = useText(TEXT);
  if (slotsFree <= 0) return <p className="quiet">{text.full}</p>;
  return (
    <details className="more">
      <summary>{text.register}</summary>
      <ActForm
        name="keys.register"
        submit={text.register}
        inputOf={({ jwk }) => ({ applicationId, jwk: keyOf(jwk) })}
      >
        <p className="quiet">{text.hint}</p>
        <KeyField name="jwk" />
      </ActForm>
    </details>
  );
}
