import type { Language } from '../../http/request-language.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

const TEXT = {
  'zh-CN': {
    title: '下载我的数据',
    back: '返回“我的授权”',
    records: '授权记录',
    recordsWhat: '您企业的全部授权、回执和访问记录（JSON 文件）。',
    data: '企业数据',
    dataWhat: (name: string) =>
      `各数据部门目前关于${name}的数据，最近 24 个月（JSON 文件）。只提供给您本人，这次下载会记入访问记录。`,
    download: '下载',
    care: '请妥善保管下载的文件，不要在公用电脑上下载。',
    nobody: '您目前不代表任何企业。',
  },
  en: {
    title: 'Download my data',
    back: 'Back to “My consents”',
    records: 'Records of consents',
    recordsWhat: 'All consents of your firm, their receipts and the access log (a JSON file).',
    data: 'Data of the firm',
    dataWhat: (name: string) =>
      `What the agencies hold about ${name} now, over the last 24 months (a JSON file). It is for you alone, and this download is recorded.`,
    download: 'Download',
    care: 'Keep the files safe, and do not download them on a shared computer.',
    nobody: 'You act for no enterprise at present.',
  },
} as const;

export interface MyExportPageOptions {
  readonly language: Language;
  readonly subjects: readonly { readonly subjectId: string; readonly name: string }[];
  readonly formToken: string;
}

/** What an owner can take with her (PIPL art. 45): the records of her consents, and her own data. */
export function myExportPage({ language, subjects, formToken }: MyExportPageOptions): string {
  const text = TEXT[language];
  const form = (
    path: string,
    subjectId: string,
    name: string,
  ) => html`<form method="post" action="/my/export/${path}">
<input type="hidden" name="formToken" value="${formToken}"><input type="hidden" name="subject" value="${subjectId}">
<button aria-label="${text.download}: ${name}">${text.download}</button></form>`;
  return page({
    language,
    title: text.title,
    path: '/my/export',
    body: html`<p><a href="/my">${text.back}</a></p>
${subjects.length === 0 && html`<p>${text.nobody}</p>`}
${subjects.map(
  ({ subjectId, name }) => html`<section class="card"><h2>${name}</h2>
<h3>${text.records}</h3><p>${text.recordsWhat}</p>${form('records', subjectId, `${text.records} · ${name}`)}
<h3>${text.data}</h3><p>${text.dataWhat(name)}</p>${form('data', subjectId, `${text.data} · ${name}`)}</section>`,
)}
<p class="hint">${text.care}</p>`,
  });
}
