import { type CallFailed, isAboutIdentity } from './call.ts';
import { textKey, useLanguage, useText } from './language.tsx';
import { useFacts } from './use-facts.ts';

const TEXT = {
  'zh-CN': { signIn: '登录', again: '重试' },
  en: { signIn: 'Sign in', again: 'Try again' },
} as const;

/** What went wrong, and the next step: signing in, or trying again. */
export function Failure({ failure, onAgain }: { failure: CallFailed; onAgain: () => void }) {
  const [language] = useLanguage();
  const { to, signedOut, wrongRole } = useFacts();
  const text = useText(TEXT);
  if (isAboutIdentity(failure))
    return (
      <section className="notice" role="alert">
        <p>{(failure.code === 'SCOPE_MISSING' ? wrongRole : signedOut)[textKey(language)]}</p>
        <a className="button" href={`/sign-in?to=${to}&lang=${language}`}>
          {text.signIn}
        </a>
      </section>
    );
  return (
    <section className="notice bad" role="alert">
      <p>{failure.says[textKey(language)]}</p>
      <p>
        <code>{failure.code}</code>
      </p>
      <button type="button" onClick={onAgain}>
        {text.again}
      </button>
    </section>
  );
}
