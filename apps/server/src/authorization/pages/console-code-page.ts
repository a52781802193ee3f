import type { Language } from '../../http/request-language.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

const TEXT = {
  'zh-CN': {
    title: '运营人员登录',
    how: '在本人电脑上运行下面的命令，把得到的一次性代码粘贴到这里。代码两分钟内有效，只能用一次。',
    code: '一次性代码',
    signIn: '登录',
  },
  en: {
    title: 'Sign in as staff of the operator',
    how: 'Run the command below on your own computer and paste the one-time code here. It is good for two minutes, once.',
    code: 'One-time code',
    signIn: 'Sign in',
  },
} as const;

/** Where a member of the operator’s staff enters the code her tool gave her. */
export function consoleCodePage(language: Language, token: string): string {
  const text = TEXT[language];
  return page({
    language,
    title: text.title,
    path: '/sign-in?to=operator',
    body: html`<p>${text.how}</p>
<p><code>xinqiao console --as keys/me.json</code></p>
<form method="post" action="/sign-in/code"><input type="hidden" name="formToken" value="${token}">
<label for="code">${text.code}</label>
<input type="text" id="code" name="code" autocomplete="off" spellcheck="false" required maxlength="600"><button>${text.signIn}</button></form>`,
  });
}
