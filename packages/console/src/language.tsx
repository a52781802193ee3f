import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

export type Language = 'zh-CN' | 'en';

/** Key of `LocalizedText`. */
export const textKey = (language: Language): 'zh' | 'en' => (language === 'en' ? 'en' : 'zh');

const STORED_AS = 'xinqiao.language';
const isLanguage = (value: unknown): value is Language => value === 'zh-CN' || value === 'en';

/** `?lang=`, else the choice made before, else zh-CN. */
function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  if (isLanguage(asked)) return asked;
  const remembered = read();
  return isLanguage(remembered) ? remembered : 'zh-CN';
}

/** Storage may be forbidden; then the choice lasts as long as the page. */
function read(): string | null {
  try {
    return localStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(STORED_AS, language);
  } catch {
    // The page works without it.
  }
}

const LanguageContext = createContext<readonly [Language, (language: Language) => void]>(['zh-CN', () => {}]);

/** Language of the console and a way to change it. */
export const useLanguage = () => useContext(LanguageContext);

/** The words of a component in the language of the console. */
export const useText = <Zh, En>(texts: { readonly 'zh-CN': Zh; readonly en: En }): Zh | En =>
  texts[useLanguage()[0]];

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    remember(language);
  }, [language]);
  const choose = (next: Language) => {
    // An address that names a language would win over the choice on the next visit.
    const address = new URL(location.href);
    address.searchParams.delete('lang');
    history.replaceState(null, '', address);
    setLanguage(next);
  };
  return <LanguageContext value={[language, choose]}>{children}</LanguageContext>;
}
