import type { Notice } from '../../consents/notice.ts';
import { noticeHash } from '../../consents/notice.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

const TEXT = {
  'zh-CN': { agree: '同意', refuse: '不同意', as: '您正在以此身份办理：', number: '授权编号：' },
  en: { agree: 'Agree', refuse: 'Do not agree', as: 'You are acting as: ', number: 'Consent number: ' },
} as const;

export interface ConsentPageOptions {
  readonly notice: Notice;
  readonly consentId: string;
  /** Name of the person signed in. */
  readonly person: string;
  /** Path of the page; the answer is posted below it. */
  readonly path: string;
  readonly formToken: string;
}

/** The one page on which an owner decides. Both answers are buttons of the same size and look. */
export function consentPage({ notice, consentId, person, path, formToken }: ConsentPageOptions): string {
  const text = TEXT[notice.language];
  const answer = (decision: 'agree' | 'refuse') => html`<form method="post" action="${path}/answer">
<input type="hidden" name="formToken" value="${formToken}">
<input type="hidden" name="notice" value="${noticeHash(notice)}">
<input type="hidden" name="lang" value="${notice.language}">
<button name="decision" value="${decision}">${text[decision]}</button>
</form>`;
  return page({
    language: notice.language,
    title: notice.title,
    path,
    body: html`<dl>
${notice.lines.map(
  ({
    label,
    text: words,
  }) => html`<dt>${label}</dt><dd>${typeof words === 'string' ? words : html`<ul>${words.map((word) => html`<li>${word}</li>`)}</ul>`}</dd>
`,
)}</dl>
<p class="note">${text.as}<b>${person}</b></p>
<div class="choices">${answer('agree')}${answer('refuse')}</div>
<p>${text.number}<code>${consentId}</code></p>`,
  });
}
