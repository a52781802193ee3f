import type { Language } from '../../http/request-language.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';

const TEXT = {
  'zh-CN': {
    document: '授权委托书',
    invited: '邀请码已生成',
    invitedNote:
      '请把邀请码当面或通过电话告诉对方，只显示这一次，七天内有效。只有姓名相符的人登录后才能接受。',
    question: '是否接受委托',
    questionNote: '接受后，您可以在下列范围内代表企业办理。您可随时放弃。',
    accept: '接受委托',
    hash: '本文的 SHA-256（base64url）',
    back: '返回',
  },
  en: {
    document: 'Power of attorney',
    invited: 'The code is ready',
    invitedNote:
      'Tell the person the code yourself, in person or by phone. It is shown this once and works for seven days, only for somebody of that name who has signed in.',
    question: 'Do you accept?',
    questionNote:
      'From then on you may act for the firm as far as this says. You can give it up at any time.',
    accept: 'Accept',
    hash: 'SHA-256 of this text (base64url)',
    back: 'Back',
  },
} as const;

export interface PowerOfAttorneyPageOptions {
  readonly language: Language;
  readonly text: string;
  /** SHA-256 of the text, base64url. */
  readonly hash: string;
  /** Path of this page, where it can be opened again. */
  readonly path?: string;
  /** Code of the invitation it was just made with. */
  readonly code?: string;
  /** To accept it. */
  readonly accept?: { readonly code: string; readonly formToken: string };
}

/** A power of attorney to read and print: with the code to hand on, with the button to accept it, or by itself. */
export function powerOfAttorneyPage(options: PowerOfAttorneyPageOptions): string {
  const { language, text, hash, path, code, accept } = options;
  const words = TEXT[language];
  return page({
    language,
    title: code !== undefined ? words.invited : accept !== undefined ? words.question : words.document,
    ...(path === undefined ? {} : { path }),
    body: html`${code !== undefined && html`<p class="note reference"><b id="code">${code}</b></p><p>${words.invitedNote}</p>`}
${accept !== undefined && html`<p>${words.questionNote}</p>`}
<p class="written card">${text}</p>
<p class="hint">${words.hash}<br><code>${hash}</code></p>
${accept !== undefined && acceptForm(accept, words.accept)}
<p><a href="/my/firm">${words.back}</a></p>`,
  });
}

const acceptForm = ({ code, formToken }: { code: string; formToken: string }, words: string): Html =>
  html`<form method="post" action="/my/firm/accept"><input type="hidden" name="formToken" value="${formToken}"><input type="hidden" name="code" value="${code}"><button>${words}</button></form>`;
