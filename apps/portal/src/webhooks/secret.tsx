import { useText } from '@xinqiao/console';
import { useEffect, useRef } from 'react';
import { Copyable } from '../applications/copyable.tsx';

const TEXT = {
  'zh-CN': {
    title: '签名密钥（只显示这一次）',
    about: '请立即存入贵方的密钥库，用于验证推送的签名。离开本页后无法再次查看，只能更换。',
    kept: '已妥善保存',
  },
  en: {
    title: 'Secret for signatures, shown this once',
    about:
      'Put it in your vault now: it verifies the signatures of deliveries. It cannot be seen again, only replaced.',
    kept: 'I have kept it',
  },
} as const;

/** A secret that was just made. It lives in this page only. */
export function Secret({ secret, onKept }: { secret: string; onKept: () => void }) {
  const text = useText(TEXT);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="notice">
      <h2 ref={title} tabIndex={-1}>
        {text.title}
      </h2>
      <p>{text.about}</p>
      <Copyable value={secret} />
      <button type="button" onClick={onKept}>
        {text.kept}
      </button>
    </section>
  );
}
