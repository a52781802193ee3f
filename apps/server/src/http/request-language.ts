export type Language = 'zh-CN' | 'en';
export const isLanguage = (value: unknown): value is Language => value === 'zh-CN' || value === 'en';

/** Language of a request: `?lang=`, else the first of Accept-Language that we have, else zh-CN. */
export function languageOf(query: unknown, acceptLanguage: string | undefined): Language {
  const asked = (query as { lang?: unknown } | undefined)?.lang;
  if (isLanguage(asked)) return asked;
  for (const tag of (acceptLanguage ?? '').toLowerCase().split(',')) {
    if (tag.trim().startsWith('zh')) return 'zh-CN';
    if (tag.trim().startsWith('en')) return 'en';
  }
  return 'zh-CN';
}

/** Key of `LocalizedText`. */
export const textKey = (language: Language): 'zh' | 'en' => (language === 'en' ? 'en' : 'zh');
