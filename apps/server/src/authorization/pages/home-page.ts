import type { Language } from '../../http/request-language.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

const TEXT = {
  'zh-CN': {
    title: '把政务数据用于贷款，由企业自己决定',
    what: '银行只能查看您同意的数据，只用于您同意的用途。您可以随时查看谁在什么时候读取了什么，也可以随时停止。',
    mine: '我的授权',
    work: '工作人员入口',
    portal: '银行',
    operator: '运营方',
    regulator: '监管方',
  },
  en: {
    title: 'Government data for loans, decided by the firm itself',
    what: 'A bank sees only what you agreed to, for the purpose you agreed to. You see at any time who read what and when, and stop it at any time.',
    mine: 'My consents',
    work: 'For staff',
    portal: 'Banks',
    operator: 'Operator',
    regulator: 'Regulator',
  },
} as const;

/** The first page: the way to one’s own consents, and to the consoles. */
export function homePage(language: Language): string {
  const text = TEXT[language];
  return page({
    language,
    title: text.title,
    path: '/',
    body: html`<p>${text.what}</p>
<p><a class="button" href="/my">${text.mine}</a></p>
<h2>${text.work}</h2>
<ul class="links">
<li><a href="/portal/">${text.portal}</a></li>
<li><a href="/operator/">${text.operator}</a></li>
<li><a href="/regulator/">${text.regulator}</a></li>
</ul>`,
  });
}
