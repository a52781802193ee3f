import type { Language } from '../../http/request-language.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

const TEXT = {
  'zh-CN': { title: '您代表哪家企业答复？', note: '银行没有指明企业。请先选择，再查看请求的内容。' },
  en: {
    title: 'For which enterprise do you answer?',
    note: 'The bank named none. Choose first, then see what it asks.',
  },
} as const;

/** Asked of whoever may answer for several enterprises where the bank named none. */
export function chooseEnterprisePage(
  language: Language,
  path: string,
  choices: readonly { readonly subjectId: string; readonly name: string }[],
): string {
  const text = TEXT[language];
  return page({
    language,
    title: text.title,
    path,
    body: html`<p>${text.note}</p>
${choices.map(({ subjectId, name }) => html`<p><a class="button" href="${path}?subject=${subjectId}&lang=${language}">${name}</a></p>`)}`,
  });
}
