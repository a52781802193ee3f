import { type ChangeEvent, useId, useState } from 'react';
import { useText } from './language.tsx';
import { type GivenKey, givenKey } from './public-key.ts';

const TEXT = {
  'zh-CN': {
    label: '公钥（JWK）',
    hint: '粘贴一个含 kid 的公钥 JSON，或选择文件。EC P-256 或 RSA 2048–4096 位。私钥请勿离开贵方系统。',
    file: '或选择公钥文件',
    private: '这是私钥，已从页面清除且未发送。它可能已经泄露：请弃用该密钥，重新生成一对，只提交公钥。',
    unreadable: '无法识别为公钥 JSON。请粘贴一个完整的 JWK。',
    readable: '已识别为公钥：',
  },
  en: {
    label: 'Public key (JWK)',
    hint: 'Paste the JSON of one public key with a kid, or choose a file. EC P-256, or RSA of 2048–4096 bits. Private keys stay with their owner.',
    file: 'Or choose a file with the public key',
    private:
      'This is a private key. It was removed from the page and not sent. It may have leaked: drop it, make a new pair and give the public half only.',
    unreadable: 'This is not the JSON of a public key. Paste one whole JWK.',
    readable: 'A public key: ',
  },
} as const;

/** A public key, pasted or from a file. A private one is removed at once and never leaves the page. */
export function KeyField({ name }: { name: string }) {
  const text = useText(TEXT);
  const id = useId();
  const [written, setWritten] = useState('');
  const [given, setGiven] = useState<GivenKey>();
  const take = (entry: string) => {
    const found = entry.trim() === '' ? undefined : givenKey(entry);
    setGiven(found);
    setWritten(found?.kind === 'private' ? '' : entry);
  };
  const takeFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const entry = (await input.files?.[0]?.text()) ?? '';
    input.value = '';
    take(entry);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{text.label}</label>
      <span className="quiet" id={`${id}-hint`}>
        {text.hint}
      </span>
      <textarea
        id={id}
        aria-describedby={`${id}-hint ${id}-said`}
        rows={4}
        required
        spellCheck={false}
        value={written}
        onChange={(event) => take(event.currentTarget.value)}
      />
      <label htmlFor={`${id}-file`}>{text.file}</label>
      <input
        id={`${id}-file`}
        type="file"
        accept=".json,.jwk,application/json"
        onChange={(event) => void takeFile(event)}
      />
      {given?.kind === 'public' ? (
        <input type="hidden" name={name} value={JSON.stringify(given.jwk)} />
      ) : null}
      <div id={`${id}-said`} aria-live="assertive">
        {given === undefined ? null : given.kind === 'public' ? (
          <p className="done">
            {text.readable}
            <code>
              {String(given.jwk.kty)} {String(given.jwk.kid ?? '')}
            </code>
          </p>
        ) : (
          <p className="notice bad">{text[given.kind]}</p>
        )}
      </div>
    </div>
  );
}

/** The key of a {@link KeyField} among the fields of its form; an unreadable one is none, which the server refuses. */
export const keyOf = (field: string | undefined): Record<string, unknown> =>
  field === undefined ? {} : (JSON.parse(field) as Record<string, unknown>);
