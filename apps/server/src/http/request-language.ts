import type { FastifyRequest } from 'fastify';

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

/** {@link languageOf} a page’s request. */
export const languageIn = ({ query, headers }: Pick<FastifyRequest, 'query' | 'headers'>): Language =>
  languageOf(query, headers['accept-language']);

/** Language of a form’s field: the one its page was shown in; zh-CN of anything else. */
export const languageGiven = (lang: unknown): Language => (isLanguage(lang) ? lang : 'zh-CN');

/** Key of `LocalizedText`. */
export const textKey = (language: Language): 'zh' | 'en' => (language === 'en' ? 'en' : 'zh');
