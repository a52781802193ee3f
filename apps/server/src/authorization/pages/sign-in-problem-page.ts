import { ERRORS, type ErrorCode } from '@xinqiao/contracts';
import { type Language, textKey } from '../../http/request-language.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

const TEXT = {
  'zh-CN': { title: '没有登录成功', again: '重新登录' },
  en: { title: 'You are not signed in', again: 'Sign in again' },
} as const;

/**
 * Why a sign-in did not come about, and the way to begin it again.
 *
 * @param again Path of ours where it begins.
 */
export function signInProblemPage(
  code: ErrorCode,
  language: Language,
  requestId: string,
  again: string,
): string {
  const text = TEXT[language];
  return page({
    language,
    title: text.title,
    body: html`<p class="warn">${ERRORS[code].message[textKey(language)]}</p>
<p><a class="button" href="${again}">${text.again}</a></p>
<p><code>${code}</code> · <code>${requestId}</code></p>`,
  });
}
