import { receiptTitle } from '@xinqiao/contracts';
import type { Language } from '../../http/request-language.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

const TEXT = {
  'zh-CN': {
    back: '返回“我的授权”',
    plain: '下载文字版',
    signed: '下载签名回执',
    artefact: '下载签名授权书',
    words: '您同意时页面上的原文',
    hash: '原文的 SHA-256 校验值',
    same: '校验值由下面的原文计算得出，与签名授权书中的一致。',
    other: '这是您本人看到的原文。授权书中的校验值属于最后同意的人所看到的原文。',
    paper: '需要纸质回执时，请使用浏览器的“打印”。',
  },
  en: {
    back: 'Back to “My consents”',
    plain: 'Download as text',
    signed: 'Download the signed receipt',
    artefact: 'Download the signed consent',
    words: 'The exact words of the page you agreed to',
    hash: 'SHA-256 of these words',
    same: 'It is computed from the words below and equals the one in the signed consent.',
    other: 'These are the words you saw. The consent carries the hash of what the last who agreed saw.',
    paper: 'For a copy on paper, use “Print” in your browser.',
  },
} as const;

export interface ReceiptPageOptions {
  readonly language: Language;
  readonly consentId: string;
  readonly revision: number;
  /** What the receipt says, line by line. */
  readonly lines: readonly { readonly label: string; readonly text: string }[];
  /** Words she agreed to, where she is among those who did; the hash is computed from them. */
  readonly agreed?:
    | { readonly words: string; readonly hash: string; readonly inArtefact: boolean }
    | undefined;
  /** Whether this revision has an artefact of its own. */
  readonly hasArtefact: boolean;
}

/** A receipt to read, to keep and to print. */
export function receiptPage(options: ReceiptPageOptions): string {
  const { language, consentId, revision, agreed, hasArtefact } = options;
  const text = TEXT[language];
  const path = `/my/consents/${consentId}/receipts/${revision}`;
  return page({
    language,
    title: receiptTitle(language),
    path,
    body: html`<p class="screen"><a href="/my">${text.back}</a></p>
<dl>${options.lines.map(
      ({ label, text: words }) => html`<dt>${label}</dt><dd class="word">${words}</dd>
`,
    )}</dl>
${
  agreed !== undefined &&
  html`<h2>${text.words}</h2>
<p>${text.hash}<br><code>${agreed.hash}</code></p>
<p class="hint">${agreed.inArtefact ? text.same : text.other}</p>
<blockquote class="written" lang="${language}">${agreed.words}</blockquote>`
}
<p class="hint beside screen">${text.paper}</p>
<ul class="links screen">
<li><a href="${path}.txt?lang=${language}">${text.plain}</a></li>
<li><a href="${path}.jws">${text.signed}</a></li>
${hasArtefact && html`<li><a href="${path}/artefact.jws">${text.artefact}</a></li>`}
</ul>`,
  });
}
