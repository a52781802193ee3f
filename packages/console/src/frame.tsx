import { type ReactNode, useEffect } from 'react';
import { type Language, textKey, useLanguage, useText } from './language.tsx';
import { useSignedIn } from './signed-in.ts';
import { useFacts } from './use-facts.ts';

const TEXT = {
  'zh-CN': {
    skip: '跳到内容',
    identity: '更换身份',
    other: 'English',
    time: '未注明 UTC 的时间均为北京时间。',
  },
  en: {
    skip: 'Skip to content',
    identity: 'Change identity',
    other: '中文',
    time: 'Times are Beijing time unless marked UTC.',
  },
} as const;

/** The frame of a console: its name, the language, who is signed in. */
export function Frame({ children }: { children: ReactNode }) {
  const [language, chooseLanguage] = useLanguage();
  const { name, to } = useFacts();
  const text = useText(TEXT);
  const signedIn = useSignedIn();
  const other: Language = language === 'en' ? 'zh-CN' : 'en';
  const title = name[textKey(language)];
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <>
      <a className="skip" href="#content">
        {text.skip}
      </a>
      <header>
        <div>
          <b>{title}</b>
          <nav>
            {signedIn === null ? null : <span className="who">{signedIn.name}</span>}
            <a href={`/sign-in?to=${to}&lang=${language}`}>{text.identity}</a>
            <button type="button" lang={other} onClick={() => chooseLanguage(other)}>
              {text.other}
            </button>
          </nav>
        </div>
      </header>
      <main id="content">{children}</main>
      <footer>{text.time}</footer>
    </>
  );
}
