import { ERRORS, type ErrorCode } from '@xinqiao/contracts';
import { type Language, textKey } from '../../http/request-language.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

/** A page that says what went wrong and what to do next. */
export const messagePage = (code: ErrorCode, language: Language, requestId: string): string =>
  page({
    language,
    title: language === 'en' ? 'This did not work' : '没有办成',
    body: html`<p class="warn">${ERRORS[code].message[textKey(language)]}</p>
<p><code>${code}</code> · <code>${requestId}</code></p>`,
  });
